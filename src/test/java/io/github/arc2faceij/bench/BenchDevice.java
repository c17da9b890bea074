package io.github.arc2faceij.bench;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.GpuOptions;
import io.github.arc2faceij.device.Precision;
import java.util.Arrays;

/** What is measured: {@code -Ddevice="WebGPU (any GPU)" -Dprecision=float16}; the processor in float32 unless said otherwise. */
final class BenchDevice {

    private BenchDevice() {}

    static Device get() {
        String label = System.getProperty("device", Device.CPU.label());
        String precision = System.getProperty("precision", Precision.FLOAT32.label());
        Device device = Device.ALL.stream()
                .filter(it -> it.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no device " + label));
        Precision wanted = Arrays.stream(Precision.values())
                .filter(it -> it.label().equals(precision))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no precision " + precision));
        return device.with(GpuOptions.DEFAULT, wanted);
    }
}

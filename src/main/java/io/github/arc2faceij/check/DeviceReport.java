package io.github.arc2faceij.check;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Finding;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.device.Precision;
import io.github.arc2faceij.diffusion.network.PassInputs;
import io.github.arc2faceij.diffusion.network.UNet;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.NetworkConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The part of the installation check that tries the devices: what each is or needs, how long a pass of the bundled model's
 * UNet takes in each of its precisions, and which is the fastest.
 */
final class DeviceReport {

    /** Four pictures with guidance. */
    private static final int BATCH = 8;

    private static final int TOKENS = 77;

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    private DeviceReport() {}

    /**
     * @param chosen device, tried as it is chosen, such as the second GPU
     * @param progress told what is tried, and asked whether to stop
     * @return a line for each device, and one for the fastest
     */
    static List<Finding> run(Device chosen, Progress progress) {
        DeviceReport report = new DeviceReport();
        for (int i = 0; i < Device.ALL.size(); i++) {
            Device device = Device.ALL.get(i);
            progress.report("Trying " + device.label(), (double) i / Device.ALL.size());
            report.add(device.provider() == chosen.provider() ? chosen : device, progress);
        }
        report.seconds.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .ifPresent(fastest -> report.findings.add(
                        new Finding("Fastest device", fastest.getKey() + text(fastest.getValue()))));
        return report.findings;
    }

    private void add(Device device, Progress progress) {
        List<String> lines = new ArrayList<>();
        for (Precision precision : device.provider().precisions()) {
            Device used = device.with(device.gpu(), precision);
            String problem = InstallationCheck.orFailure(() -> tried(used, progress));
            if (!problem.isEmpty() && lines.isEmpty()) {
                findings.add(new Finding(device.label(), "does not work: " + problem));
                return;
            }
            lines.add(precision.label()
                    + (problem.isEmpty() ? text(seconds.get(used.description())) : " does not work: " + problem));
        }
        String card = device.card().map(name -> name + "; ").orElse("");
        findings.add(new Finding(device.label(), "works: " + card + String.join("; ", lines)));
    }

    /** @return why it does not work; empty when it does, and its time is known */
    private String tried(Device device, Progress progress) {
        String problem = DeviceCheck.problem(device).orElse("");
        if (problem.isEmpty()) {
            try {
                seconds.put(device.description(), secondsOfPass(device, progress));
            } catch (Arc2FaceException e) {
                return e.getMessage();
            }
        }
        return problem;
    }

    /** The first pass of a network prepares much that later ones find. */
    private static double secondsOfPass(Device device, Progress progress) {
        Path folder = ModelFolder.bundled().unet();
        try (UNet unet = new UNet(folder, device)) {
            Tensor latents = Tensor.zeros(BATCH, unet.inChannels(), unet.sampleSize(), unet.sampleSize());
            Tensor context =
                    Tensor.zeros(BATCH, TOKENS, NetworkConfig.read(folder).integer("cross_attention_dim"));
            long start = 0;
            for (int pass = 0; pass < 2; pass++) {
                start = System.nanoTime();
                unet.predictNoise(latents, 1, context, PassInputs.NONE, progress);
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static String text(double seconds) {
        return String.format(Locale.ROOT, ", %.3f s for a pass of the bundled model's UNet", seconds);
    }
}

package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.measure.ResultsTable;
import io.github.arc2faceij.check.DeviceCheck;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.install.BundleStatus;
import io.github.arc2faceij.models.install.Installer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckInstallationTest {

    @Test
    void saysWhatIsThereAndWhatWorks() {
        Map<String, String> findings = new LinkedHashMap<>();
        try (CommandRunner runner = new CommandRunner()) {
            ResultsTable table =
                    (ResultsTable) runner.succeed(CheckInstallation.class).getOutput("table");
            for (int row = 0; row < table.size(); row++) {
                findings.put(table.getStringValue("Check", row), table.getStringValue("Finding", row));
            }
        }
        assertEquals(IJ.getVersion(), findings.get("ImageJ"));
        assertTrue(findings.get("Java").startsWith(System.getProperty("java.version")));
        assertTrue(findings.get("ONNX Runtime").matches("1\\.\\d+\\.\\d+"), findings.get("ONNX Runtime"));
        assertTrue(findings.get("OpenCV").matches("\\d+\\.\\d+\\.\\d+"), findings.get("OpenCV"));
        assertEquals("each is there once", findings.get("Jars"));
        assertTrue(findings.get("Jar of ONNX Runtime").contains("onnxruntime"), findings.get("Jar of ONNX Runtime"));
        assertTrue(findings.get("Memory of the computer").matches("[0-9.]+ [kMG]B of [0-9.]+ [MGT]B free"));
        String pass = "float32, [0-9.]+ s for a pass of the bundled model's UNet.*";
        assertTrue(findings.get("CPU").matches("works: " + pass), findings.get("CPU"));
        for (Device device : Device.ALL) {
            String found = findings.get(device.label());
            DeviceCheck.problem(device)
                    .ifPresentOrElse(
                            reason -> assertEquals("does not work: " + reason, found),
                            () -> assertTrue(found.matches("works: .*" + pass), found));
        }
        assertTrue(
                findings.get("Fastest device").matches(".+, [0-9.]+ s for a pass of .*"),
                findings.get("Fastest device"));
        assertEquals("the bundled one", findings.get("Model"));
        for (BundleStatus status : new Installer(Installer.defaultFolder()).status()) {
            assertTrue(findings.get("Published " + status.bundle().name())
                    .startsWith(status.state().toString()));
        }
        assertTrue(findings.get("Self-test").startsWith("passed: a picture made on CPU"), findings.get("Self-test"));
    }
}

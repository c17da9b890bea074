package io.github.arc2faceij.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.arc2faceij.Settings;
import io.github.arc2faceij.check.InstallationCheck.Finding;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.device.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installations in which something does not work. */
class InstallationCheckTest {

    @TempDir
    Path folder;

    @Test
    void whatDoesNotWorkIsAFinding() throws IOException {
        assumeTrue(DeviceCheck.problem(Device.COREML).isPresent(), "needs a computer that is no Mac");
        Files.createDirectory(folder.resolve("arc2face"));
        Files.writeString(folder.resolve("arc2face/config.json"), "{}");
        Map<String, String> findings = findings(new Settings(folder.toString(), Device.COREML));
        assertTrue(findings.get("Model").contains("lacks"), findings.get("Model"));
        assertTrue(findings.get("Model folder").matches("\\Q" + folder + "\\E, [0-9.]+ [kMGT]B of the disk free"));
        assertEquals("CoreML (Mac)", findings.get("Chosen device"));
        assertEquals("partial, 2 bytes on the disk", findings.get("Published Arc2Face"));
        assertEquals("missing, 0 bytes on the disk", findings.get("Published LCM-LoRA"));
        assertTrue(findings.get("CoreML (Mac)").matches("does not work: .+\\."), findings.get("CoreML (Mac)"));
        assertTrue(findings.get("Self-test").startsWith("failed: CoreML"), findings.get("Self-test"));
    }

    @Test
    void aModelFolderThatIsNoPathIsAFinding() {
        Map<String, String> findings = findings(new Settings("models\0", Device.CPU));
        assertTrue(findings.get("Model").startsWith("The model folder \"models"), findings.get("Model"));
        assertEquals(findings.get("Model"), findings.get("Installed models"));
    }

    @Test
    void aDamagedCatalogueIsAFinding() throws IOException {
        Files.writeString(folder.resolve("catalogue.json"), "{");
        assumeTrue(DeviceCheck.problem(Device.COREML).isPresent(), "needs a computer that is no Mac");
        Map<String, String> findings = findings(new Settings(folder.toString(), Device.COREML));
        assertTrue(findings.get("Installed models").contains("catalogue.json"));
    }

    @Test
    void itCanBeCancelled() {
        Progress escape = new Progress() {
            @Override
            public void report(String task, double fraction) {
                throw new CancellationException();
            }

            @Override
            public void checkCancelled() {
                throw new CancellationException();
            }
        };
        assertThrows(CancellationException.class, () -> InstallationCheck.run(Settings.DEFAULT, escape));
    }

    private static Map<String, String> findings(Settings settings) {
        List<Finding> findings = InstallationCheck.run(settings, Progress.NONE);
        return findings.stream().collect(Collectors.toMap(Finding::subject, Finding::text));
    }
}

package io.github.arc2faceij.models.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Reading what lies in the model folder. */
class VerifyTest extends InstallFixture {

    private InstallState verify(String id) {
        return installer.verify(installer.bundle(id), Progress.NONE);
    }

    @Test
    void whatIsMissingStaysMissing() {
        assertEquals(InstallState.MISSING, verify("net"));
    }

    @Test
    void whatWasCopiedByHandIsRecordedOnceItIsSeen() {
        write(folder().resolve("unet/config.json"), CONFIG);
        assertEquals(InstallState.PARTIAL, state("net"));
        write(folder().resolve("unet/weights.safetensors"), WEIGHTS);
        assertEquals(InstallState.UNVERIFIED, state("net"));
        assertEquals(InstallState.VERIFIED, verify("net"));
        write(folder().resolve("unet/weights.safetensors"), safetensors(9));
        assertEquals(InstallState.DAMAGED, verify("net"));
        write(folder().resolve("unet/weights.safetensors"), WEIGHTS);
        assertEquals(InstallState.VERIFIED, verify("net"));
    }

    @Test
    void whatWasCopiedByHandAndIsCutShortIsDamaged() {
        write(folder().resolve("unet/config.json"), CONFIG);
        write(folder().resolve("unet/weights.safetensors"), Arrays.copyOf(WEIGHTS, WEIGHTS.length - 1));
        assertEquals(InstallState.DAMAGED, verify("net"));
    }

    @Test
    void progressTellsTheBytesOfAllFiles() {
        install("net");
        List<String> told = new ArrayList<>();
        installer.verify(installer.bundle("net"), (task, fraction) -> {
            told.add(task);
            assertTrue(fraction > 0 && fraction <= 1);
        });
        assertEquals(
                "Checking unet/weights.safetensors: " + (CONFIG.length + WEIGHTS.length) + " bytes of "
                        + (CONFIG.length + WEIGHTS.length) + " bytes",
                told.get(told.size() - 1));
    }

    @Test
    void theUserMayStop() {
        install("net");
        Progress stop = (task, fraction) -> {
            throw new CancellationException();
        };
        assertThrows(CancellationException.class, () -> installer.verify(installer.bundle("net"), stop));
        assertEquals(InstallState.VERIFIED, state("net"));
    }
}

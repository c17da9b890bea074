package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.IJ;
import java.awt.event.KeyEvent;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageJProgressTest {

    @AfterEach
    void forgetEscape() {
        IJ.resetEscape();
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 500, Denoising",
        "0, 5000, Denoising",
        "1, 5000, Denoising",
        "0.25, 4000, 'Denoising, about 12 s left'",
        "0.999, 4000, 'Denoising, about 0 s left'",
        "0.1, 60000, 'Denoising, about 9 min left'"
    })
    void theTimeLeftIsAsLongPerShareAsBefore(double fraction, long milliseconds, String expected) {
        assertEquals(expected, ImageJProgress.status("Denoising", fraction, milliseconds * 1_000_000));
    }

    @Test
    void aDownloadTellsItsTimeLeftItself() {
        String task = "Downloading: 1.00 GB of 2.00 GB, 10.0 MB/s, 100 s left";
        assertEquals(task, ImageJProgress.status(task, 0.5, 4_000_000_000L));
    }

    @Test
    void escapeCancels() {
        try (ImageJProgress progress = ImageJProgress.start(() -> false)) {
            progress.report("Denoising 1/2", 0);
            progress.checkCancelled();
            IJ.setKeyDown(KeyEvent.VK_ESCAPE);
            assertThrows(CancellationException.class, progress::checkCancelled);
            assertThrows(CancellationException.class, () -> progress.report("Denoising 2/2", 0.5));
        }
    }

    @Test
    void anEarlierEscapeDoesNot() {
        IJ.setKeyDown(KeyEvent.VK_ESCAPE);
        try (ImageJProgress progress = ImageJProgress.start(() -> false)) {
            assertDoesNotThrow(progress::checkCancelled);
        }
    }

    @Test
    void theCommandCancels() {
        AtomicBoolean cancelled = new AtomicBoolean();
        try (ImageJProgress progress = ImageJProgress.start(cancelled::get)) {
            assertDoesNotThrow(progress::checkCancelled);
            cancelled.set(true);
            assertThrows(CancellationException.class, progress::checkCancelled);
        }
    }
}

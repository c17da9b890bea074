package io.github.arc2faceij.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import io.github.arc2faceij.common.Arc2FaceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without a display, as the tests run. */
class WindowsTest {

    private final ImagePlus image = IJ.createImage("Faces of a photo", "RGB", 4, 4, 1);

    @BeforeEach
    void batch() {
        Interpreter.batchMode = true;
    }

    @AfterEach
    void noBatch() {
        Interpreter.removeBatchModeImage(image);
        Interpreter.batchMode = false;
    }

    @Test
    void aMacroWithoutDisplayFindsResultsByTheirTitleAndAsTheActiveImage() {
        Windows.show(image, Thread.currentThread());
        assertSame(image, WindowManager.getImage("Faces of a photo"));
        assertSame(image, WindowManager.getCurrentImage());
    }

    @Test
    void titlesThatAreTakenGetANumber() {
        assertEquals("Faces of a photo", Windows.uniqueTitle("Faces of a photo"));
        Windows.open(image);
        assertEquals("Faces of a photo-1", Windows.uniqueTitle("Faces of a photo"));
    }

    @Test
    void furtherImagesOpenWithoutBecomingThisThreadsCurrentOne() {
        ImagePlus before = WindowManager.getTempCurrentImage();
        Windows.open(image);
        assertSame(image, WindowManager.getImage("Faces of a photo"));
        assertSame(before, WindowManager.getTempCurrentImage());
        assertNull(image.getWindow());
    }

    @Test
    void theRoiManagerNeedsADisplay() {
        Exception e = assertThrows(Arc2FaceException.class, Windows::roiManager);
        assertTrue(e.getMessage().contains("manager=false"), e.getMessage());
        assertEquals(0, Interpreter.getBatchModeImageCount());
    }
}

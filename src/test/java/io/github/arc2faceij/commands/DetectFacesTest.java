package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.ImageConverter;
import ij.process.ImageProcessor;
import io.github.arc2faceij.common.Landmarks.Point;
import io.github.arc2faceij.image.LandmarkReader;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetectFacesTest {

    private static final CommandRunner RUNNER = new CommandRunner();

    private final ImagePlus photo = CommandRunner.astronaut();

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @AfterEach
    void clear() {
        ResultsTable.getResultsTable().reset();
    }

    @Test
    void boxAndLandmarksLieOnTheFace() {
        ResultsTable table =
                (ResultsTable) RUNNER.succeed(DetectFaces.class, "image", photo).getOutput("table");
        assertEquals(1, table.size());
        assertEquals("astronaut.png", table.getStringValue("Image", 0));
        assertTrue(table.getValue("Score", 0) > 0.65);
        Roi box = photo.getOverlay().get("face 1 box");
        assertTrue(box.contains(222, 115), "the nose");
        assertEquals(table.getValue("Width", 0), box.getFloatWidth(), 1e-3);
        SortedMap<Integer, Point> landmarks = LandmarkReader.read(photo).get(1);
        assertEquals(68, landmarks.size());
        assertTrue(landmarks.get(36).x() < landmarks.get(45).x(), "left eye on the left");
        assertTrue(landmarks.get(8).y() > landmarks.get(30).y(), "chin below the nose");
        assertEquals(1, ResultsTable.getResultsTable().size(), "headless, the Results table has the row as well");
    }

    @Test
    void landmarksCanBeLeftOut() {
        RUNNER.succeed(DetectFaces.class, "image", photo, "landmarks", false);
        assertEquals(1, photo.getOverlay().size());
    }

    @Test
    void aSecondRunReplacesTheFirst() {
        RUNNER.succeed(DetectFaces.class, "image", photo);
        RUNNER.succeed(DetectFaces.class, "image", photo);
        assertEquals(6, photo.getOverlay().size());
        assertEquals(1, ResultsTable.getResultsTable().size());
    }

    @Test
    void aThirtyTwoBitPhotoHasTheSameFace() {
        RUNNER.succeed(DetectFaces.class, "image", photo);
        Point nose = LandmarkReader.read(photo).get(1).get(30);
        new ImageConverter(photo).convertToGray32();
        photo.getProcessor().multiply(1e-3);
        photo.resetDisplayRange();
        RUNNER.succeed(DetectFaces.class, "image", photo);
        Point again = LandmarkReader.read(photo).get(1).get(30);
        assertEquals(nose.x(), again.x(), 3);
        assertEquals(nose.y(), again.y(), 3);
    }

    @Test
    void allSlicesOfAStackAreSearched() {
        ImageStack slices = new ImageStack(photo.getWidth(), photo.getHeight());
        ImageProcessor mirrored = photo.getProcessor().duplicate();
        mirrored.flipHorizontal();
        slices.addSlice(photo.getProcessor());
        slices.addSlice(new ColorProcessor(photo.getWidth(), photo.getHeight()));
        slices.addSlice(mirrored);
        ImagePlus stack = new ImagePlus("stack", slices);
        stack.setSlice(2);
        ResultsTable table = (ResultsTable) RUNNER.succeed(DetectFaces.class, "image", stack, "slices", true)
                .getOutput("table");
        assertEquals(List.of("1", "3"), List.of(table.getColumnAsStrings("Slice")));
        assertEquals(2, stack.getCurrentSlice());
        assertEquals(12, stack.getOverlay().size());
        double sum = table.getValue("X", 0) + table.getValue("X", 1) + table.getValue("Width", 1);
        assertEquals(photo.getWidth(), sum, 12, "the mirror image");
        stack.setSlice(3);
        assertEquals(1, LandmarkReader.read(stack).size());
        stack.setSlice(2);
        assertEquals(0, LandmarkReader.read(stack).size());
        String reason = RUNNER.fail(DetectFaces.class, "image", stack);
        assertTrue(reason.startsWith("No face was found."), "only slice 2: " + reason);
    }

    @Test
    void aCompositesChannelsAreSeenTogetherInEachFrame() {
        ImageStack slices = new ImageStack(photo.getWidth(), photo.getHeight());
        for (int frame = 0; frame < 2; frame++) {
            for (int channel = 1; channel <= 3; channel++) {
                slices.addSlice(((ColorProcessor) photo.getProcessor()).getChannel(channel, null));
            }
        }
        ImagePlus stack = new ImagePlus("hyperstack", slices);
        stack.setDimensions(3, 1, 2);
        CompositeImage composite = new CompositeImage(stack, IJ.COMPOSITE);
        composite.setOpenAsHyperStack(true);
        composite.setPosition(2, 1, 1);
        RUNNER.succeed(DetectFaces.class, "image", composite, "slices", true, "landmarks", false);
        assertEquals(2, composite.getOverlay().size());
        Roi second = composite.getOverlay().get(1);
        assertEquals(0, second.getCPosition(), "all channels");
        assertEquals(2, second.getTPosition());
        assertEquals(2, composite.getChannel());
        assertEquals(1, composite.getFrame());
    }

    @Test
    void withoutAFaceNothingChanges() {
        Overlay before = new Overlay(new Roi(1, 2, 3, 4));
        photo.getProcessor().setColor(0x808080);
        photo.getProcessor().fill();
        photo.setOverlay(before);
        photo.setRoi(5, 6, 7, 8);
        String reason = RUNNER.fail(DetectFaces.class, "image", photo);
        assertTrue(reason.startsWith("No face was found."), reason);
        assertSame(before, photo.getOverlay());
        assertEquals(1, before.size());
        assertEquals(5, photo.getRoi().getBounds().x);
        assertEquals(0, ResultsTable.getResultsTable().size());
    }

    @Test
    void withoutRoiManagerNothingChanges() {
        String reason = RUNNER.fail(DetectFaces.class, "image", photo, "manager", true);
        assertTrue(reason.contains("no ROI Manager"), reason);
        assertNull(photo.getOverlay());
    }

    @Test
    void aConfidenceOutOfRangeIsRefused() {
        for (double confidence : new double[] {-0.1, 1.1, Double.NaN}) {
            String reason = RUNNER.fail(DetectFaces.class, "image", photo, "confidence", confidence);
            assertTrue(reason.toLowerCase().contains("confidence"), reason);
            assertNull(photo.getOverlay());
        }
    }
}

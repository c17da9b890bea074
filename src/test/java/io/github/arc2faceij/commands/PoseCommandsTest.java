package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;
import ij.process.ImageProcessor;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way of giving a pose, to Show Pose Normal Map... and Generate Faces in Pose..., on the bundled model. */
class PoseCommandsTest {

    private static final CommandRunner RUNNER = new CommandRunner();
    private static final String OVERLAY = "Landmark overlay";
    private static final String REFERENCE = "Reference image";

    private final OpenImages images = new OpenImages();
    private ImagePlus photo;

    @BeforeEach
    void open() {
        photo = images.open("astronaut.png", CommandRunner.astronaut());
    }

    @AfterEach
    void closeImages() {
        images.close();
    }

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @Test
    void theOverlayGivesThePoseThatDetectionGives() {
        ImagePlus detected = map("pose", REFERENCE);
        RUNNER.succeed(DetectFaces.class, "image", photo);
        ImagePlus drawn = map("pose", OVERLAY);
        assertEquals(128, drawn.getWidth());
        assertEquals("Pose of landmarks of astronaut.png, face 1", drawn.getTitle());
        assertTrue(drawn.getInfoProperty()
                .matches("Head fitted to landmarks of astronaut.png, face 1: yaw .* off by .*\\."));
        assertTrue(difference(detected, drawn) < 0.5, "only points rounded to floats differ");
    }

    @Test
    void theMapIsLaidOverThePhotoUnderItsLandmarks() {
        RUNNER.succeed(DetectFaces.class, "image", photo);
        int before = photo.getOverlay().size();
        map("pose", OVERLAY);
        map("pose", OVERLAY);
        Overlay overlay = photo.getOverlay();
        assertEquals(before + 1, overlay.size());
        assertEquals("pose normal map", overlay.get(0).getName());
    }

    @Test
    void aPartlyLabelledFaceIsEnough() {
        RUNNER.succeed(DetectFaces.class, "image", photo);
        ImagePlus whole = map("pose", OVERLAY);
        photo.getOverlay().remove("face 1 jaw");
        assertTrue(difference(whole, map("pose", OVERLAY)) < 20, "the same head, roughly");
    }

    @Test
    void fivePointsAreUnderstood() {
        RUNNER.succeed(DetectFaces.class, "image", photo);
        ImagePlus whole = map("pose", OVERLAY);
        PointRoi five = fivePoints();
        photo.setOverlay(null);
        photo.setRoi(five);
        ImagePlus few = map("pose", OVERLAY);
        assertEquals("Pose of 5 points of astronaut.png", few.getTitle());
        assertTrue(difference(whole, few) < 20, "the same head, roughly");
        photo.deleteRoi();
        photo.setOverlay(new Overlay(five));
        assertEquals(0, difference(few, map("pose", OVERLAY)));
    }

    @Test
    void aDraggedPointChangesTheMap() {
        RUNNER.succeed(DetectFaces.class, "image", photo);
        ImagePlus before = map("pose", OVERLAY);
        Roi nose = photo.getOverlay().get("face 1 nose");
        nose.translate(8, 0);
        assertTrue(difference(before, map("pose", OVERLAY)) > 1, "the nose moved");
    }

    @Test
    void anglesNeedNoFace() {
        ImagePlus left = map("pose", "Angles", "yaw", -30.0);
        assertEquals("An average head, yaw -30.0, pitch 0.0, roll 0.0 degrees.", left.getInfoProperty());
        assertNull(photo.getOverlay());
        ImagePlus right = map("pose", "Angles", "yaw", 30.0);
        right.getProcessor().flipHorizontal();
        assertTrue(difference(left, right) > 1, "mirroring turns the normals' colours, too");
    }

    @Test
    void everyWayGivesPicturesThatCanBeMadeAgain() {
        RUNNER.succeed(DetectFaces.class, "image", photo);
        ImagePlus other =
                images.open("other", new ImagePlus("other", photo.getProcessor().duplicate()));
        other.getProcessor().flipHorizontal();
        Object[][] ways = {
            {"pose", OVERLAY},
            {"pose", REFERENCE, "reference", "other"},
            {"pose", "Angles", "yaw", 25.0, "strength", 0.8}
        };
        for (Object[] way : ways) {
            ImagePlus first = generate(way);
            assertArrayEquals(pixels(first, 1), pixels(generate(way), 1));
            JsonObject recipe = JsonParser.parseString(first.getInfoProperty()).getAsJsonObject();
            assertTrue(
                    recipe.getAsJsonObject("pose").get("source").getAsString().length() > 3);
            assertTrue(
                    first.getStack().getSliceLabel(1).contains("yaw"),
                    first.getStack().getSliceLabel(1));
        }
    }

    @Test
    void aTurningHeadHasAFramePerSliceAndItsConditions() {
        ImagePlus turning = generate("pose", "Angles", "yaw", 40.0, "frames", 3, "condition", true);
        assertEquals(3, turning.getStackSize());
        assertTrue(turning.getStack().getSliceLabel(1).contains("yaw 0.0"));
        assertTrue(turning.getStack().getSliceLabel(2).contains("yaw 20.0"));
        assertTrue(turning.getStack().getSliceLabel(3).contains("yaw 40.0"));
        assertFalse(Arrays.equals(pixels(turning, 1), pixels(turning, 3)));
        assertEquals(3, WindowManager.getImage("Pose of astronaut.png, face 1").getStackSize());
        ImagePlus last = generate("pose", "Angles", "yaw", 40.0);
        assertArrayEquals(pixels(last, 1), pixels(turning, 3));
    }

    @Test
    void towardsAnotherImageTheHeadTurnsFromItsOwnPose() {
        ImagePlus other =
                images.open("other", new ImagePlus("other", photo.getProcessor().duplicate()));
        other.getProcessor().flipHorizontal();
        double own = yaw(map("pose", REFERENCE), 1);
        ImagePlus turning = generate("pose", REFERENCE, "reference", "other", "frames", 3);
        assertEquals(own, yaw(turning, 1), 0.11);
        assertEquals(-own, yaw(turning, 3), 5, "the mirror image's");
        assertEquals((yaw(turning, 1) + yaw(turning, 3)) / 2, yaw(turning, 2), 1);
    }

    private static double yaw(ImagePlus image, int slice) {
        Matcher label = Pattern.compile("yaw (\\S+),").matcher(image.getStack().getSliceLabel(slice));
        assertTrue(label.find(), image.getStack().getSliceLabel(slice));
        return Double.parseDouble(label.group(1));
    }

    static Stream<Arguments> badInput() {
        return Stream.of(
                Arguments.of("There are no landmarks on \"astronaut.png\"", new Object[] {"pose", OVERLAY}),
                Arguments.of("\"Nodding\"", new Object[] {"pose", "Nodding"}),
                Arguments.of("\"nowhere\" is open", new Object[] {"pose", OVERLAY, "reference", "nowhere"}),
                Arguments.of("No face was found", new Object[] {"pose", REFERENCE, "reference", "blank"}),
                Arguments.of("yaw 80", new Object[] {"pose", "Angles", "yaw", 80.0}),
                Arguments.of("yaw NaN", new Object[] {"pose", "Angles", "yaw", Double.NaN}),
                Arguments.of("roll 1000", new Object[] {"pose", "Angles", "roll", 1000.0}));
    }

    static Stream<Arguments> badGeneration() {
        return Stream.concat(
                badInput(),
                Stream.of(
                        Arguments.of("strength cannot be NaN", new Object[] {"strength", Double.NaN}),
                        Arguments.of("strength cannot be 2.5", new Object[] {"strength", 2.5}),
                        Arguments.of("frames cannot be 0", new Object[] {"frames", 0}),
                        Arguments.of("frames cannot be 1001", new Object[] {"frames", 1001})));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void badInputGivesNoMapAndOneSentence(String part, Object[] inputs) {
        images.open("blank", ij.IJ.createImage("blank", "RGB white", 300, 300, 1));
        String reason = RUNNER.fail(ShowPoseNormalMap.class, withPhoto(inputs));
        assertTrue(reason.contains(part), reason);
        assertNull(photo.getOverlay());
    }

    @ParameterizedTest
    @MethodSource("badGeneration")
    void badInputGivesNoPicturesAndOneSentence(String part, Object[] inputs) {
        images.open("blank", ij.IJ.createImage("blank", "RGB white", 300, 300, 1));
        String reason = RUNNER.fail(GenerateFacesInPose.class, withPhoto(inputs));
        assertTrue(reason.contains(part), reason);
        assertEquals(2, WindowManager.getImageTitles().length);
    }

    @Test
    void landmarksThatAreNoFaceAreRefusedAndTheNextCallWorks() {
        photo.setRoi(new PointRoi(new float[] {10, 400, 30, 350, 20}, new float[] {10, 20, 400, 30, 390}, 5));
        RUNNER.fail(ShowPoseNormalMap.class, withPhoto("pose", OVERLAY));
        photo.deleteRoi();
        RUNNER.succeed(DetectFaces.class, "image", photo);
        for (String group : new String[] {"jaw", "brows", "nose", "eyes", "lips"}) {
            Roi points = photo.getOverlay().get("face 1 " + group);
            photo.getOverlay().remove(points);
        }
        PointRoi two = new PointRoi(new float[] {200, 220}, new float[] {100, 100}, 2);
        two.setName("face 1 eyes 36");
        photo.getOverlay().add(two);
        String few = RUNNER.fail(ShowPoseNormalMap.class, withPhoto("pose", OVERLAY));
        assertTrue(few.contains("at least 5 landmarks, but there are 2"), few);
        assertEquals(128, map("pose", REFERENCE).getWidth());
    }

    private PointRoi fivePoints() {
        FloatPolygon eyes = photo.getOverlay().get("face 1 eyes").getFloatPolygon();
        FloatPolygon nose = photo.getOverlay().get("face 1 nose").getFloatPolygon();
        FloatPolygon lips = photo.getOverlay().get("face 1 lips").getFloatPolygon();
        float[] x = {mean(eyes.xpoints, 0), mean(eyes.xpoints, 6), nose.xpoints[3], lips.xpoints[0], lips.xpoints[6]};
        float[] y = {mean(eyes.ypoints, 0), mean(eyes.ypoints, 6), nose.ypoints[3], lips.ypoints[0], lips.ypoints[6]};
        return new PointRoi(x, y, 5);
    }

    private static float mean(float[] values, int first) {
        float sum = 0;
        for (int i = first; i < first + 6; i++) {
            sum += values[i];
        }
        return sum / 6;
    }

    private ImagePlus map(Object... inputs) {
        return (ImagePlus)
                RUNNER.succeed(ShowPoseNormalMap.class, withPhoto(inputs)).getOutput("map");
    }

    private ImagePlus generate(Object... inputs) {
        Object[] few = Stream.concat(Stream.of("count", 1, "steps", 2), Stream.of(inputs))
                .toArray();
        return (ImagePlus)
                RUNNER.succeed(GenerateFacesInPose.class, withPhoto(few)).getOutput("pictures");
    }

    private Object[] withPhoto(Object... inputs) {
        return Stream.concat(Stream.of("image", photo), Stream.of(inputs)).toArray();
    }

    private static int[] pixels(ImagePlus image, int slice) {
        return (int[]) image.getStack().getPixels(slice);
    }

    /** Mean absolute difference, 0..255. */
    private static double difference(ImagePlus a, ImagePlus b) {
        ImageProcessor first = a.getProcessor();
        ImageProcessor second = b.getProcessor();
        long sum = 0;
        for (int i = 0; i < first.getPixelCount(); i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                sum += Math.abs((first.get(i) >> shift & 0xff) - (second.get(i) >> shift & 0xff));
            }
        }
        return sum / 3.0 / first.getPixelCount();
    }
}

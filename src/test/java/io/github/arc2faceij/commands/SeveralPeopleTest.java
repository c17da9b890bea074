package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.io.RoiEncoder;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.RegionKeys;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.regions.RegionsCondition;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.face.Face;
import io.github.arc2faceij.image.OverlayMarks;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.pose.HeadPoints;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.recipe.WrittenRecipe;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generate Several People... on the bundled model, without a display. */
class SeveralPeopleTest {

    private static final CommandRunner RUNNER = new CommandRunner();
    private static final Path OTHER =
            Path.of("src/test/resources/golden/pose/heads/000.png").toAbsolutePath();
    private static final String BOTH = "astronaut.png;other.png";
    private static final Roi LEFT = new Roi(0, 0, 64, 128);
    private static final Roi RIGHT = new Roi(64, 0, 64, 128);

    private final OpenImages images = new OpenImages();
    private ImagePlus canvas;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() {
        images.open("astronaut.png", CommandRunner.astronaut());
        images.open("other.png", IJ.openImage(OTHER.toString()));
        canvas = IJ.createImage("canvas", "8-bit black", 128, 128, 1);
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
    void regionsOfOverlayFileSelectionAndLabelsAreTheSame() throws IOException {
        draw(LEFT, RIGHT);
        ImagePlus expected = make("people", BOTH);
        assertEquals("Faces of astronaut.png, face 1 and other.png, face 1", expected.getTitle());
        Path zip = zip(LEFT, RIGHT);
        canvas.setOverlay(null);
        assertArrayEquals(pixels(expected), pixels(make("people", BOTH, "regions", zip.toString())));
        Path file = folder.resolve("left.roi");
        RoiEncoder.save(LEFT, file.toString());
        ImagePlus labels = IJ.createImage("labels", "16-bit black", 128, 128, 1);
        for (int i = 0; i < 128 * 128; i++) {
            labels.getProcessor().set(i, i % 128 < 64 ? 3 : 700);
        }
        images.open("labels", labels);
        assertArrayEquals(pixels(expected), pixels(make("people", BOTH, "regions", "labels")));
        assertFalse(
                Arrays.equals(pixels(expected), pixels(make("people", "astronaut.png", "regions", file.toString()))),
                "one person of two");
        canvas.setRoi(new ShapeRoi(new Roi(0, 0, 50, 128)).or(new ShapeRoi(new Roi(70, 0, 58, 128))));
        assertFalse(Arrays.equals(pixels(expected), pixels(make("people", BOTH))), "a selection of two parts");
    }

    @Test
    void thePreviewShowsTheRegionsAndIsNone() throws IOException {
        ImagePlus labels = IJ.createImage("small", "8-bit black", 64, 64, 1);
        labels.getProcessor().setValue(1);
        labels.getProcessor().fill(new Roi(8, 4, 20, 30));
        images.open("small", labels);
        assertEquals(
                new Rectangle(16, 8, 40, 60),
                new RegionKeys("", "small", 0).outlines(canvas).get(0).getBounds());
        String file = zip(LEFT, RIGHT).toString();
        List<Roi> outlines = new RegionKeys("", file, 0).outlines(canvas);
        assertEquals(
                List.of(LEFT.getBounds(), RIGHT.getBounds()),
                outlines.stream().map(Roi::getBounds).toList());
        new OverlayMarks(canvas).show(outlines);
        assertRefused("There are no regions", "people", BOTH);
    }

    @Test
    void peopleChangeTheirOwnRegionMost() {
        draw(LEFT, RIGHT);
        int[] both = pixels(make("people", BOTH));
        int[] first = pixels(make("people", "astronaut.png;astronaut.png"));
        int[] second = pixels(make("people", "other.png;other.png"));
        double left = difference(both, first, 0, 64);
        double right = difference(both, first, 64, 128);
        assertTrue(left < right, "left " + left + ", right " + right);
        left = difference(both, second, 0, 64);
        right = difference(both, second, 64, 128);
        assertTrue(right < left, "left " + left + ", right " + right);
    }

    @Test
    void theRecipeMakesTheSamePictures() {
        draw(
                new OvalRoi(0, 0, 60, 120),
                new PolygonRoi(new int[] {64, 127, 100}, new int[] {5, 20, 120}, 3, Roi.POLYGON));
        ImagePlus first = make("people", BOTH, "feather", 4);
        Recipe recipe = WrittenRecipe.parse(first.getInfoProperty()).recipe();
        RegionsCondition.Part part = recipe.parts(RegionsCondition.KIND).get(0);
        assertEquals(
                List.of("astronaut.png, face 1", "other.png, face 1"),
                part.people().stream().map(RegionsCondition.PersonPart::source).toList());
        ImagePlus again = (ImagePlus) RUNNER.succeed(GenerateFromRecipe.class, "image", first, "exact", true)
                .getOutput("pictures");
        assertArrayEquals(pixels(first), pixels(again));
        assertDamaged(first, part.people().get(0).mask(), "eJw=", "is damaged");
    }

    @Test
    void eachTurnsTheHeadAndTheRecipeDoesItAgain() {
        canvas = IJ.createImage("canvas", "8-bit black", 256, 128, 1);
        draw(new Roi(0, 0, 128, 128), new Roi(128, 0, 128, 128));
        ImagePlus first = make("people", BOTH, "poses", "30; -30,0,0", "width", 256, "height", 128, "steps", 8);
        Picture picture = Photo.of(first).picture();
        try (Arc2Face arc2face = new Arc2Face(ModelFolder.bundled(), Device.CPU)) {
            List<Face> faces = arc2face.detect(picture, 0.5, Progress.NONE);
            assertEquals(2, faces.size());
            for (Face face : faces) {
                double yaw =
                        arc2face.fitHead(HeadPoints.of(face.landmarks())).pose().yaw();
                assertTrue(face.box().x1() < 100 ? yaw > 10 : yaw < -10, face.box() + " has yaw " + yaw);
            }
        }
        ImagePlus again = (ImagePlus) RUNNER.succeed(GenerateFromRecipe.class, "image", first, "exact", true)
                .getOutput("pictures");
        assertArrayEquals(pixels(first), pixels(again));
        assertDamaged(first, "\"x\": 128", "\"x\": 200", "lies outside");
    }

    private static void assertDamaged(ImagePlus pictures, String text, String instead, String part) {
        String recipe = pictures.getInfoProperty();
        assertTrue(recipe.contains(text), recipe);
        ImagePlus damaged = IJ.createImage("damaged", "RGB white", 8, 8, 1);
        damaged.setProperty("Info", recipe.replace(text, instead));
        String reason = RUNNER.fail(GenerateFromRecipe.class, "image", damaged);
        assertTrue(reason.contains(part), reason);
    }

    @Test
    void allFacesOfAGroupFillTheRegions() {
        ImagePlus group = IJ.createImage("group", "RGB white", 1024, 512, 1);
        ImagePlus photo = CommandRunner.astronaut();
        group.getProcessor().insert(photo.getProcessor(), 0, 0);
        photo.getProcessor().flipHorizontal();
        group.getProcessor().insert(photo.getProcessor(), 512, 0);
        images.open("group", group);
        draw(LEFT, RIGHT);
        ImagePlus pictures = make("people", "group", "face", "All faces");
        assertEquals("Faces of group, face 1 and group, face 2", pictures.getTitle());
    }

    @Test
    void whatCannotBeDoneIsOneSentence() throws IOException {
        assertRefused("There are no regions", "people", BOTH);
        draw(LEFT, RIGHT);
        assertRefused("nobody to draw", "people", "");
        assertRefused("3 people are given, but only 2 regions", "people", BOTH + ";astronaut.png");
        assertRefused("feather cannot be -1", "people", BOTH, "feather", -1);
        assertRefused("another shape", "people", BOTH, "height", 192);
        assertRefused("no image of regions", "people", BOTH, "regions", "astronaut.png");
        assertRefused("There are 2 people, but poses=[30] has 1", "people", BOTH, "poses", "30");
        assertRefused("turned too far", "people", BOTH, "poses", "0;70");
        assertRefused("is not a number", "people", BOTH, "poses", "0;left");
        assertRefused("is no pose", "people", BOTH, "poses", "0;1,2,3,4");
        Path text = Files.writeString(folder.resolve("text.roi"), "no ROI");
        assertRefused("cannot be read", "people", BOTH, "regions", text.toString());
        Path empty = zip();
        assertRefused("holds no ROIs", "people", BOTH, "regions", empty.toString());
        draw(LEFT, new Roi(200, 200, 10, 10));
        assertRefused("Region 2, which is for other.png, face 1, is empty", "people", BOTH);
        draw(LEFT, RIGHT);
        assertRefused(
                "encloses nothing",
                "people",
                BOTH,
                "regions",
                zip(LEFT, new Line(0, 0, 9, 9)).toString());
        draw(Stream.generate(() -> LEFT).limit(40).toArray(Roi[]::new));
        assertRefused("There are 40 regions", "people", BOTH);
    }

    private void draw(Roi... rois) {
        Overlay overlay = new Overlay();
        for (Roi roi : rois) {
            overlay.add(roi);
        }
        canvas.setOverlay(overlay);
    }

    private Path zip(Roi... rois) throws IOException {
        Path file = Files.createTempFile(folder, "rois", ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("README.txt"));
            for (int i = 0; i < rois.length; i++) {
                zip.putNextEntry(new ZipEntry(i + ".roi"));
                zip.write(RoiEncoder.saveAsByteArray(rois[i]));
            }
        }
        return file;
    }

    private ImagePlus make(Object... inputs) {
        return (ImagePlus)
                RUNNER.succeed(GenerateSeveralPeople.class, few(inputs)).getOutput("pictures");
    }

    private void assertRefused(String part, Object... inputs) {
        String reason = RUNNER.fail(GenerateSeveralPeople.class, few(inputs));
        assertTrue(reason.contains(part), reason);
    }

    private Object[] few(Object... inputs) {
        return Stream.concat(Stream.of("image", canvas, "count", 1, "steps", 2), Stream.of(inputs))
                .toArray();
    }

    private static int[] pixels(ImagePlus image) {
        return (int[]) image.getStack().getPixels(1);
    }

    private static double difference(int[] a, int[] b, int fromColumn, int toColumn) {
        double sum = 0;
        for (int y = 0; y < 128; y++) {
            for (int x = fromColumn; x < toColumn; x++) {
                sum += Math.abs((a[y * 128 + x] & 0xff) - (b[y * 128 + x] & 0xff));
            }
        }
        return sum;
    }
}

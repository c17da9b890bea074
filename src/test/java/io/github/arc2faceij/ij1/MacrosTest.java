package io.github.arc2faceij.ij1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example macros do what they say, in plain ImageJ without a display. */
class MacrosTest {

    @TempDir
    private Path folder;

    private Path photo;

    @BeforeAll
    static void startImageJ() {
        HeadlessImageJ.start();
    }

    @AfterAll
    static void stopImageJ() {
        HeadlessImageJ.stop();
    }

    @BeforeEach
    void copyPhoto() throws IOException {
        Path images = Files.createDirectories(folder.resolve("test-images"));
        photo = Files.copy(Path.of("test-images", "astronaut.png"), images.resolve("astronaut.png"));
    }

    @Test
    void detectFacesDrawsAnOverlay() throws IOException {
        String log = run("Detect_Faces.ijm", photo);
        assertTrue(log.matches("The overlay has [1-9]\\d* selections\\."), log);
    }

    @Test
    void computeFaceIdsWritesAFile() throws IOException {
        Path file = Path.of(photo + ".csv");
        assertEquals("Wrote " + file, run("Compute_Face_IDs.ijm", photo));
        assertTrue(Files.size(file) > 512);
    }

    @Test
    void compareFaceIdsFindsAMirroredFaceAlike() throws IOException {
        String log = run("Compare_Face_IDs.ijm", photo);
        assertTrue(log.matches("First face and its mirror image: 0\\.9\\d\\d"), log);
    }

    @Test
    void generateFacesMakesAStackForEachGuidance() throws IOException {
        assertEquals(
                List.of("Guidance 2: 2 pictures of 128 x 128", "Guidance 4: 2 pictures of 128 x 128"),
                run("Generate_Faces.ijm", photo).lines().toList());
    }

    @Test
    void showPoseNormalMapTellsTheFit() throws IOException {
        String log = run("Show_Pose_Normal_Map.ijm", photo);
        assertTrue(log.matches("Head fitted to landmarks of Photo, face 1: yaw .* off by .* of the face\\)\\."), log);
    }

    @Test
    void alignFaceTellsWhereTheFaceWas() throws IOException {
        String log = run("Align_Face.ijm", photo);
        assertTrue(log.startsWith("Aligned Photo: 256 x 256"), log);
        assertTrue(log.contains("\"face\": \"Photo, face 1\""), log);
    }

    @Test
    void generateFacesInPoseTurnsTheHead() throws IOException {
        List<String> lines = run("Generate_Faces_in_Pose.ijm", photo).lines().toList();
        assertEquals(4, lines.size(), lines.toString());
        assertTrue(lines.get(0).matches("Turning head 1: seed 42 yaw 0\\.0, .*"), lines.get(0));
        assertTrue(lines.get(2).matches("Turning head 3: seed 42 yaw 40\\.0, .*"), lines.get(2));
        assertTrue(lines.get(3).startsWith("Own pose 1: seed 42 "), lines.get(3));
    }

    @Test
    void mixIdentitiesGoesFromOneToTheOther() throws IOException {
        Path other = Path.of("src/test/resources/golden/pose/heads/000.png").toAbsolutePath();
        List<String> lines =
                run("Mix_Identities.ijm", photo + ";" + other).lines().toList();
        assertEquals(3, lines.size(), lines.toString());
        assertTrue(lines.get(1).contains("ratio 0.50"), lines.get(1));
    }

    @Test
    void faceSpaceTellsTheSharesOfItsAxes() throws IOException {
        List<String> lines = run("Face_Space.ijm", folder).lines().toList();
        assertTrue(lines.contains("Face space of 60 people: 59 axes."), lines.toString());
        String last = lines.get(lines.size() - 1);
        assertTrue(last.matches("The first 10 axes explain [4-9]\\d %"), last);
        assertTrue(Files.isRegularFile(folder.resolve("space.npz")));
    }

    @Test
    void inventPeopleMakesFoilsForALineUp() throws IOException {
        Path files = Files.createDirectories(folder.resolve("my people"));
        List<String> lines =
                run("Invent_People.ijm", photo + ";" + files).lines().toList();
        assertTrue(lines.get(0).matches("Invented 6 people in \\d+ tries\\."), lines.toString());
        assertTrue(lines.get(1).matches("Invented 5 people in \\d+ tries\\."), lines.toString());
        assertEquals("Foils: cosine 0.4000 to 0.4000", lines.get(2));
        assertEquals("Pictures: 2", lines.get(3));
        for (String name : List.of("people.npy", "people.npy.json", "people.csv", "foils.npy", "foils.csv")) {
            assertTrue(Files.isRegularFile(files.resolve(name)), name);
        }
    }

    @Test
    void caricatureGoesFromTheOppositeToMore() throws IOException {
        List<String> lines = run("Caricature.ijm", photo).lines().toList();
        assertEquals(4, lines.size(), lines.toString());
        assertEquals("Level 1.0: cosine to the person 1.000", lines.get(2));
        assertTrue(Files.isRegularFile(Path.of(photo + ".caricatures.csv")));
    }

    @Test
    void preparePicturesGivesAllTheSameHistogram() throws IOException {
        copyHead();
        List<String> lines =
                run("Prepare_Pictures.ijm", photo.getParent()).lines().toList();
        assertTrue(lines.contains("Prepared test-images: 2 pictures of 192 x 240"), lines.toString());
        String last = lines.get(lines.size() - 1);
        assertTrue(last.matches("astronaut\\.png face 1: histogram off by [1-9].* % before, \\d\\.\\d % after"), last);
    }

    @Test
    void averageFacesMakesPicturesOfNobody() throws IOException {
        copyHead();
        String log = run("Average_Faces.ijm", photo.getParent() + ";" + folder);
        assertEquals(
                List.of(
                        "Averaged 000.png, face 1; astronaut.png, face 1.",
                        "192 x 240 pixels",
                        "Pictures of the mean identity: 1"),
                log.lines().toList());
        assertTrue(Files.isRegularFile(folder.resolve("mean.csv")));
    }

    private void copyHead() throws IOException {
        Files.copy(Path.of("src/test/resources/golden/pose/heads/000.png"), photo.resolveSibling("000.png"));
    }

    @Test
    void continuumHasARowForEachPicture() throws IOException {
        List<String> lines = run("Continuum.ijm", folder).lines().toList();
        assertEquals(8, lines.size(), lines.toString());
        assertTrue(lines.get(1).contains(" 3 steps are "), lines.get(1));
        assertTrue(
                lines.get(2).matches("person-1-0001\\.png, step 1: asked -0\\.\\d{3}, measured -?0\\.\\d{3}"),
                lines.get(2));
        assertTrue(Files.isRegularFile(folder.resolve("continuum/participant-3.csv")));
    }

    @Test
    void deidentifyPhotoSavesAndMeasures() throws IOException {
        Path files = Files.createDirectories(folder.resolve("my files"));
        List<String> lines =
                run("De-identify_Photo.ijm", photo + ";" + files).lines().toList();
        assertTrue(lines.get(0).startsWith("De-identified Photo: synthetic faces: 1, seed 5, "), lines.toString());
        String last = lines.get(lines.size() - 1);
        assertTrue(last.matches("astronaut\\.png: cosine to the person -?0\\.[012]\\d"), lines.toString());
        assertTrue(Files.isRegularFile(files.resolve("result-0001.png")));
        assertTrue(Files.isRegularFile(files.resolve("De-identified astronaut.png.tif")));
    }

    @Test
    void generateSeveralPeopleDrawsBoth() throws IOException {
        Path other = Path.of("src/test/resources/golden/pose/heads/000.png").toAbsolutePath();
        List<String> lines =
                run("Generate_Several_People.ijm", photo + ";" + other).lines().toList();
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(
                lines.get(0).startsWith("Faces of astronaut.png, face 1 and 000.png, face 1: seed 42 "), lines.get(0));
    }

    @Test
    void generateInStyleEndsWithWhatToInstall() throws IOException {
        String text = Files.readString(Path.of("macros/Generate_in_Style.ijm"));
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(text, photo + ";" + photo);
        assertEquals("[aborted]", outcome.answer(), outcome.log());
        assertTrue(
                outcome.log()
                        .matches("The model arc2face-mini has no IP-Adapter [^\\n]*Fetch Arc2Face, IP-Adapter [^\\n]*"),
                outcome.log());
    }

    @Test
    void generateByFaceStudioEndsWithWhatIsNeeded() throws IOException {
        String text = Files.readString(Path.of("macros/Generate_by_FaceStudio.ijm"));
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(text, photo + ";" + photo);
        assertEquals("[aborted]", outcome.answer(), outcome.log());
        assertTrue(outcome.log().contains("which takes no style picture. Leave style empty"), outcome.log());
    }

    @Test
    void generateFromRecipeMakesTheSamePictures() throws IOException {
        assertEquals("The same pictures", run("Generate_from_Recipe.ijm", photo));
    }

    @Test
    void saveFacesWritesFilesThatCanBeRunAgain() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("my pictures"));
        String log = run("Save_Faces.ijm", photo + ";" + pictures);
        assertTrue(log.startsWith("seed 43 "), log);
        assertTrue(Files.isRegularFile(pictures.resolve("Faces of Photo.tif")));
    }

    @Test
    void batchMakesAStackForEachPhoto() throws IOException {
        Path stacks = Files.createDirectories(folder.resolve("my stacks"));
        String log = run("Batch.ijm", photo.getParent() + ";" + stacks);
        assertEquals(
                2,
                log.lines()
                        .filter(line -> line.startsWith("1 done, 0 done before, 0 failed"))
                        .count(),
                log);
        ImagePlus head = IJ.openImage(
                stacks.resolve("turning/Faces of astronaut.png.tif").toString());
        assertEquals(3, head.getStackSize());
    }

    /** ImageJ itself ends a macro at such a file, by a dialog. */
    @Test
    void batchGoesOnAfterFilesThatImageJCannotRead() throws IOException {
        Path bad = Files.createDirectories(folder.resolve("bad"));
        Path out = Files.createDirectories(folder.resolve("out"));
        Files.createFile(bad.resolve("empty.xyz"));
        Files.write(bad.resolve("end.tif"), new byte[] {'I', 'I', 42, 0, 99, 99, 0, 0, 1, 2, 3, 4});
        Files.write(bad.resolve("end.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        HeadlessImageJ.Outcome outcome =
                HeadlessImageJ.run("run('Batch...', 'input=[" + bad + "] output=[" + out + "]'); return 'went on';");
        assertEquals("went on", outcome.answer());
        assertTrue(outcome.log().contains("0 done, 0 done before, 3 failed"), outcome.log());
        List<String> rows = Files.readAllLines(out.resolve("Arc2Face Batch.csv"));
        assertEquals(4, rows.size(), rows.toString());
        assertFalse(rows.toString().contains("Exception"), rows.toString());
    }

    @Test
    void batchFromJobMakesADataSet() throws IOException {
        Path data = Files.createDirectories(folder.resolve("my data"));
        List<String> lines = run("Batch_from_Job.ijm", data).lines().toList();
        assertTrue(
                lines.get(0).startsWith("2 people, 2 pictures, 2 shards of 1, 0 of them finished"), lines.toString());
        assertTrue(lines.get(1).startsWith("2 done, 0 done before, 0 failed: see "), lines.toString());
        assertTrue(Files.isRegularFile(data.resolve("people/shard-000001.csv")));
    }

    @Test
    void installModelsFillsAFolder() throws IOException {
        Path config =
                Files.createDirectories(folder.resolve("laboratory/controlnet")).resolve("config.json");
        Files.writeString(config, "{}");
        Path filled = folder.resolve("my models");
        assertEquals("Filled " + filled, run("Install_Models.ijm", folder.resolve("laboratory") + ";" + filled));
        assertEquals("{}", Files.readString(filled.resolve("controlnet/config.json")));
    }

    @Test
    void quickStartWritesPngAndTiff() throws IOException {
        String log = run("Quick_Start.ijm", folder);
        Path pictures = folder.resolve("first-picture");
        ImagePlus stack = IJ.openImage(pictures.resolve("faces.tif").toString());
        assertEquals(4, stack.getStackSize());
        assertTrue(stack.getInfoProperty().contains("\"seed\": 42"), stack.getInfoProperty());
        for (int i = 1; i <= 4; i++) {
            Path file = pictures.resolve("face-" + i + ".png");
            assertTrue(log.contains("Wrote " + file), log);
            ImagePlus picture = IJ.openImage(file.toString());
            assertArrayEquals((int[]) stack.getStack().getPixels(i), (int[])
                    picture.getProcessor().getPixels());
        }
    }

    /** Returns what a macro printed, after it came to its end. */
    private static String run(String macro, Object argument) throws IOException {
        String text = Files.readString(Path.of("macros", macro));
        HeadlessImageJ.Outcome outcome = HeadlessImageJ.run(text, argument.toString());
        assertEquals(null, outcome.answer(), outcome.log());
        return outcome.log();
    }
}

package io.github.arc2faceij.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.job.ShardOutcome.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shards stay whole whatever happens to the processes, the files and the folder; their pictures are made without a network. */
class ShardMakerTest {

    /** A process that makes shards, and says before each picture that it is there. */
    static final class Worker {

        private Worker() {}

        public static void main(String[] arguments) {
            ShardMaker maker = FakePictures.maker(Path.of(arguments[0]), Output.Form.valueOf(arguments[1]));
            for (int shard = 0; shard < maker.shards().number(); shard++) {
                maker.make(shard, (task, fraction) -> System.out.println(task));
            }
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Output.Form.class)
    void killedProcessesLoseNoMoreThanTheShardTheyWereAt(Output.Form form) throws Exception {
        Path clean = Files.createDirectory(folder.resolve("clean"));
        Path killed = Files.createDirectory(folder.resolve("killed"));
        FakePictures.makeAll(FakePictures.maker(clean, form));
        Random random = new Random(form.ordinal());
        for (int i = 0; i < 2; i++) {
            Map<String, String> finished = manifests(killed);
            killAfter(killed, form, 1 + random.nextInt(FakePictures.EACH + 2));
            finished.forEach(
                    (name, text) -> assertEquals(text, manifests(killed).get(name)));
        }
        List<ShardOutcome> outcomes = FakePictures.makeAll(FakePictures.maker(killed, form));
        outcomes.forEach(outcome -> assertTrue(outcome.state() != State.FAILED, outcome.toString()));
        assertEquals(files(clean), files(killed));
    }

    private static void killAfter(Path folder, Output.Form form, int lines) throws Exception {
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        folder.toString(),
                        form.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < lines && said.readLine() != null; i++) {
                // waits until it has come so far
            }
        } finally {
            worker.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @EnumSource(Output.Form.class)
    void theOrderOfShardsMakesNoDifferenceAndFinishedOnesAreLeftAlone(Output.Form form) throws IOException {
        Path forwards = Files.createDirectory(folder.resolve("forwards"));
        Path backwards = Files.createDirectory(folder.resolve("backwards"));
        FakePictures.makeAll(FakePictures.maker(forwards, form));
        ShardMaker maker = FakePictures.maker(backwards, form);
        for (int shard = maker.shards().number() - 1; shard >= 0; shard--) {
            assertEquals(State.DONE, maker.make(shard, Progress.NONE).state());
        }
        assertEquals(files(forwards), files(backwards));
        ShardMaker idle = new ShardMaker(maker.folder(), maker.shards(), (picture, progress) -> {
            throw new AssertionError("picture " + picture + " is there already");
        });
        FakePictures.makeAll(idle).forEach(outcome -> assertEquals(State.BEFORE, outcome.state()));
    }

    /** A byte of a picture, of what is known of it, or of a manifest. */
    @ParameterizedTest
    @EnumSource(Output.Form.class)
    void aDamagedShardIsMadeAgain(Output.Form form) throws IOException {
        ShardMaker maker = FakePictures.maker(folder, form);
        FakePictures.makeAll(maker);
        Map<String, String> whole = files(folder);
        List<Path> targets = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(file -> file.toString().matches(".*(tar|png|000.csv)"))
                    .sorted()
                    .forEach(targets::add);
        }
        Collections.shuffle(targets, new Random(1));
        for (Path target : targets.subList(0, 4)) {
            byte[] bytes = Files.readAllBytes(target);
            Files.write(target, Arrays.copyOf(bytes, bytes.length / 2));
            assertEquals(
                    1,
                    FakePictures.makeAll(maker).stream()
                            .filter(outcome -> outcome.message().startsWith("It was made again, because "))
                            .count(),
                    target.toString());
            assertEquals(whole, files(folder));
        }
    }

    @Test
    void oneChangedByteIsSeen() throws IOException {
        ShardMaker maker = FakePictures.maker(folder, Output.Form.TAR);
        maker.make(0, Progress.NONE);
        Path archive = folder.resolve("shard-000000.tar");
        byte[] whole = Files.readAllBytes(archive);
        for (int at : new int[] {3, 130, 512, 1600, 2600}) { // name, length, person, what is known, picture
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(archive, damaged);
            assertTrue(maker.folder().damage(0, FakePictures.EACH).isPresent(), "byte " + at);
        }
        Files.write(archive, whole);
        assertTrue(maker.folder().damage(0, FakePictures.EACH).isEmpty());
        Files.delete(folder.resolve("shard-000000.npy"));
        assertEquals(
                "its identities cannot be read",
                maker.folder().damage(0, FakePictures.EACH).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(Output.Form.class)
    void aShardThatCannotBeWrittenIsASentenceAndTheOthersFollow(Output.Form form) throws IOException {
        ShardMaker maker = FakePictures.maker(folder, form);
        Path inTheWay = Files.createDirectories(maker.folder().manifest(1).resolve("full"));
        List<ShardOutcome> outcomes = FakePictures.makeAll(maker);
        assertEquals(
                List.of(State.DONE, State.FAILED, State.DONE, State.DONE, State.DONE),
                outcomes.stream().map(ShardOutcome::state).toList());
        String sentence = outcomes.get(1).message();
        assertTrue(sentence.startsWith("Cannot write into \"" + folder + "\" ("), sentence);
        assertTrue(sentence.endsWith("what is finished stays."), sentence);
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        assertEquals(State.DONE, maker.make(1, Progress.NONE).state());
    }

    @ParameterizedTest
    @EnumSource(Output.Form.class)
    void aFolderThatIsGoneIsNotMadeAnew(Output.Form form) {
        Path gone = folder.resolve("share");
        ShardOutcome outcome = FakePictures.maker(gone, form).make(0, Progress.NONE);
        assertEquals(State.FAILED, outcome.state());
        assertTrue(outcome.message().contains("there is no such folder"), outcome.message());
        assertTrue(Files.notExists(gone));
    }

    @Test
    void cancellingLeavesNothingOfTheShard() throws IOException {
        ShardMaker maker = FakePictures.maker(folder, Output.Form.TAR);
        assertThrows(
                CancellationException.class,
                () -> maker.make(0, (task, fraction) -> {
                    if (task.endsWith("picture 3/4")) {
                        throw new CancellationException();
                    }
                }));
        assertEquals(Map.of(), files(folder));
    }

    private static Map<String, String> manifests(Path folder) {
        try {
            Map<String, String> manifests = files(folder);
            manifests.keySet().removeIf(name -> !name.endsWith(".csv"));
            return manifests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return names and SHA-256 of all files */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Sha256.of(Files.readAllBytes(file)));
            }
        }
        return files;
    }
}

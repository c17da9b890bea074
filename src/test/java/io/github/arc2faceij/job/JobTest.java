package io.github.arc2faceij.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.pose.HeadShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What job files may say, and what their conditions draw. */
class JobTest {

    private static final HeadShape MEAN = new HeadShape(new double[30], new double[6]);

    @TempDir
    private Path folder;

    @Test
    void theExampleOfTheDocumentationIsAJob() {
        Job job = Job.read(Path.of("src/site/job.json"));
        assertEquals(10, job.pictures());
        assertEquals(Path.of("src/site/people-200").toAbsolutePath(), job.folder());
        assertEquals(0.3, job.acceptance().cosine());
    }

    @Test
    void whatIsLeftOutHasItsUsualValue() throws IOException {
        Job job = read("{'people': {'identities': ['people.npy']}, 'output': {'folder': 'out'}}");
        assertEquals(42, job.seed());
        assertEquals(25, job.sampling().steps());
        assertEquals(1000, job.output().shard());
        assertEquals(new Acceptance(true, -1, false, 3), job.acceptance());
        assertTrue(job.conditions().pose(MEAN, 42, 0).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            'sead': 1                                 | The job has a key "sead", which means nothing. Allowed there are "accept", "conditions"
            'seed': -1                                | The job's "seed" is -1, but a whole number from 0 to 2147483647 is needed there.
            'seed': 1.5                               | The job's "seed" is 1.5, but a whole number
            'seed': 1e999999999                       | The job's "seed" is 1e999999999, but a whole number
            'seed': null                              | The job's "seed" is null, but
            'pictures': 'many'                        | The job's "pictures" is "many", but a whole number from 1 to 1000000
            'people': {}                              | The job's "people" needs one of
            'people': {'space': {'count': 0}}         | The job's "people.space.count" is 0, but a whole number from 1
            'people': {'space': {}}                   | The job has no "people.space.count". Give the number of people.
            'people': {'identities': 'a.npy'}         | The job's "people.identities" is "a.npy", but a list of texts
            'people': {'photos': 'a', 'space': {}}    | The job's "people" needs one of
            'sampling': {'sampler': 'Heun'}           | The job's "sampling" cannot be used. There is no sampler "Heun". Choose one of DPM++ 2M,
            'sampling': {'steps': 1001}               | The job's "sampling" cannot be used. The sampler DPM++ 2M cannot take 1001 steps
            'sampling': {'width': 100}                | The job's "sampling" cannot be used. The width cannot be 100
            'conditions': {'yaw': 75}                 | The job's "conditions.yaw" is 75, but a number from -60 to 60 is needed there.
            'conditions': {'style': 'a.png'}          | The job's "conditions.style" is "a.png", but a list of texts is needed there.
            'conditions': {'prompt': []}              | The job's "conditions.prompt" is a list, but a list of texts
            'conditions': {'alpha': 2}                | The job's "conditions.alpha" is 2, but a number from 0 to 1
            'conditions': {'yaw': {}}                 | The job's "conditions.yaw" is an object, but a number, or an object with one of
            'conditions': {'yaw': {'uniform': [3]}}   | The job's "conditions.yaw.uniform" is a list, but [from, to]
            'conditions': {'yaw': {'uniform': [3,2]}} | The job's "conditions.yaw.uniform" is a list, but [from, to]
            'conditions': {'yaw': {'normal': [0,-1]}} | The job's "conditions.yaw.normal" is a list, but [mean, deviation]
            'conditions': {'yaw': {'values': []}}     | The job's "conditions.yaw.values" is a list, but a list of numbers
            'accept': {'face': 'yes'}                 | The job's "accept.face" is "yes", but true or false is needed there.
            'accept': {'cosine': 2}                   | The job's "accept.cosine" is 2, but a number from -1 to 1
            'output': {}                              | The job has no "output.folder". Give the path of a folder for the data set.
            'output': {'folder': 'a', 'form': 'zip'}  | There is no form "zip". Choose one of tar, folders.
            'output': {'folder': 'a', 'format': 'gif'}| There is no picture format "gif". Choose one of png, jpeg.
            'output': []                              | The job's "output" is a list, but an object {...} is needed there.
            """)
    void whatCannotBeUsedIsASentenceWithKeyValueAndWhatIsAllowed(String entry, String sentence) {
        String others = (entry.startsWith("'people'") ? "" : ", 'people': {'identities': ['a.npy']}")
                + (entry.startsWith("'output'") ? "" : ", 'output': {'folder': 'out'}");
        String message = assertThrows(Arc2FaceException.class, () -> read("{" + entry + others + "}"))
                .getMessage();
        assertTrue(message.startsWith(sentence), message);
        assertTrue(message.endsWith("."), message);
    }

    @Test
    void aFileThatIsNoJobIsASentence() {
        String missing = assertThrows(Arc2FaceException.class, () -> Job.read(folder.resolve("a.json")))
                .getMessage();
        assertEquals(
                "There is no job file \"" + folder.resolve("a.json") + "\". Give the full path of a .json file.",
                missing);
        String cut =
                assertThrows(Arc2FaceException.class, () -> read("{'seed': ")).getMessage();
        assertTrue(cut.contains("as a JSON object (End of input at line 1 column 10"), cut);
        String more = assertThrows(Arc2FaceException.class, () -> read("{}}")).getMessage();
        assertTrue(more.contains("as a JSON object (Expected value at line 1 column 3"), more);
        String deep = assertThrows(Arc2FaceException.class, () -> read("{'people': " + "[".repeat(100_000)))
                .getMessage();
        assertTrue(deep.contains("(it is nested more than 20 deep). Correct it"), deep);
        String twice = assertThrows(
                        Arc2FaceException.class, () -> read("{'seed': 1, 'people': {'seed': 2, 'x': [{}]}, 'seed': 3}"))
                .getMessage();
        assertTrue(twice.contains("(the key \"seed\" stands there twice in one object). Correct it"), twice);
    }

    @Test
    void whatAPictureFollowsDependsOnSeedAndNumberAlone() {
        Conditions conditions = conditions(
                "{'yaw': {'normal': [5, 20]}, 'roll': {'values': [-3, 4]}, 'expression': {'uniform': [-1, 2]}}");
        PoseCondition tenth = conditions.pose(MEAN, 7, 10).orElseThrow();
        conditions.pose(MEAN, 7, 11);
        PoseCondition again = conditions.pose(MEAN, 7, 10).orElseThrow();
        assertEquals(tenth.pose(), again.pose());
        assertArrayEquals(tenth.shape().expression(), again.shape().expression());
        assertTrue(
                !tenth.pose().equals(conditions.pose(MEAN, 7, 11).orElseThrow().pose()));
        assertTrue(
                !tenth.pose().equals(conditions.pose(MEAN, 8, 10).orElseThrow().pose()));
    }

    @Test
    void distributionsAreWhatTheyAreCalled() {
        Conditions conditions = conditions(
                "{'yaw': {'normal': [30, 20]}, 'pitch': {'uniform': [-40, 10]}, 'roll': {'values': [-3, 4]}}");
        PoseCondition[] drawn = IntStream.range(0, 4000)
                .mapToObj(picture -> conditions.pose(MEAN, 42, picture).orElseThrow())
                .toArray(PoseCondition[]::new);
        double[] yaws =
                IntStream.range(0, 4000).mapToDouble(i -> drawn[i].pose().yaw()).toArray();
        double[] pitches = IntStream.range(0, 4000)
                .mapToDouble(i -> drawn[i].pose().pitch())
                .toArray();
        // of a normal distribution that is cut at -60 and 60: 30 - 20 phi(1.5) / Phi(1.5)
        assertEquals(
                27.2,
                IntStream.range(0, 4000).mapToDouble(i -> yaws[i]).average().orElseThrow(),
                1);
        assertEquals(
                -15,
                IntStream.range(0, 4000).mapToDouble(i -> pitches[i]).average().orElseThrow(),
                1);
        for (int i = 0; i < 4000; i++) {
            assertTrue(Math.abs(yaws[i]) <= 60 && pitches[i] >= -40 && pitches[i] <= 10);
            assertTrue(drawn[i].pose().roll() == -3 || drawn[i].pose().roll() == 4);
        }
    }

    private static Conditions conditions(String json) {
        return Conditions.read(new JobKeys(JsonParser.parseString(json).getAsJsonObject(), ""), Path::of);
    }

    private Job read(String json) throws IOException {
        return Job.read(Files.writeString(folder.resolve("job.json"), json));
    }
}

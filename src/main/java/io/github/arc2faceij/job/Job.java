package io.github.arc2faceij.job;

import com.google.gson.JsonObject;
import io.github.arc2faceij.Settings;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.JsonFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What a job file says; the page scale.md of the documentation tells what may stand there. Nothing is opened yet.
 *
 * @param written the file's content
 * @param seed of the first picture's noise; picture i, from 0, has seed + i
 * @param people who is to be shown
 * @param pictures how many of each
 * @param sampling how they are made
 * @param conditions what they follow besides the identity
 * @param acceptance which of them are kept
 * @param output where they go
 * @param model folder of the model; empty for the bundled one
 * @param head folder or file of the head; empty for the bundled one
 */
public record Job(
        JsonObject written,
        long seed,
        People people,
        int pictures,
        JobSampling sampling,
        Conditions conditions,
        Acceptance acceptance,
        Output output,
        String model,
        String head) {

    private static final int MOST_PICTURES = 1_000_000;

    /**
     * @param file a job file, JSON in UTF-8; what it names is looked for from its own folder on
     * @return the job
     * @throws Arc2FaceException when there is no such file, or a key or a value in it cannot be used
     */
    public static Job read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Arc2FaceException("There is no job file \"" + file + "\". Give the full path of a .json file.");
        }
        JsonObject written = new JsonFile(file).read();
        JobKeys keys = new JobKeys(written, "");
        Path folder = file.toAbsolutePath().getParent();
        long seed = keys.whole("seed", 42, 0, Integer.MAX_VALUE);
        Job job = new Job(
                written,
                seed,
                People.read(keys.object("people"), seed, text -> path(folder, text)),
                (int) keys.whole("pictures", 1, 1, MOST_PICTURES),
                JobSampling.read(keys.object("sampling")),
                Conditions.read(keys.object("conditions"), text -> path(folder, text)),
                Acceptance.read(keys.object("accept")),
                Output.read(keys.object("output"), text -> path(folder, text)),
                place(folder, keys.text("model", "")),
                place(folder, keys.text("head", "")));
        keys.end();
        return job;
    }

    /**
     * @param device where the networks are to run
     * @return what the pictures are made with
     */
    public Settings settings(Device device) {
        return new Settings(model, device, head);
    }

    /** @return where the data set is to be */
    public Path folder() {
        return output.folder();
    }

    private static String place(Path folder, String text) {
        return text.isBlank() ? "" : path(folder, text).toString();
    }

    private static Path path(Path folder, String text) {
        try {
            return folder.resolve(text.strip()).normalize();
        } catch (InvalidPathException e) {
            throw new Arc2FaceException(
                    "The job names \"" + text + "\", which is not a path (" + e.getReason() + ").", e);
        }
    }
}

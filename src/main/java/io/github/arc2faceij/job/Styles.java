package io.github.arc2faceij.job;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.style.StyleCondition;
import io.github.arc2faceij.condition.text.TextCondition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Style pictures and prompts, of which each picture of a job follows one, for models of FaceStudio's form. They are drawn from
 * the {@linkplain Draws numbers} of {@code seed/number/style}: the style picture first, and then the prompt.
 *
 * @param pictures files of style pictures; may be empty
 * @param alpha share of the style picture beside a prompt, 0..1
 * @param prompts what to show; may be empty
 */
record Styles(List<Path> pictures, double alpha, List<String> prompts) {

    static Styles read(JobKeys keys, Function<String, Path> paths) {
        List<Path> pictures =
                keys.has("style") ? keys.texts("style").stream().map(paths).toList() : List.of();
        List<String> prompts = keys.has("prompt") ? keys.texts("prompt") : List.of();
        return new Styles(pictures, keys.number("alpha", 0.5, 0, 1), prompts);
    }

    /**
     * @param seed of the job
     * @param picture its number
     * @return what this picture follows
     * @throws Arc2FaceException when a style picture cannot be read
     */
    List<Condition> of(long seed, int picture) {
        Random random = Draws.of(seed + "/" + picture + "/style");
        List<Condition> conditions = new ArrayList<>();
        if (!pictures.isEmpty()) {
            Path file = pictures.get(random.nextInt(pictures.size()));
            conditions.add(new StyleCondition(
                    PhotoFiles.upright(existing(file)), file.getFileName().toString(), alpha));
        }
        if (!prompts.isEmpty()) {
            conditions.add(new TextCondition(
                    prompts.get(random.nextInt(prompts.size())).strip(), ""));
        }
        return conditions;
    }

    /**
     * @return SHA-256 of each style picture's file
     * @throws Arc2FaceException when one is missing or cannot be read
     */
    List<String> hashes() {
        return pictures.stream().map(Styles::hash).toList();
    }

    private static String hash(Path file) {
        return Sha256.of(existing(file), done -> {});
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Arc2FaceException("There is no style picture \"" + file + "\", which the job names.");
        }
        return file;
    }
}

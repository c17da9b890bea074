package io.github.arc2faceij.job;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Generation;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.pose.PoseCondition;
import io.github.arc2faceij.condition.style.StyleCondition;
import io.github.arc2faceij.condition.text.TextCondition;
import io.github.arc2faceij.face.MeasuredFace;
import io.github.arc2faceij.image.file.Provenance;
import io.github.arc2faceij.job.ShardMaker.Made;
import io.github.arc2faceij.recipe.Recipe;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Makes single pictures of a job, tries them, and measures what they show.
 *
 * @param arc2face the model
 * @param job what is to be made
 * @param people of the job
 * @param pictureSize side of the model's own pictures, in pixels
 */
record PictureMaker(Arc2Face arc2face, Job job, List<People.Person> people, int pictureSize)
        implements ShardMaker.Pictures {

    /** What of a recipe is the computer's, so that any computer writes the same file. */
    private static final List<String> OF_THIS_COMPUTER = List.of("device", "card", "provider", "onnxruntime");

    private static final Gson GSON = new Gson();

    /** The same by the same model, opened elsewhere. */
    PictureMaker on(Arc2Face other) {
        return new PictureMaker(other, job, people, pictureSize);
    }

    /** @return how many there are in all */
    int count() {
        return people.size() * job.pictures();
    }

    /** Person 0 has the first pictures. What is returned is the first try that is accepted, or the last one. */
    @Override
    public Made make(int picture, Progress progress) {
        List<Condition> conditions = conditions(picture);
        for (int attempt = 1; ; attempt++) {
            GenerationRequest request = request(picture, attempt, conditions);
            Generation generation = arc2face.generate(request, progress);
            Optional<MeasuredFace> seen = arc2face.measure(generation.pictures().get(0), progress.part(1, 1));
            Optional<Double> cosine =
                    seen.map(face -> request.identity().orElseThrow().cosine(face.identity()));
            Optional<String> reason = job.acceptance().reason(seen, cosine);
            if (reason.isEmpty() || attempt == job.acceptance().tries()) {
                byte[] bytes = bytes(generation);
                String device = generation.recipe().device();
                PictureRow row = row(request, picture, attempt, seen, cosine, reason, bytes, device);
                return new Made(row, bytes, seen.map(MeasuredFace::identity));
            }
        }
    }

    /** What a picture follows besides the identity. */
    List<Condition> conditions(int picture) {
        return job.conditions().of(arc2face.meanHead(), job.seed(), picture);
    }

    /** Every try of every picture has a seed of its own: try t of picture i, from 1, seed + i + (t - 1) count. */
    GenerationRequest request(int picture, int attempt, List<Condition> conditions) {
        long seed = job.seed() + picture + (attempt - 1L) * count();
        People.Person person = people.get(picture / job.pictures());
        return new GenerationRequest(
                        person.identity(), person.source(), job.sampling().of(pictureSize, seed))
                .withConditions(conditions);
    }

    private byte[] bytes(Generation generation) {
        Recipe recipe = generation.recipe();
        JsonObject json = GSON.fromJson(recipe.json(), JsonObject.class);
        OF_THIS_COMPUTER.forEach(json::remove);
        Provenance provenance = new Provenance(GSON.toJson(json), recipe.label(0));
        Picture picture = generation.pictures().get(0);
        return job.output().encoding().bytes(picture, job.output().quality(), provenance, recipe.software());
    }

    private PictureRow row(
            GenerationRequest request,
            int picture,
            int attempt,
            Optional<MeasuredFace> seen,
            Optional<Double> cosine,
            Optional<String> reason,
            byte[] bytes,
            String device) {
        Optional<PoseCondition> pose = request.pose();
        return new PictureRow(
                picture,
                picture / job.pictures(),
                request.source(),
                attempt,
                request.sampling().seed(),
                pose.map(it -> rounded(it.pose().yaw())).orElse(null),
                pose.map(it -> rounded(it.pose().pitch())).orElse(null),
                pose.map(it -> rounded(it.pose().roll())).orElse(null),
                pose.map(it -> text(it.shape().expression())).orElse(""),
                condition(request, StyleCondition.class)
                        .map(StyleCondition::source)
                        .orElse(""),
                condition(request, TextCondition.class)
                        .map(TextCondition::prompt)
                        .orElse(""),
                seen.map(MeasuredFace::faces).orElse(0),
                cosine.map(PictureMaker::rounded).orElse(null),
                seen.map(it -> rounded(it.quality().length())).orElse(null),
                seen.map(it -> rounded(it.quality().yaw())).orElse(null),
                reason.isEmpty(),
                reason.orElse(""),
                reason.isEmpty() ? file(picture) : "",
                Sha256.of(bytes),
                device);
    }

    private static <T> Optional<T> condition(GenerationRequest request, Class<T> type) {
        return request.conditions().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private String file(int picture) {
        Output output = job.output();
        return output.shards().file(picture / output.shard(), picture / job.pictures(), picture);
    }

    private static double rounded(double number) {
        return Math.rint(1e4 * number) / 1e4 + 0.0; // a plain zero
    }

    private static String text(double[] numbers) {
        return DoubleStream.of(numbers)
                .mapToObj(number -> String.format(Locale.ROOT, "%.3f", number))
                .collect(Collectors.joining(" "));
    }
}

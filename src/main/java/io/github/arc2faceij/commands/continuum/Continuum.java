package io.github.arc2faceij.commands.continuum;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.Generation;
import io.github.arc2faceij.commands.result.PictureFace;
import io.github.arc2faceij.commands.result.StimulusFrame;
import io.github.arc2faceij.commands.result.StimulusTable;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.stimulus.EqualSteps;
import io.github.arc2faceij.stimulus.EqualSteps.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pictures whose steps are equal as measured.
 *
 * @param axis along what
 * @param steps their parameters, and what was asked for and measured
 * @param made the pictures of each parameter that was tried, in the order of their seeds
 */
public record Continuum(ContinuumAxis axis, EqualSteps steps, Map<Double, List<Made>> made) {

    /**
     * A picture.
     *
     * @param picture itself
     * @param face on it, if one is found
     */
    public record Made(Picture picture, Optional<PictureFace> face) {}

    /** @return the columns of {@link #addTo} */
    public static StimulusTable table() {
        return new StimulusTable(
                "identity",
                "step",
                "quantity",
                "asked",
                "measured",
                "standard_error",
                "pictures",
                "parameter",
                "cosine_to_previous");
    }

    /**
     * @param arc2face the model
     * @param axis along what
     * @param count how many steps, 2 or more
     * @param effort how hard to try
     * @param progress told of it; the budget is its whole
     * @return pictures of each step
     * @throws io.github.arc2faceij.common.Arc2FaceException when such steps are not found
     */
    public static Continuum make(
            Arc2Face arc2face, ContinuumAxis axis, int count, EqualSteps.Effort effort, Progress progress) {
        Map<Double, List<Made>> made = new HashMap<>();
        EqualSteps steps = axis.divide(
                parameter -> {
                    double done = made.size();
                    Progress part = progress.part(done / effort.tries(), (done + 1) / effort.tries());
                    List<Made> pictures = pictures(arc2face, axis.at(parameter), part);
                    made.put(parameter, pictures);
                    return pictures.stream()
                            .flatMap(one -> one.face().stream())
                            .map(axis::measure)
                            .flatMapToDouble(OptionalDouble::stream)
                            .toArray();
                },
                count,
                effort);
        return new Continuum(axis, steps, made);
    }

    private static List<Made> pictures(Arc2Face arc2face, GenerationRequest request, Progress progress) {
        List<Made> all = new ArrayList<>();
        for (Picture picture : arc2face.generate(request, progress.part(0, 0.9)).pictures()) {
            all.add(new Made(picture, PictureFace.of(arc2face, picture, progress.part(0.9, 1))));
        }
        return all;
    }

    /**
     * @param arc2face the model
     * @param progress asked whether to stop
     * @return all steps of the first seed, then all of the next one, as a sequence of frames is
     */
    public Generation generation(Arc2Face arc2face, Progress progress) {
        List<GenerationRequest> requests = steps.steps().stream()
                .map(step -> axis.at(step.found().parameter()))
                .toList();
        return new Generation(inOrder().map(Made::picture).toList(), arc2face.recipe(requests, progress));
    }

    /** @return what was measured on each of these pictures */
    public List<Optional<PictureFace>> faces() {
        return inOrder().map(Made::face).toList();
    }

    private Stream<Made> inOrder() {
        return IntStream.range(0, pictures(0).size()).boxed().flatMap(seed -> IntStream.range(
                        0, steps.steps().size())
                .mapToObj(step -> pictures(step).get(seed)));
    }

    /** @return what is asked for and measured in each step, for a table of the pictures */
    public List<StimulusFrame> frames() {
        return IntStream.range(0, steps.steps().size())
                .mapToObj(i -> new StimulusFrame(
                        axis.at(steps.steps().get(i).found().parameter()),
                        "step " + (i + 1),
                        axis.quantity(),
                        steps.steps().get(i).asked(),
                        axis::measure))
                .toList();
    }

    /**
     * @param tolerance that was asked for, a share of a step
     * @return whether the steps are equal, a sentence for the Log
     */
    public String summary(double tolerance) {
        int pictures = made.values().stream().mapToInt(List::size).sum();
        long off = steps.off(tolerance);
        return off == 0
                ? "All " + steps.steps().size() + " steps are within " + tolerance
                        + " of a step of what was asked, after " + pictures + " pictures."
                : off + " of " + steps.steps().size() + " steps are off by more than " + tolerance
                        + " of a step after " + pictures
                        + " pictures. Give a larger budget or tolerance, fewer frames, or"
                        + " more pictures of each step.";
    }

    /** @param rows get one for each step */
    public void addTo(StimulusTable rows) {
        for (int i = 0; i < steps.steps().size(); i++) {
            Step step = steps.steps().get(i);
            double error = step.found().standardError();
            rows.add(
                    axis.at(step.found().parameter()).source(),
                    i + 1,
                    axis.quantity(),
                    step.asked(),
                    step.found().mean(),
                    Double.isNaN(error) ? "" : (Object) error,
                    step.found().values().length,
                    step.found().parameter(),
                    i == 0 ? "" : toPrevious(i));
        }
    }

    /** Mean cosine of the pictures of one step to those of the step before with the same noise. */
    private Object toPrevious(int step) {
        OptionalDouble mean = IntStream.range(0, pictures(step).size())
                .filter(seed -> pictures(step).get(seed).face().isPresent()
                        && pictures(step - 1).get(seed).face().isPresent())
                .mapToDouble(seed -> identity(step, seed).cosine(identity(step - 1, seed)))
                .average();
        return mean.isPresent() ? (Object) mean.getAsDouble() : "";
    }

    private Identity identity(int step, int seed) {
        return pictures(step).get(seed).face().orElseThrow().identity();
    }

    private List<Made> pictures(int step) {
        return made.get(steps.steps().get(step).found().parameter());
    }
}

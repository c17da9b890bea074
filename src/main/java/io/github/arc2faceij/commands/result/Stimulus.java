package io.github.arc2faceij.commands.result;

import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.pose.HeadFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A picture of a set of stimuli.
 *
 * @param file its name
 * @param frame what it was asked to show
 * @param picture which one of its frame it is, from 0
 * @param face what is measured on it; empty when no face is found
 */
record Stimulus(String file, StimulusFrame frame, int picture, Optional<PictureFace> face) {

    /** Of {@link #cells}. */
    static final List<String> COLUMNS = List.of(
            "file",
            "identity",
            "seed",
            "condition",
            "quantity",
            "asked",
            "measured",
            "cosine",
            "yaw",
            "pitch",
            "roll",
            "quality");

    String identity() {
        return frame.request().source();
    }

    /** A number or a text for each column; an empty text where nothing was measured. */
    List<Object> cells(String condition) {
        Sampling sampling = frame.request().sampling();
        OptionalDouble measured = face.map(frame.measure()).orElse(OptionalDouble.empty());
        Optional<HeadFit> head = face.flatMap(PictureFace::head);
        List<Object> cells = new ArrayList<>();
        cells.add(file);
        cells.add(identity());
        cells.add(sampling.generators().seed(sampling.seed(), picture));
        cells.add(condition);
        cells.add(frame.quantity());
        cells.add(frame.asked());
        cells.add(measured.isPresent() ? (Object) measured.getAsDouble() : "");
        cells.add(cell(
                face.map(it -> it.identity().cosine(frame.request().identity().orElseThrow()))));
        cells.add(cell(head.map(it -> it.pose().yaw())));
        cells.add(cell(head.map(it -> it.pose().pitch())));
        cells.add(cell(head.map(it -> it.pose().roll())));
        cells.add(cell(face.map(it -> it.quality().length() / it.quality().leastLength())));
        return cells;
    }

    private static Object cell(Optional<Double> number) {
        return number.isPresent() ? (Object) number.get() : "";
    }
}

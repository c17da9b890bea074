package io.github.arc2faceij.job;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Csv;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * A line of a manifest: what was asked for, what came out, and what became of it. Numbers that are not known are empty.
 *
 * @param picture its number, from 0
 * @param person that person's number, from 0
 * @param source where the identity came from
 * @param tries how many pictures were made of which this is the last
 * @param seed of its noise
 * @param yaw that was asked for, in degrees
 * @param pitch that was asked for, in degrees
 * @param roll that was asked for, in degrees
 * @param expression that was asked for: the head's coefficients, separated by blanks
 * @param style name of the style picture's file; empty without one
 * @param prompt that was asked for; empty without one
 * @param faces how many were found
 * @param cosine of the largest one to the identity that was asked for
 * @param length of the recogniser's embedding before it is normalised
 * @param measuredYaw of the face, in degrees
 * @param accepted whether it is in the data set
 * @param reason why not
 * @param file where it is in the output folder
 * @param sha256 of the file's bytes
 * @param device that made it
 */
record PictureRow(
        int picture,
        int person,
        String source,
        int tries,
        long seed,
        Double yaw,
        Double pitch,
        Double roll,
        String expression,
        String style,
        String prompt,
        int faces,
        Double cosine,
        Double length,
        Double measuredYaw,
        boolean accepted,
        String reason,
        String file,
        String sha256,
        String device) {

    /** Those that only this computer or the file itself decides. */
    private static final List<String> NOT_IN_SAMPLES = List.of("accepted", "reason", "file", "sha256", "device");

    /** Java finds them anew whenever they are asked for. */
    private static final List<RecordComponent> COLUMNS = List.of(PictureRow.class.getRecordComponents());

    private static final List<String> NAMES =
            COLUMNS.stream().map(RecordComponent::getName).toList();

    private static final Gson GSON = new Gson();

    /** The first line of a manifest. */
    static String header() {
        return Csv.line(NAMES);
    }

    String line() {
        JsonObject values = values();
        return Csv.line(NAMES.stream()
                .map(name -> values.has(name) ? values.get(name).getAsString() : "")
                .toList());
    }

    /** What stands beside the picture in an archive. */
    String json() {
        JsonObject values = values();
        NOT_IN_SAMPLES.forEach(values::remove);
        return GSON.toJson(values);
    }

    private JsonObject values() {
        return GSON.toJsonTree(this).getAsJsonObject();
    }

    /**
     * @param text a manifest
     * @return its lines
     * @throws Arc2FaceException when it is damaged, with a clause that says where
     */
    static List<PictureRow> parse(String text) {
        List<List<String>> lines = Csv.parse(text);
        if (lines.isEmpty() || !lines.get(0).equals(NAMES)) {
            throw new Arc2FaceException("it has other columns than " + NAMES);
        }
        return lines.stream().skip(1).map(PictureRow::of).toList();
    }

    private static PictureRow of(List<String> values) {
        if (values.size() != NAMES.size()) {
            throw new Arc2FaceException("a line has " + values.size() + " values, not " + NAMES.size());
        }
        JsonObject json = new JsonObject();
        for (int i = 0; i < values.size(); i++) {
            boolean isText = COLUMNS.get(i).getType() == String.class;
            if (isText || !values.get(i).isEmpty()) {
                json.addProperty(NAMES.get(i), values.get(i));
            }
        }
        try {
            return GSON.fromJson(json, PictureRow.class);
        } catch (RuntimeException e) { // a text where a number should be
            throw new Arc2FaceException("a line has a value that is no number", e);
        }
    }
}

package io.github.arc2faceij.pose;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.weights.WeightFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Reads a head model in the bundled head's own form. */
final class HeadFolder {

    private static final String BASES = "bases.safetensors";
    private static final String LANDMARKS = "landmarks68.json";

    private HeadFolder() {}

    static HeadModel read(Path folder) {
        WeightFile bases = WeightFile.open(folder.resolve(BASES));
        float[] corners = bases.read("triangles").data();
        int[] triangles = new int[corners.length];
        for (int i = 0; i < triangles.length; i++) {
            triangles[i] = (int) corners[i];
        }
        return new HeadParts(
                        bases.path(),
                        bases.read("mean"),
                        bases.read("identity"),
                        bases.read("expression"),
                        triangles,
                        landmarks(folder.resolve(LANDMARKS)))
                .model();
    }

    /** landmarks68.json as Gson reads it: what is missing in the file is null. */
    private record LandmarkFile(List<Entry> landmarks) {}

    private record Entry(int[] vertices, float[] weights) {}

    private static WeightedVertices landmarks(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            List<Entry> entries =
                    new Gson().fromJson(reader, LandmarkFile.class).landmarks();
            return new WeightedVertices(
                    entries.stream()
                            .map(Entry::vertices)
                            .map(Objects::requireNonNull)
                            .toList(),
                    entries.stream()
                            .map(Entry::weights)
                            .map(Objects::requireNonNull)
                            .toList());
        } catch (IOException | JsonParseException | IllegalArgumentException | NullPointerException e) {
            throw new Arc2FaceException(
                    "The landmarks of the head cannot be read from \"" + file + "\" (" + e
                            + "). Install the head again.",
                    e);
        }
    }
}

package io.github.arc2faceij.models.install;

import io.github.arc2faceij.common.Arc2FaceException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of a model folder.
 *
 * @param target its place, relative to the model folder, with slashes
 * @param alsoKnownAs other names under which it is found when it is imported; {@code *} stands for a whole folder name
 */
public record ModelFile(String target, List<String> alsoKnownAs) {

    private static final Pattern PLAIN_NAME = Pattern.compile("[^/\\\\:*?\"<>|\\[\\]{}\\p{Cntrl}]+");

    /**
     * @param target its place, relative to the model folder, with slashes
     * @param alsoKnownAs other names under which it is found when it is imported; copied
     * @throws Arc2FaceException when the target would lie outside the model folder, or is no name on some system
     */
    public ModelFile {
        requireInside(target);
        alsoKnownAs = List.copyOf(alsoKnownAs);
    }

    /** @return the target and all other names, the target first */
    Stream<String> names() {
        return Stream.concat(Stream.of(target), alsoKnownAs.stream());
    }

    /** @return where the file lies in a model folder */
    Path in(Path folder) {
        return folder.resolve(target);
    }

    private static void requireInside(String target) {
        for (String name : target.split("/", -1)) {
            if (name.equals(".")
                    || name.equals("..")
                    || !PLAIN_NAME.matcher(name).matches()) {
                throw new Arc2FaceException("The catalogue wants to put a file at \"" + target
                        + "\", which is not inside the model folder. Correct the catalogue.");
            }
        }
    }
}

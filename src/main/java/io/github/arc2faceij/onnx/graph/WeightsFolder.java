package io.github.arc2faceij.onnx.graph;

import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The folder to which the places of a network's weights are relative. ONNX Runtime reads no file outside it, follows links
 * before it looks (as those of Hugging Face's cache, which lead to another folder), and its Java API cannot spell a
 * character outside Unicode's basic plane in it. In the model itself all names are plain UTF-8.
 */
public final class WeightsFolder {

    private WeightsFolder() {}

    /**
     * @param files with weights, at least one
     * @return the deepest folder that holds all of them when links are followed, and that can be spelled
     * @throws Arc2FaceException when there is none, for the files lie on several drives, or one cannot be read
     */
    public static Path of(Collection<Path> files) {
        List<Path> real = files.stream().map(WeightsFolder::real).toList();
        Path folder = real.get(0).getParent();
        for (Path file : real) {
            while (folder != null && !(file.startsWith(folder) && canBeSpelled(folder))) {
                folder = folder.getParent();
            }
            if (folder == null) {
                throw new Arc2FaceException("The files " + real.get(0) + " and " + file
                        + " are on different drives. Copy one of them to the drive of the other.");
            }
        }
        return folder;
    }

    /** @return the file that all links lead to */
    static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new Arc2FaceException("The weight file \"" + file + "\" cannot be read: " + e + ".", e);
        }
    }

    private static boolean canBeSpelled(Path folder) {
        return folder.toString().chars().noneMatch(c -> Character.isSurrogate((char) c));
    }
}

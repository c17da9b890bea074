package io.github.arc2faceij.condition;

import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.pose.HeadModel;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The model in use, as conditions see it. */
public interface Networks {

    /** @return where its files lie */
    ModelFolder folder();

    /** @return where its networks run */
    Device device();

    /** @return the head model in use */
    HeadModel head();

    /** @return the head model's name in recipes */
    String headName();

    /**
     * @param file of an adapter
     * @return its SHA-256, 64 hexadecimal digits
     * @throws io.github.arc2faceij.common.Arc2FaceException when it is missing or cannot be read
     */
    String sha256(Path file);

    /**
     * @param type of a network that stays open until memory is released
     * @param open opens it, if it is not open
     * @param <N> the type
     * @return the network
     */
    <N extends AutoCloseable> N kept(Class<N> type, Supplier<N> open);

    /**
     * @param type of a network that takes too much memory to stay open when the request is done
     * @param open opens it, if it is not open
     * @param <N> the type
     * @return the network
     */
    <N extends AutoCloseable> N untilDone(Class<N> type, Supplier<N> open);
}

package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.device.Device;
import io.github.arc2faceij.onnx.Network;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A network that is opened when it is first needed. */
final class LazyNetwork implements AutoCloseable {

    private final String name;
    private final Path file;
    private final Device device;
    private Network network;

    /** @param name for messages: {@code "face detector"} */
    LazyNetwork(String name, Path file, Device device) {
        this.name = name;
        this.file = file;
        this.device = device.inFloat32();
    }

    /**
     * @param check throws when the file holds another network; asked once, after opening
     * @return the network, open
     * @throws Arc2FaceException when the file cannot be used
     */
    Network opened(Consumer<Network> check) {
        if (network == null) {
            Network opened = Network.open(name, file, device);
            try {
                check.accept(opened);
            } catch (RuntimeException e) {
                opened.close();
                throw e;
            }
            network = opened;
        }
        return network;
    }

    /**
     * @param end what is wrong: {@code "input"}
     * @param found what the file has
     * @param needed what it should have
     * @return the sentence for the user
     */
    Arc2FaceException otherNetwork(String end, Object found, String needed) {
        return new Arc2FaceException("The file \"" + file + "\" is not the " + name + " that is needed: its " + end
                + " is " + found + ", not " + needed + ". Install the model again.");
    }

    /** Closes what was opened; the next use opens it again. */
    @Override
    public void close() {
        if (network != null) {
            network.close();
            network = null;
        }
    }
}

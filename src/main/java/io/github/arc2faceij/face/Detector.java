package io.github.arc2faceij.face;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import java.util.List;

/** The network of a model that finds faces. Opened when it is first needed. */
interface Detector extends AutoCloseable {

    /** @return one detection of each face with at least this score, best first; those that fill the picture as well */
    List<Detection> detect(Picture picture, double confidence, Progress progress);

    /** @return one detection of each face with at least this score, best first, by one look at the whole picture */
    List<Detection> look(Picture picture, double confidence, Progress progress);

    /** @return width of what the network looks at, in pixels */
    int width();

    /** @return height of what the network looks at, in pixels */
    int height();

    /** Closes the network; it is opened again when it is needed again. */
    @Override
    void close();
}

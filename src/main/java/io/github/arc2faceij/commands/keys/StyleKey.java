package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.Sources.Shown;
import io.github.arc2faceij.condition.style.StyleCondition;
import java.util.Optional;

/** The picture whose style the key style names. */
public final class StyleKey {

    private StyleKey() {}

    /**
     * @param arc2face the model
     * @param text title of an open image or full path of a file; may be empty or null
     * @param alpha share of the picture beside a prompt, 0..1
     * @param progress asked whether to stop
     * @return the style, if one is named
     * @throws Arc2FaceException when there is no such picture, or alpha is out of its range
     */
    public static Optional<StyleCondition> find(Arc2Face arc2face, String text, double alpha, Progress progress) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Shown shown = ShownImage.find(arc2face, text.strip(), false, progress).get(0);
        return Optional.of(new StyleCondition(
                shown.picture()
                        .orElseThrow(
                                () -> new Arc2FaceException(
                                        "\"" + text.strip()
                                                + "\" is no picture. Give the title of an open image or the full path of one as style.")),
                shown.source(),
                alpha));
    }
}

package io.github.arc2faceij.commands.keys;

import ij.IJ;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.text.TextCondition;
import java.util.Optional;

/** What the keys prompt and avoid say. */
public final class PromptKeys {

    private PromptKeys() {}

    /**
     * Writes to the Log what a text is too long for.
     *
     * @param arc2face the model
     * @param prompt what to show; may be empty or null
     * @param avoid what not to show; may be empty or null
     * @param progress asked whether to stop
     * @return the text that was given, if one was
     * @throws Arc2FaceException when only what not to show is given
     */
    public static Optional<TextCondition> find(Arc2Face arc2face, String prompt, String avoid, Progress progress) {
        String wanted = prompt == null ? "" : prompt.strip();
        String unwanted = avoid == null ? "" : avoid.strip();
        if (wanted.isEmpty() && unwanted.isEmpty()) {
            return Optional.empty();
        }
        if (wanted.isEmpty()) {
            throw new Arc2FaceException(
                    "The key avoid says what not to show, but the key prompt is empty. Give a prompt,"
                            + " or leave both empty.");
        }
        tellCut("prompt", arc2face.cut(wanted, progress));
        tellCut("avoid", arc2face.cut(unwanted, progress));
        return Optional.of(new TextCondition(wanted, unwanted));
    }

    private static void tellCut(String key, String rest) {
        if (!rest.isEmpty()) {
            IJ.log("The text of " + key + " is too long for the model, which reads 77 tokens. It was cut before: \""
                    + rest + "\".");
        }
    }
}

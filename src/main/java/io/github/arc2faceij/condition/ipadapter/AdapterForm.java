package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.weights.WeightFile;
import java.util.Arrays;

/** The forms in which IP-Adapters are published, known by the names of their tensors (diffusers 0.29.2, loaders/unet.py). */
enum AdapterForm {
    /** Four tokens of a picture's embedding. */
    BASE("image_proj.proj.weight", false, false),
    /** A token for each of the encoder's. */
    FULL_FACE("image_proj.proj.3.weight", true, false),
    /** Tokens that a resampler gathers from the encoder's; ArcFace's embedding asks. */
    FACE_ID_PLUS("image_proj.perceiver_resampler.proj_in.weight", true, true),
    /** Tokens of an ArcFace embedding. */
    FACE_ID("image_proj.norm.weight", false, true),
    /** Tokens that a resampler gathers from the encoder's. */
    PLUS("image_proj.latents", true, false);

    private final String telling;
    private final boolean seesHidden;
    private final boolean knowsFaces;

    /** In diffusers' order: the base form has the tensor that tells FaceID, too. */
    AdapterForm(String telling, boolean seesHidden, boolean knowsFaces) {
        this.telling = telling;
        this.seesHidden = seesHidden;
        this.knowsFaces = knowsFaces;
    }

    /**
     * @param file of an adapter
     * @return its form
     * @throws Arc2FaceException when it is no IP-Adapter
     */
    static AdapterForm of(WeightFile file) {
        return Arrays.stream(values())
                .filter(form -> file.has(form.telling))
                .findFirst()
                .orElseThrow(() -> new Arc2FaceException("The file \"" + file.path()
                        + "\" is no IP-Adapter: it has none"
                        + " of the tensors by which their forms are known (" + BASE.telling + ", " + PLUS.telling
                        + ", ...). Choose another file."));
    }

    /** @return whether it takes the image encoder's hidden states */
    boolean seesHidden() {
        return seesHidden;
    }

    /** @return whether it takes the embedding of a face recogniser */
    boolean knowsFaces() {
        return knowsFaces;
    }

    /** @return whether it looks at a picture through the image encoder */
    boolean seesPictures() {
        return seesHidden || !knowsFaces;
    }
}

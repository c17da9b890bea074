package io.github.arc2faceij.condition.style;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.prompt.IdentityEncoder;
import io.github.arc2faceij.diffusion.prompt.Prompt;
import io.github.arc2faceij.face.Identity;
import java.util.Optional;

/**
 * A person in the style of a picture, of a text, or of both (Yan et al. 2023, FaceStudio, arXiv 2312.02663): the context is
 * alpha Linear(picture ++ face) + (1 - alpha) Linear(Prior(text) ++ face). That is Linear((alpha picture + (1 - alpha) Prior(text))
 * ++ face), which is computed here. What is not given is zero. Where only one of picture and text is given, alpha does not count.
 *
 * @param model with the networks for it
 * @param face 512 numbers: of unit length, a weighted sum of such, or zeros for nobody
 * @param style the picture, if there is one
 * @param text if there is one
 * @param alpha share of the picture beside a text, 0..1
 */
public record FaceStudioPrompt(
        FaceStudio model, float[] face, Optional<Picture> style, Optional<String> text, double alpha)
        implements Prompt {

    /**
     * Without style and text.
     *
     * @param model with the networks for it
     * @param face 512 numbers; none for nobody
     */
    public FaceStudioPrompt(FaceStudio model, Optional<float[]> face) {
        this(model, face.orElseGet(() -> new float[Identity.LENGTH]), Optional.empty(), Optional.empty(), 1);
    }

    /**
     * @param picture whose style
     * @param share of it beside a text, 0..1
     * @return the same prompt in this style
     */
    FaceStudioPrompt in(Picture picture, double share) {
        return new FaceStudioPrompt(model, face, Optional.of(picture), text, share);
    }

    @Override
    public Tensor context(IdentityEncoder encoder, Progress progress) {
        return model.context(styleOrText(encoder, progress), face, progress);
    }

    private Tensor styleOrText(IdentityEncoder encoder, Progress progress) {
        Optional<Tensor> seen = style.map(picture -> model.style(picture, progress));
        Optional<Tensor> said = text.map(words -> model.prior(encoder.end(words, progress), progress));
        if (seen.isPresent() && said.isPresent()) {
            return mixed(seen.get(), said.get(), alpha);
        }
        return seen.or(() -> said).orElseGet(model::noStyle);
    }

    static Tensor mixed(Tensor seen, Tensor said, double alpha) {
        Tensor mixed = Tensor.zeros(seen.shape());
        for (int i = 0; i < mixed.size(); i++) {
            mixed.data()[i] = (float) (alpha * seen.data()[i] + (1 - alpha) * said.data()[i]);
        }
        return mixed;
    }

    /** Style and face were dropped as zeros in the training. */
    @Override
    public Tensor against(IdentityEncoder encoder, Progress progress) {
        return model.context(model.noStyle(), new float[Identity.LENGTH], progress);
    }

    @Override
    public Prompt says(String words, String avoid) {
        return new FaceStudioPrompt(model, face, style, Optional.of(words), alpha);
    }

    @Override
    public Prompt of(float[] identity) {
        return new FaceStudioPrompt(model, identity, style, text, alpha);
    }
}

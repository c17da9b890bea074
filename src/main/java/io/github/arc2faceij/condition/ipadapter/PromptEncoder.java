package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.condition.AdapterFile;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.condition.ipadapter.ImageProjection.Known;
import io.github.arc2faceij.diffusion.network.ImageEncoder;
import io.github.arc2faceij.face.ArcFaceAlignment;
import io.github.arc2faceij.face.FaceIdRecogniser;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.pose.FfhqAlignment;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From pictures and people to tokens. What was encoded is remembered until the request is done, for all frames of a sequence
 * see the same; the image encoder, which is large, closes at once.
 */
final class PromptEncoder implements AutoCloseable {

    private static final AdapterFile ENCODER =
            new AdapterFile("This IP-Adapter", "IP-Adapter image encoder", "choose an adapter that needs none");
    private static final AdapterFile RECOGNISER =
            new AdapterFile("An IP-Adapter for FaceID", "FaceID recogniser", "choose another adapter");

    /** What InsightFace's norm_crop gives to FaceID-Plus, in pixels. */
    private static final int FACE_SIDE = 224;

    private static final int FFHQ_SIDE = 512;

    private final Map<AdapterUse, AdapterTokens> encoded = new HashMap<>();

    /**
     * @param use of an adapter
     * @param networks of the model
     * @param progress told when it takes a while
     * @return its tokens
     * @throws Arc2FaceException when an encoder is missing or another one than the adapter's, or an identity is another
     *     recogniser's
     */
    AdapterTokens of(AdapterUse use, Networks networks, Progress progress) {
        AdapterTokens tokens = encoded.get(use);
        if (tokens == null) {
            progress.report("Looking at the pictures of the IP-Adapter", 0);
            tokens = tokens(use, networks, progress);
            encoded.put(use, tokens);
        }
        return tokens;
    }

    private static AdapterTokens tokens(AdapterUse use, Networks networks, Progress progress) {
        Path file = use.in(networks.folder());
        List<Known> known = known(AdapterForm.of(WeightFile.open(file)), use, networks, progress);
        List<Tensor> tokens = new ArrayList<>();
        try (ImageProjection projection = new ImageProjection(file, networks.device())) {
            known.forEach(it -> tokens.add(projection.tokens(it, use.shortcut(), progress)));
        }
        int count = use.prompts().size();
        Tensor[] nothing = new Tensor[count];
        Arrays.fill(nothing, tokens.get(count));
        return new AdapterTokens(grouped(use, tokens.subList(0, count).toArray(Tensor[]::new)), grouped(use, nothing));
    }

    /** Those without regions are one group, in which all of their tokens follow each other. */
    private static Tensor grouped(AdapterUse use, Tensor[] tokens) {
        Tensor all = Tensor.concat(tokens);
        return use.masks().isEmpty() ? all.reshape(1, all.dim(0) * all.dim(1), all.dim(2)) : all;
    }

    /** @return what is known of each prompt, and last of nothing */
    private static List<Known> known(AdapterForm form, AdapterUse use, Networks networks, Progress progress) {
        if (!form.seesPictures()) {
            return withFaces(use, networks, progress, null);
        }
        try (ImageEncoder encoder = encoder(networks)) {
            List<ImageEncoder.Seen> seen = new ArrayList<>();
            for (ImagePrompt prompt : use.prompts()) {
                seen.add(encoder.encode(picture(form, use, prompt, progress), progress));
            }
            seen.add(encoder.nothing(progress));
            if (form.seesHidden() && seen.get(0).hidden() == null) {
                throw new Arc2FaceException("The IP-Adapter " + use.file().getFileName()
                        + " needs the hidden states of a vision transformer, but the model's image encoder is a ResNet."
                        + " Install the bundle IP-Adapter image encoder.");
            }
            return form.knowsFaces() ? withFaces(use, networks, progress, seen) : ofPictures(seen);
        }
    }

    private static List<Known> ofPictures(List<ImageEncoder.Seen> seen) {
        List<Known> known = new ArrayList<>();
        seen.forEach(it -> known.add(new Known(it.embedding(), it.hidden())));
        int last = known.size() - 1;
        Tensor zero = Tensor.zeros(seen.get(last).embedding().shape());
        known.set(last, new Known(zero, seen.get(last).hidden()));
        return known;
    }

    private static List<Known> withFaces(
            AdapterUse use, Networks networks, Progress progress, List<ImageEncoder.Seen> seen) {
        FaceIdRecogniser recogniser = networks.kept(
                FaceIdRecogniser.class, () -> new FaceIdRecogniser(recogniserFile(networks), networks.device()));
        List<Known> known = new ArrayList<>();
        for (ImagePrompt prompt : use.prompts()) {
            float[] vector = identity(use, prompt, recogniser, progress).vector();
            known.add(new Known(Tensor.of(vector, 1, vector.length), hidden(seen, known.size())));
        }
        known.add(new Known(Tensor.zeros(1, Identity.LENGTH), hidden(seen, known.size())));
        return known;
    }

    private static Tensor hidden(List<ImageEncoder.Seen> seen, int index) {
        return seen == null ? null : seen.get(index).hidden();
    }

    private static Identity identity(
            AdapterUse use, ImagePrompt prompt, FaceIdRecogniser recogniser, Progress progress) {
        if (prompt.identity().isPresent()) {
            recogniser.requireOwn(prompt.identity().get(), prompt.source());
            return prompt.identity().get();
        }
        if (prompt.picture().isEmpty() || prompt.face().isEmpty()) {
            throw new Arc2FaceException("The IP-Adapter " + use.file().getFileName() + " shows a person, but \""
                    + prompt.source() + "\" tells no face. Give a picture with a face.");
        }
        return recogniser.identify(prompt.picture().get(), prompt.face().get(), progress);
    }

    private static Picture picture(AdapterForm form, AdapterUse use, ImagePrompt prompt, Progress progress) {
        Picture picture = prompt.picture()
                .orElseThrow(() -> new Arc2FaceException(
                        "The IP-Adapter " + use.file().getFileName() + " looks at a picture, but \"" + prompt.source()
                                + "\" is an identity alone. Give a picture."));
        if (prompt.face().isEmpty()) {
            return picture;
        }
        return form.knowsFaces()
                ? ArcFaceAlignment.crop(picture, prompt.face().get().fivePoints(), FACE_SIDE)
                : FfhqAlignment.surrounded(picture, prompt.face().get().landmarks(), FFHQ_SIDE, FFHQ_SIDE, progress);
    }

    private static ImageEncoder encoder(Networks networks) {
        return new ImageEncoder(encoderFile(networks.folder()), networks.device());
    }

    /**
     * @param folder of a model
     * @return its image encoder
     * @throws Arc2FaceException when it has none, with what to install
     */
    static Path encoderFile(ModelFolder folder) {
        return ENCODER.in(folder, folder.imageEncoder());
    }

    private static Path recogniserFile(Networks networks) {
        return RECOGNISER.in(networks.folder(), networks.folder().faceIdRecogniser());
    }

    @Override
    public void close() {
        encoded.clear();
    }
}

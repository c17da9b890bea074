package io.github.arc2faceij.condition.appearance;

import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.condition.AdapterFile;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.condition.Sources;
import io.github.arc2faceij.diffusion.Conditioning;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.models.ModelFolder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The picture whose appearance and background the pictures to make are to keep, by the Reference Adapter.
 *
 * @param picture aligned as FFHQ, of the size of the pictures to make
 * @param influence scale of the adapter's weights: its authors use 0.8 and offer 0 to 1
 * @param source where it came from, for the recipe: {@code astronaut.png, face 1}
 */
public record AppearanceCondition(Picture picture, double influence, String source) implements Condition {

    /** Its kind. */
    public static final ConditionKind<Part> KIND = new ConditionKind<>(
            "appearance",
            Part.class,
            false,
            Set.of("source", "influence"),
            part -> List.of(part.source()),
            (part, sources) -> Optional.of(of(sources.face(part.source()), part.influence())));

    private static final AdapterFile FILE =
            new AdapterFile("The appearance of a picture", "Reference Adapter", "go without");

    /**
     * A reference picture in a recipe.
     *
     * @param source where it came from
     * @param pixels SHA-256 of the aligned picture: red, green and blue of each pixel, row by row
     * @param influence scale of the adapter
     * @param sha256 of the Reference Adapter's file
     */
    public record Part(String source, String pixels, double influence, String sha256) {}

    private static AppearanceCondition of(Sources.AlignedFace face, double influence) {
        return new AppearanceCondition(face.picture(), influence, face.source());
    }

    @Override
    public ConditionKind<?> kind() {
        return KIND;
    }

    @Override
    public Record part(Networks networks) {
        MessageDigest digest = Sha256.digest();
        digest.update(picture.rgb());
        return new Part(source, Sha256.hex(digest), influence, networks.sha256(file(networks.folder())));
    }

    /** The adapter is a LoRA besides: the UNet is changed so that it knows what to do with what it sees. */
    @Override
    public UNetOptions addTo(UNetOptions options, ModelFolder folder) {
        return options.withLora(new Lora(file(folder), influence)).withAdapter(ReferenceAdapter.READER);
    }

    @Override
    public Optional<Conditioning> open(Networks networks, Sampling sampling, Progress progress) {
        ReferenceUNet network = networks.untilDone(ReferenceUNet.class, () -> {
            progress.report("Loading the UNet for the reference picture", 0);
            return new ReferenceUNet(networks.folder().unet(), networks.device());
        });
        return Optional.of(new ReferenceConditioning(network, picture));
    }

    private static Path file(ModelFolder folder) {
        return FILE.in(folder, folder.referenceAdapter());
    }
}

package io.github.arc2faceij.engine;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.diffusion.sampler.SamplerType;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.request.Adapters;
import io.github.arc2faceij.request.GenerationRequest;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the files of what a request adds to the UNet: in the model's folder, or where the user says. */
public final class AdapterFiles {

    private AdapterFiles() {}

    /**
     * @param folder of the model
     * @param request whose sampler may need the LCM-LoRA, and whose adapters may need theirs
     * @return what the UNet is to be opened with
     * @throws Arc2FaceException when the model lacks one, with what to install
     */
    public static UNetOptions find(ModelFolder folder, GenerationRequest request) {
        Adapters adapters = request.adapters();
        UNetOptions options = UNetOptions.NONE;
        if (request.sampling().sampler() == SamplerType.LCM && !adapters.distilled()) {
            options = options.withLora(new Lora(lcmLora(folder), 1));
        }
        for (Lora lora : adapters.loras()) {
            options = options.withLora(lora);
        }
        if (adapters.expression().isPresent()) {
            options = options.withExpressionAdapter(
                    found(folder, folder.expressionAdapter(), "An expression", "Expression Adapter"));
        }
        if (adapters.appearance().isPresent()) {
            Path file = found(folder, folder.referenceAdapter(), "The appearance of a picture", "Reference Adapter");
            options = options.withReferenceAdapter(
                    new Lora(file, adapters.appearance().get().influence()));
        }
        return options;
    }

    private static Path lcmLora(ModelFolder folder) {
        return folder.lcmLora()
                .orElseThrow(() -> missing(
                        folder,
                        "The sampler LCM",
                        "LCM-LoRA",
                        "choose another sampler, or write lora=none if the model itself is distilled for LCM"));
    }

    private static Path found(ModelFolder folder, Optional<Path> file, String what, String bundle) {
        return file.orElseThrow(() -> missing(folder, what, bundle, "go without"));
    }

    private static Arc2FaceException missing(ModelFolder folder, String what, String bundle, String instead) {
        boolean bundled = folder.equals(ModelFolder.bundled());
        String advice = bundled
                ? "Fetch Arc2Face and " + bundle + " with Install Models..., choose that folder as model in Edit >"
                        + " Options > Arc2Face..."
                : "Fetch the bundle " + bundle + " with Install Models... into the folder " + folder.root();
        return new Arc2FaceException(what + " needs the " + bundle + ", which "
                + (bundled ? "the bundled model" : "the model " + folder.name()) + " does not have. " + advice + ", or "
                + instead
                + ".");
    }
}

package io.github.arc2faceij.commands;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.ExpressionKey;
import io.github.arc2faceij.commands.keys.IpAdapterKeys;
import io.github.arc2faceij.commands.keys.LoraKey;
import io.github.arc2faceij.commands.keys.PromptKeys;
import io.github.arc2faceij.commands.keys.ReferenceFace;
import io.github.arc2faceij.commands.keys.StartImage;
import io.github.arc2faceij.commands.keys.StyleKey;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.appearance.AppearanceCondition;
import io.github.arc2faceij.condition.lora.LoraCondition;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.image.Photo;
import io.github.arc2faceij.request.StartRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;

/**
 * A command that makes pictures by a model to which something may be added. These are keys of the command and not of
 * Options..., for they change the pictures: a macro that names them does the same tomorrow.
 */
abstract class AdaptedCommand extends GeneratingCommand {

    /** In place of a LoRA: not even that of the sampler LCM. */
    private static final String NO_LORA = "none";

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,folded", required = false, persist = false)
    private final String textHeading = "<html><b>Text</b></html>";

    @Parameter(
            label = "Prompt",
            description = "What the pictures show, in English. Only models that take a text need it, such as Stable"
                    + " Diffusion 1.5. With an IP-Adapter it may be empty. Arc2Face models take none: leave it"
                    + " empty for them. The model reads 77 tokens, which are about 50 words. The Log says what is"
                    + " cut.",
            required = false,
            persist = false)
    private String prompt = "";

    @Parameter(
            label = "Avoid",
            description = "What the pictures are not to show (the negative prompt). It acts through the guidance,"
                    + " so it has no effect with a guidance up to 1.",
            required = false,
            persist = false)
    private String avoid = "";

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,folded", required = false, persist = false)
    private final String styleHeading = "<html><b>Style and start</b></html>";

    @Parameter(
            label = "Style",
            description =
                    "Title of an open image or full path of a file. The new pictures follow its style and content."
                            + " Only models of FaceStudio's form take it. Leave it empty for none.",
            required = false,
            persist = false)
    private String style = "";

    @Parameter(
            label = "Style share",
            description =
                    "Where both a style and a prompt are given: the share of the style, 0 to 1. 1 follows the style"
                            + " alone, and 0 the prompt alone.",
            style = "slider,format:0.00",
            min = "0",
            max = "1",
            stepSize = "0.05",
            persist = false)
    private double alpha = 0.5;

    @Parameter(
            label = "Start from",
            description = "Title of an open image or full path of a file. The pictures start from its face"
                    + " (image-to-image), or from the whole image with models of FaceStudio's form. Leave it empty to start"
                    + " from noise.",
            required = false,
            persist = false)
    private String start = "";

    @Parameter(
            label = "Change",
            description = "For a start image: how much of it may change, from more than 0 to 1.",
            style = "slider,format:0.00",
            min = "0.05",
            max = "1",
            stepSize = "0.05",
            persist = false)
    private double change = 0.8;

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,folded", required = false, persist = false)
    private final String adaptersHeading = "<html><b>Adapters</b></html>";

    @Parameter(
            label = "LoRA",
            description = "Full path of a LoRA to add to the model. Leave it empty for none. The sampler LCM"
                    + " also adds the model's LCM-LoRA. Write none if the model itself is distilled and"
                    + " needs no LoRA for LCM.",
            required = false,
            persist = false)
    private String lora = "";

    @Parameter(
            label = "LoRA weight",
            description = "How strongly to add this LoRA. 1 is as it was trained, and 0 has no effect.",
            style = "format:0.00",
            stepSize = "0.1",
            persist = false)
    private double weight = 1;

    @Parameter(
            label = "Expression",
            description = "The expression of the new pictures. Leave it empty for any expression. Give 55"
                    + " numbers (50 of FLAME's expression, 2 of the eyelids, 3 of the jaw) or the full path"
                    + " of a .npy, .csv or .txt file with them. Or write Landmarks for those on the photo,"
                    + " the title of an open image for its face, or \"landmarks of\" and this title. These"
                    + " three need FLAME as head in the options. An expression needs the Expression"
                    + " Adapter.",
            required = false,
            persist = false)
    private String expression = "";

    @Parameter(
            label = "Intensity",
            description =
                    "How strongly to follow the expression. 1 is as the adapter was trained, and 0 has no effect.",
            style = "format:0.00",
            stepSize = "0.1",
            persist = false)
    private double intensity = 1;

    @Parameter(
            label = "Appearance",
            description = "Title of an open image or full path of a file. The new pictures keep its hair,"
                    + " clothes and background. Leave it empty for any appearance. This needs the Reference"
                    + " Adapter and the memory of a second model.",
            required = false,
            persist = false)
    private String appearance = "";

    @Parameter(
            label = "Influence",
            description = "How strongly to keep the appearance, usually 0 to 1. 0.8 is a good balance. A higher"
                    + " number copies more of the picture, but follows pose and expression less.",
            style = "format:0.00",
            stepSize = "0.1",
            persist = false)
    private double influence = 0.8;

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,folded", required = false, persist = false)
    private final String ipAdapterHeading = "<html><b>IP-Adapter</b></html>";

    @Parameter(
            label = "IP-Adapter",
            description = "Name of an IP-Adapter of the model, such as ip-adapter_sd15, or full path of a .safetensors"
                    + " or .bin file. It shows pictures or people to the model. Leave it empty for none."
                    + " Several are separated by a vertical bar.",
            required = false,
            persist = false)
    private String adapter = "";

    @Parameter(
            label = "Examples",
            description = "What the IP-Adapter shows: titles of open images or full paths of files, separated by"
                    + " semicolons. A face's number behind a title means that face alone: other.png, face 2. Leave it"
                    + " empty for the photo itself. Those of several adapters are separated by a vertical bar.",
            required = false,
            persist = false)
    private String examples = "";

    @Parameter(
            label = "Amount",
            description = "How strongly the IP-Adapter acts, 0 to 2. 1 is as it was trained, 0.6 leaves room for other"
                    + " wishes, and 0 has no effect. Those of several adapters are separated by a vertical bar.",
            required = false,
            persist = false)
    private String amount = "0.6";

    @Parameter(
            label = "Layers",
            description =
                    "Where in the model the IP-Adapter acts: all, style, layout, or beginnings of names of layers"
                            + " such as up_blocks.1, separated by commas. Those of several adapters are separated by a vertical bar.",
            required = false,
            persist = false)
    private String layers = "all";

    @Parameter(
            label = "Begin",
            description = "When the IP-Adapter begins to act: 0 is pure noise, and 1 the finished picture.",
            style = "format:0.00",
            stepSize = "0.1",
            persist = false)
    private double begin;

    @Parameter(
            label = "End",
            description = "When the IP-Adapter ceases to act: 0 is pure noise, and 1 the finished picture.",
            style = "format:0.00",
            stepSize = "0.1",
            persist = false)
    private double end = 1;

    @Parameter(
            label = "Shortcut",
            description =
                    "How much of the photo's look is added to the identity by an IP-Adapter FaceID-PlusV2, 0 to 2."
                            + " It counts for files with plusv2 in their name.",
            style = "format:0.00",
            stepSize = "0.1",
            persist = false)
    private double shortcut = 1;

    @Parameter(
            label = "Masks",
            description = "Images of the size of the new pictures, white where an example is to be seen and black"
                    + " elsewhere: titles or full paths, one for each example, separated by semicolons. Leave it empty"
                    + " for everywhere. Those of several adapters are separated by a vertical bar.",
            required = false,
            persist = false)
    private String masks = "";

    @Override
    final List<Condition> conditions(Arc2Face arc2face, Supplier<Photo> photo, Sampling sampling, Progress progress) {
        List<Condition> conditions = new ArrayList<>();
        PromptKeys.find(arc2face, prompt, avoid, progress).ifPresent(conditions::add);
        StyleKey.find(arc2face, style, alpha, progress).ifPresent(conditions::add);
        if (!isEmpty(lora) && !isDistilled()) {
            conditions.add(new LoraCondition(new Lora(LoraKey.file(lora.strip(), "a .safetensors file"), weight)));
        }
        if (!isEmpty(expression)) {
            ExpressionKey key = new ExpressionKey(expression.strip(), intensity);
            conditions.add(key.find(arc2face, photo, progress));
        }
        if (!isEmpty(appearance)) {
            ReferenceFace found = ReferenceFace.find(arc2face, appearance.strip(), progress);
            conditions.add(new AppearanceCondition(found.aligned(sampling, progress), influence, found.source()));
        }
        new IpAdapterKeys(adapter, examples, amount, layers, begin, end, shortcut, masks)
                .find(arc2face, photo, progress)
                .ifPresent(conditions::add);
        return conditions;
    }

    @Override
    final Optional<StartRequest> start(Arc2Face arc2face, Sampling sampling, Progress progress) {
        return isEmpty(start)
                ? Optional.empty()
                : Optional.of(StartImage.of(arc2face, start, change, sampling, progress));
    }

    @Override
    final boolean isDistilled() {
        return !isEmpty(lora) && lora.strip().equalsIgnoreCase(NO_LORA);
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isBlank();
    }
}

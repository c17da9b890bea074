package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.condition.Condition;
import io.github.arc2faceij.condition.ConditionKind;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.diffusion.Conditioning;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.diffusion.graph.AttentionOrder;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.diffusion.lora.LoraFile;
import io.github.arc2faceij.models.ModelFolder;
import io.github.arc2faceij.models.NetworkConfig;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pictures and people that the pictures to make are to follow, by IP-Adapters for Stable Diffusion 1.5. The UNet may be
 * Arc2Face's: then the identity is the request's, and style or background come from here.
 *
 * <pre>{@code
 * ImagePrompt style = new ImagePrompt(picture, "style.png");
 * request.with(new IpAdapterCondition(List.of(new AdapterUse(Path.of("ip-adapter_sd15"), List.of(style), 0.6))));
 * }</pre>
 *
 * @param uses of adapters, at least one; the same file may be used several times
 */
public record IpAdapterCondition(List<AdapterUse> uses) implements Condition {

    /** Its kind. */
    public static final ConditionKind<IpAdapterPart> KIND = new ConditionKind<>(
            "ipAdapter",
            IpAdapterPart.class,
            false,
            Set.of("adapters"),
            IpAdapterPart::sources,
            (part, sources) -> Optional.of(part.condition(sources)));

    /** @param uses copied */
    public IpAdapterCondition {
        uses = List.copyOf(uses);
    }

    /**
     * @param folder of a model
     * @param file of an adapter: full path, or name in the model
     * @return whether it shows people, by their faces, and not pictures alone
     * @throws io.github.arc2faceij.common.Arc2FaceException when there is no such file, or it is no IP-Adapter
     */
    public static boolean knowsFaces(ModelFolder folder, Path file) {
        return form(AdapterUse.file(file, folder)).knowsFaces();
    }

    private static AdapterForm form(Path file) {
        return AdapterForm.of(WeightFile.open(file));
    }

    @Override
    public ConditionKind<?> kind() {
        return KIND;
    }

    @Override
    public Record part(Networks networks) {
        return IpAdapterPart.of(uses, networks);
    }

    /** The files of the LoRAs for FaceID lie beside files that have it inside, too; it is added once. */
    @Override
    public UNetOptions addTo(UNetOptions options, ModelFolder folder) {
        UNetOptions more = options;
        for (int i = 0; i < uses.size(); i++) {
            Path file = uses.get(i).in(folder);
            more = more.withAdapter(new IpAdapter(file, i));
            Path beside = besideLora(file);
            if (form(file).knowsFaces()
                    && Files.isRegularFile(beside)
                    && LoraFile.inAdapter(file, List.of()).isEmpty()) {
                more = more.withLora(new Lora(beside, 1));
            }
        }
        return more;
    }

    private static Path besideLora(Path adapter) {
        String stem = adapter.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        return adapter.resolveSibling(stem + "_lora.safetensors");
    }

    @Override
    public Optional<Conditioning> open(Networks networks, Sampling sampling, Progress progress) {
        uses.forEach(use -> use.check(sampling));
        NetworkConfig unet = NetworkConfig.read(networks.folder().unet());
        List<String> attentions = AttentionOrder.crossAttentions(unet);
        int levels = unet.integers("block_out_channels").size();
        PromptEncoder encoder = networks.untilDone(PromptEncoder.class, PromptEncoder::new);
        List<IpAdapterConditioning.Shown> shown = new ArrayList<>();
        for (AdapterUse use : uses) {
            AdapterTokens tokens = encoder.of(use, networks, progress);
            IpAdapter adapter = new IpAdapter(use.in(networks.folder()), shown.size());
            Tensor scale = scale(use, attentions, tokens.seen().dim(0));
            shown.add(new IpAdapterConditioning.Shown(
                    use,
                    new IpAdapterInputs(
                            adapter, attentions, levels, tokens.seen(), tokens.nothing(), scale, use.masks())));
        }
        return Optional.of(new IpAdapterConditioning(shown));
    }

    /** @return [attentions, groups] */
    private static Tensor scale(AdapterUse use, List<String> attentions, int groups) {
        List<Boolean> chosen = use.layers().chosen(attentions);
        Tensor scale = Tensor.zeros(attentions.size(), groups);
        for (int i = 0; i < scale.size(); i++) {
            scale.data()[i] = chosen.get(i / groups) ? (float) use.strength() : 0;
        }
        return scale;
    }
}

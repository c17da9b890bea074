package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.onnx.graph.WeightsFolder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a UNet is changed by when it is loaded. The files stay where they lie and as they are.
 *
 * <pre>{@code
 * UNetOptions options = UNetOptions.NONE.withLora(new Lora(lcm, 1)).withExpressionAdapter(expAdapter);
 * }</pre>
 *
 * @param loras added to the weights, all of them
 * @param expressionAdapter the file of the Expression Adapter, which lets expressions be given to the UNet
 * @param reference whether a reference picture can be given to the UNet
 */
public record UNetOptions(List<Lora> loras, Optional<Path> expressionAdapter, boolean reference) {

    /** The UNet as it was published. */
    public static final UNetOptions NONE = new UNetOptions(List.of(), Optional.empty(), false);

    /**
     * @param loras copied
     * @param expressionAdapter a file
     * @param reference whether there may be one
     */
    public UNetOptions {
        loras = List.copyOf(loras);
    }

    /**
     * @param lora one more
     * @return these options with it
     */
    public UNetOptions withLora(Lora lora) {
        List<Lora> more = new ArrayList<>(loras);
        more.add(lora);
        return new UNetOptions(more, expressionAdapter, reference);
    }

    /**
     * @param file {@code exp_adapter.bin}
     * @return these options with it
     */
    public UNetOptions withExpressionAdapter(Path file) {
        return new UNetOptions(loras, Optional.of(file), reference);
    }

    /**
     * @param adapter the LoRA of the Reference Adapter, of which 0.8 is the usual scale
     * @return these options with it
     */
    public UNetOptions withReferenceAdapter(Lora adapter) {
        return new UNetOptions(withLora(adapter).loras(), expressionAdapter, true);
    }

    /**
     * @param unet its weights
     * @return the folder to which the places of all weights are relative
     * @throws Arc2FaceException when there is none, for a file lies on another drive
     */
    public Path commonFolder(WeightFile unet) {
        List<Path> all = new ArrayList<>(unet.files());
        all.addAll(files());
        return WeightsFolder.of(all);
    }

    /** @return the files of all adapters, in a fixed order */
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        loras.forEach(lora -> files.add(lora.file()));
        expressionAdapter.ifPresent(files::add);
        return files;
    }
}

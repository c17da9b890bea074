package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.onnx.graph.WeightsFolder;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a UNet is changed by when it is loaded. The files stay where they lie and as they are.
 *
 * <pre>{@code
 * UNetOptions options = UNetOptions.NONE.withLora(new Lora(file, 1)).withAdapter(adapter);
 * }</pre>
 *
 * @param loras added to the weights, all of them
 * @param adapters that change its attentions
 */
public record UNetOptions(List<Lora> loras, List<UNetAdapter> adapters) {

    /** The UNet as it was published. */
    public static final UNetOptions NONE = new UNetOptions(List.of(), List.of());

    /**
     * @param loras copied
     * @param adapters copied
     */
    public UNetOptions {
        loras = List.copyOf(loras);
        adapters = List.copyOf(adapters);
    }

    /**
     * @param lora one more
     * @return these options with it
     */
    public UNetOptions withLora(Lora lora) {
        return new UNetOptions(with(loras, lora), adapters);
    }

    /**
     * @param adapter one more
     * @return these options with it
     */
    public UNetOptions withAdapter(UNetAdapter adapter) {
        return new UNetOptions(loras, with(adapters, adapter));
    }

    private static <T> List<T> with(List<T> before, T one) {
        List<T> more = new ArrayList<>(before);
        more.add(one);
        return more;
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
        adapters.forEach(adapter -> files.addAll(adapter.files()));
        return files;
    }
}

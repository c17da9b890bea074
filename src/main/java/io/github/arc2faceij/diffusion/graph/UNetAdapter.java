package io.github.arc2faceij.diffusion.graph;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.lora.LoraFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A change of a UNet's attentions, with inputs of its own by which it is controlled in each pass. Two of them are equal when
 * they change a UNet in the same way.
 */
public interface UNetAdapter {

    /** @return the files of its weights; may be none */
    List<Path> files();

    /**
     * Writes what comes before the attentions, and declares the inputs.
     *
     * @param layers of the UNet
     * @param crossAttentions their names in the order in which diffusers counts them, see {@link AttentionOrder}
     * @param contextSize features of a token of the prompt
     * @return what it changes in the attentions
     * @throws io.github.arc2faceij.common.Arc2FaceException when its weights are not of the UNet's architecture
     */
    AttentionAdapter attach(Layers layers, List<String> crossAttentions, int contextSize);

    /**
     * @param attentions all of them, to itself and to the prompt in turn, in diffusers' order, see {@link AttentionOrder}
     * @return what it adds to the UNet's weights; may be none
     * @throws io.github.arc2faceij.common.Arc2FaceException when a file is missing or damaged
     */
    default List<LoraFile> loras(List<String> attentions) {
        return List.of();
    }

    /**
     * @param inputs the shape of each of the UNet's inputs by name; -1 is an axis of any length
     * @param rows how many latents go through the UNet
     * @return its own inputs, by name, such that it changes nothing
     */
    Map<String, Tensor> withoutEffect(Map<String, long[]> inputs, int rows);
}

package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.graph.AttentionAdapter;
import io.github.arc2faceij.diffusion.graph.Layers;
import io.github.arc2faceij.diffusion.graph.UNetAdapter;
import io.github.arc2faceij.diffusion.lora.LoraFile;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An IP-Adapter of a UNet. Pictures that are seen apart from each other are groups. Inputs, the names of which begin with its
 * number: {@code tokens} [batch, groups, count, context size], {@code scale} [attentions, groups], and for each block with
 * attentions {@code mask.BLOCK} [groups, pixels], either axis of which may be 1 for all. No change of these opens the UNet again.
 *
 * @param file of the adapter
 * @param number among the adapters of the UNet
 */
record IpAdapter(Path file, int number) implements UNetAdapter {

    private static final String MASK = "mask.";

    @Override
    public List<Path> files() {
        return List.of(file);
    }

    /** @return the LoRA inside, of the files for FaceID */
    @Override
    public List<LoraFile> loras(List<String> attentions) {
        return LoraFile.inAdapter(file, attentions).stream().toList();
    }

    @Override
    public AttentionAdapter attach(Layers layers, List<String> crossAttentions, int contextSize) {
        WeightFile weights = WeightFile.open(file);
        AdapterForm.of(weights);
        return new IpAdapterAttention(this, layers, weights, crossAttentions, contextSize);
    }

    @Override
    public Map<String, Tensor> withoutEffect(Map<String, long[]> inputs, int rows) {
        Map<String, Tensor> none = new HashMap<>();
        int size = (int) inputs.get(tokens())[3];
        none.put(tokens(), Tensor.zeros(rows, 1, 1, size));
        none.put(scale(), Tensor.zeros((int) inputs.get(scale())[0], 1));
        inputs.keySet().stream()
                .filter(input -> input.startsWith(mask("")))
                .forEach(input -> none.put(input, Tensor.zeros(1, 1)));
        return none;
    }

    String tokens() {
        return own("tokens");
    }

    String scale() {
        return own("scale");
    }

    String mask(String block) {
        return own(MASK + block);
    }

    /** @return the name of an axis whose length is this adapter's alone */
    String axis(String name) {
        return own(name);
    }

    private String own(String name) {
        return "ip" + number + "." + name;
    }

    /** @return the block that an attention lies in: {@code down_blocks.0} */
    static String block(String attention) {
        return attention.substring(0, attention.indexOf(".attentions."));
    }
}

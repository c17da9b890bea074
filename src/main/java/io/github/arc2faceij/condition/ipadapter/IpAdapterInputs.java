package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Tensor;
import io.github.arc2faceij.diffusion.network.PassInputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a UNet with an IP-Adapter is given of pictures or people.
 *
 * @param adapter of the UNet
 * @param attentions the UNet's cross-attentions
 * @param levels of the UNet: height and width are halved, rounded up, from one to the next
 * @param seen tokens of the groups, [groups, count, context size]
 * @param nothing the tokens that stand for no picture, of the same shape
 * @param scale [attentions, groups]
 * @param masks one for each group; empty to see all groups everywhere
 */
record IpAdapterInputs(
        IpAdapter adapter,
        List<String> attentions,
        int levels,
        Tensor seen,
        Tensor nothing,
        Tensor scale,
        List<AdapterMask> masks) {

    /**
     * @param rows how many latents go through the UNet
     * @param empty how many of them, at the front, are under the empty prompt and see nothing
     * @param height of the latents
     * @param width of the latents
     * @param acts whether the adapter has an effect
     * @return what the UNet takes
     */
    PassInputs of(int rows, int empty, int height, int width, boolean acts) {
        Map<String, Tensor> shared = new HashMap<>();
        shared.put(adapter.scale(), acts ? scale : Tensor.zeros(scale.shape()));
        attentions.stream().map(IpAdapter::block).distinct().forEach(block -> {
            int halvings = level(block);
            shared.put(adapter.mask(block), masks(halved(height, halvings) * halved(width, halvings)));
        });
        return PassInputs.perRow(Map.of(adapter.tokens(), tokens(rows, empty))).with(PassInputs.shared(shared));
    }

    private Tensor tokens(int rows, int empty) {
        Tensor[] all = new Tensor[rows];
        for (int i = 0; i < rows; i++) {
            Tensor tokens = i < empty ? nothing : seen;
            all[i] = tokens.reshape(1, tokens.dim(0), tokens.dim(1), tokens.dim(2));
        }
        return Tensor.concat(all);
    }

    /** @return [groups, pixels], or a single one for all */
    private Tensor masks(int pixels) {
        if (masks.isEmpty()) {
            return Tensor.of(new float[] {1}, 1, 1);
        }
        Tensor[] rows = masks.stream()
                .map(mask -> Tensor.of(mask.downsampled(pixels), 1, pixels))
                .toArray(Tensor[]::new);
        return Tensor.concat(rows);
    }

    private int level(String block) {
        if (block.startsWith("mid_block")) {
            return levels - 1;
        }
        int index = Integer.parseInt(block.substring(block.indexOf('.') + 1));
        return block.startsWith("down_blocks") ? index : levels - 1 - index;
    }

    private static int halved(int length, int halvings) {
        return halvings == 0 ? length : halved((length + 1) / 2, halvings - 1);
    }
}

package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The layers of a UNet in which an IP-Adapter acts, as InstantStyle names them (Wang et al. 2024, arXiv 2404.02733;
 * target_blocks of its code): the beginnings of attentions' names, or what it found them to be good for in Stable Diffusion 1.5.
 *
 * @param beginnings of names; none for all layers
 */
public record AdapterLayers(List<String> beginnings) {

    /** Every layer. */
    public static final AdapterLayers ALL = new AdapterLayers(List.of());

    private static final String ALL_NAME = "all";

    private static final Map<String, List<String>> KNOWN = Map.of(
            ALL_NAME, List.of(), "style", List.of("up_blocks.1"), "layout", List.of("down_blocks.2", "mid_block"));

    /** @param beginnings copied */
    public AdapterLayers {
        beginnings = List.copyOf(beginnings);
    }

    /**
     * @param text {@code all}, {@code style}, {@code layout}, or beginnings of names such as
     *     {@code down_blocks.2.attentions.1}; several are separated by commas
     * @return these layers
     */
    public static AdapterLayers parse(String text) {
        List<String> beginnings = new ArrayList<>();
        for (String word : Arrays.stream(text.split(",")).map(String::strip).toList()) {
            String key = word.toLowerCase(Locale.ROOT);
            if (key.equals(ALL_NAME) || key.isEmpty()) {
                return ALL;
            }
            beginnings.addAll(KNOWN.getOrDefault(key, List.of(word)));
        }
        return new AdapterLayers(beginnings);
    }

    /** @return as {@link #parse} reads it */
    public String text() {
        return beginnings.isEmpty() ? ALL_NAME : String.join(",", beginnings);
    }

    /**
     * @param attentions of a UNet
     * @return whether the adapter acts in each
     * @throws Arc2FaceException when the UNet has no layer of one of the names
     */
    List<Boolean> chosen(List<String> attentions) {
        for (String beginning : beginnings) {
            if (attentions.stream().noneMatch(name -> begins(name, beginning))) {
                throw new Arc2FaceException(
                        "The model has no layers \"" + beginning + "\" with attentions. Give all, style,"
                                + " layout, or the beginnings of names such as down_blocks.2 and up_blocks.1.attentions.1,"
                                + " separated by commas.");
            }
        }
        return attentions.stream()
                .map(name -> beginnings.isEmpty() || beginnings.stream().anyMatch(it -> begins(name, it)))
                .toList();
    }

    private static boolean begins(String name, String beginning) {
        return name.startsWith(beginning + ".");
    }
}

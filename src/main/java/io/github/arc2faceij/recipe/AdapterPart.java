package io.github.arc2faceij.recipe;

import io.github.arc2faceij.common.FileHashes;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.diffusion.graph.UNetOptions;
import io.github.arc2faceij.diffusion.lora.Lora;
import io.github.arc2faceij.request.Adapters;
import io.github.arc2faceij.request.AppearanceRequest;
import io.github.arc2faceij.request.ExpressionRequest;
import io.github.arc2faceij.request.GenerationRequest;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The adapters in a {@link Recipe}. Files are named by their SHA-256, since the name of a LoRA says little.
 *
 * @param lcm the LCM-LoRA of the sampler LCM; null for none
 * @param loras the user's own; null for none
 * @param expression null for none
 * @param appearance null for none
 */
public record AdapterPart(LoraPart lcm, List<LoraPart> loras, ExpressionPart expression, AppearancePart appearance) {

    /**
     * A LoRA.
     *
     * @param file its name
     * @param sha256 of the file
     * @param scale 1 as it was trained
     */
    public record LoraPart(String file, String sha256, double scale) {}

    /**
     * An expression.
     *
     * @param source where it came from
     * @param numbers 55: FLAME's expression (50), eyelids (2) and jaw (3)
     * @param intensity 1 as the adapter was trained
     * @param sha256 of the Expression Adapter's file
     */
    public record ExpressionPart(String source, List<Double> numbers, double intensity, String sha256) {}

    /**
     * A reference picture.
     *
     * @param source where it came from
     * @param pixels SHA-256 of the aligned picture: red, green and blue of each pixel, row by row
     * @param influence scale of the adapter
     * @param sha256 of the Reference Adapter's file
     */
    public record AppearancePart(String source, String pixels, double influence, String sha256) {}

    /**
     * @param request what was asked for
     * @param options what the UNet was opened with
     * @param hashes of adapter files
     * @return its adapters; null when there are none
     */
    static AdapterPart of(GenerationRequest request, UNetOptions options, FileHashes hashes) {
        if (options.equals(UNetOptions.NONE)) {
            return null;
        }
        Adapters adapters = request.adapters();
        List<LoraPart> own =
                adapters.loras().stream().map(lora -> part(lora, hashes)).toList();
        // AdapterFiles adds the LCM-LoRA first and the Reference Adapter last.
        List<Lora> all = options.loras();
        boolean lcm = all.size() > own.size() + adapters.appearance().stream().count();
        return new AdapterPart(
                lcm ? part(all.get(0), hashes) : null,
                own.isEmpty() ? null : own,
                adapters.expression()
                        .map(it -> part(it, options.expressionAdapter().orElseThrow(), hashes))
                        .orElse(null),
                adapters.appearance()
                        .map(it -> part(it, all.get(all.size() - 1), hashes))
                        .orElse(null));
    }

    private static LoraPart part(Lora lora, FileHashes hashes) {
        return new LoraPart(lora.file().getFileName().toString(), hashes.of(lora.file(), Progress.NONE), lora.scale());
    }

    private static ExpressionPart part(ExpressionRequest request, Path file, FileHashes hashes) {
        List<Double> numbers = new ArrayList<>();
        for (float number : request.expression().numbers()) {
            numbers.add(Double.valueOf(Float.toString(number))); // 0.1, as it was typed, and not 0.10000000149
        }
        return new ExpressionPart(
                request.source(), numbers, request.expression().scale(), hashes.of(file, Progress.NONE));
    }

    private static AppearancePart part(AppearanceRequest request, Lora adapter, FileHashes hashes) {
        MessageDigest digest = Sha256.digest();
        digest.update(request.picture().rgb());
        return new AppearancePart(
                request.source(), Sha256.hex(digest), request.influence(), hashes.of(adapter.file(), Progress.NONE));
    }
}

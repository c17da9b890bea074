package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Picture;
import io.github.arc2faceij.common.Sha256;
import io.github.arc2faceij.condition.Networks;
import io.github.arc2faceij.condition.Sources;
import io.github.arc2faceij.weights.WeightFile;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * IP-Adapters in a recipe.
 *
 * @param adapters in the order in which they change the UNet
 */
public record IpAdapterPart(List<Adapter> adapters) {

    /** What stands before the name of a file that is the model's own. */
    private static final String OWN = "ip_adapter/";

    /**
     * One adapter.
     *
     * @param file its name; of one of the model's own, with the model's folder before it
     * @param sha256 of the file
     * @param encoder SHA-256 of the image encoder; null when it needs none
     * @param prompts what it shows
     * @param strength 1 as it was trained
     * @param layers in which it acts
     * @param start share of the noise schedule after which it acts
     * @param end share of the noise schedule up to which it acts
     * @param shortcut strength of PlusV2's shortcut; null without
     */
    public record Adapter(
            String file,
            String sha256,
            String encoder,
            List<Prompt> prompts,
            double strength,
            String layers,
            double start,
            double end,
            Double shortcut) {}

    /**
     * What an adapter shows.
     *
     * @param source where it came from
     * @param pixels SHA-256 of the picture: red, green and blue of each pixel, row by row; null for an identity alone
     * @param mask where its region came from; null without
     * @param maskPixels SHA-256 of the region's numbers, as big-endian 32-bit floats; null without
     */
    public record Prompt(String source, String pixels, String mask, String maskPixels) {

        private static Prompt of(ImagePrompt prompt) {
            return new Prompt(
                    prompt.source(),
                    prompt.picture().map(Prompt::hash).orElse(null),
                    prompt.region().map(AdapterMask::source).orElse(null),
                    prompt.region().map(region -> Sha256.of(region.values())).orElse(null));
        }

        private static String hash(Picture picture) {
            MessageDigest digest = Sha256.digest();
            digest.update(picture.rgb());
            return Sha256.hex(digest);
        }

        private ImagePrompt read(Sources sources) {
            Sources.Shown shown = sources.shown(source);
            ImagePrompt prompt =
                    new ImagePrompt(shown.picture(), shown.face(), shown.identity(), Optional.empty(), shown.source());
            return mask == null ? prompt : prompt.in(mask(sources));
        }

        private AdapterMask mask(Sources sources) {
            Sources.Shown shown = sources.shown(mask);
            return AdapterMask.of(shown.source(), shown.picture().orElseThrow());
        }
    }

    static IpAdapterPart of(List<AdapterUse> uses, Networks networks) {
        return new IpAdapterPart(uses.stream().map(use -> of(use, networks)).toList());
    }

    private static Adapter of(AdapterUse use, Networks networks) {
        Path file = use.in(networks.folder());
        String name = file.getFileName().toString();
        boolean sees = AdapterForm.of(WeightFile.open(file)).seesPictures();
        return new Adapter(
                use.file().isAbsolute() ? name : OWN + name,
                networks.sha256(file),
                sees ? networks.sha256(PromptEncoder.encoderFile(networks.folder())) : null,
                use.prompts().stream().map(Prompt::of).toList(),
                use.strength(),
                use.layers().text(),
                use.start(),
                use.end(),
                Double.isNaN(use.shortcut()) ? null : use.shortcut());
    }

    /** @return the images and files of the user's that are named */
    List<String> sources() {
        return adapters.stream().flatMap(IpAdapterPart::sources).toList();
    }

    private static Stream<String> sources(Adapter adapter) {
        requireWhole(adapter);
        Stream<String> own = adapter.file.startsWith(OWN) ? Stream.empty() : Stream.of(adapter.file);
        return Stream.concat(
                own,
                adapter.prompts.stream()
                        .flatMap(prompt -> Stream.of(prompt.source, prompt.mask))
                        .filter(name -> name != null));
    }

    private static void requireWhole(Adapter adapter) {
        boolean whole = adapter.file != null
                && adapter.layers != null
                && adapter.prompts != null
                && adapter.prompts.stream().allMatch(prompt -> prompt.source != null);
        if (!whole) {
            throw new Arc2FaceException("The recipe's \"ipAdapter\" lacks a file, layers, prompts or a prompt's source."
                    + " Without these the pictures cannot be made again. Use the recipe as it was written.");
        }
    }

    IpAdapterCondition condition(Sources sources) {
        return new IpAdapterCondition(
                adapters.stream().map(adapter -> use(adapter, sources)).toList());
    }

    private static AdapterUse use(Adapter adapter, Sources sources) {
        requireWhole(adapter);
        boolean own = adapter.file.startsWith(OWN);
        Path file = own ? Path.of(adapter.file.substring(OWN.length())) : sources.file(adapter.file);
        return new AdapterUse(
                file,
                adapter.prompts.stream().map(prompt -> prompt.read(sources)).toList(),
                adapter.strength,
                AdapterLayers.parse(adapter.layers),
                adapter.start,
                adapter.end,
                adapter.shortcut == null ? Double.NaN : adapter.shortcut);
    }
}

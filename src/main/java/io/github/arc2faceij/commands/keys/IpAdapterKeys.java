package io.github.arc2faceij.commands.keys;

import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.common.Counted;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.condition.Sources.Shown;
import io.github.arc2faceij.condition.ipadapter.AdapterLayers;
import io.github.arc2faceij.condition.ipadapter.AdapterMask;
import io.github.arc2faceij.condition.ipadapter.AdapterUse;
import io.github.arc2faceij.condition.ipadapter.ImagePrompt;
import io.github.arc2faceij.condition.ipadapter.IpAdapterCondition;
import io.github.arc2faceij.image.Photo;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What the keys say of IP-Adapters. What is said of several adapters is separated by bars; one text for all may stand in its place.
 *
 * @param adapters full paths, or names in the model
 * @param examples what each shows, as {@link PlaceList} separates it; empty for the photo itself
 * @param amounts strength of each
 * @param layers of each, as {@link AdapterLayers#parse} reads them
 * @param begin share of the noise schedule after which they act
 * @param end share of the noise schedule up to which they act
 * @param shortcut strength of the shortcut of adapters that have plusv2 in their names
 * @param masks images, one for each example; may be empty
 */
public record IpAdapterKeys(
        String adapters,
        String examples,
        String amounts,
        String layers,
        double begin,
        double end,
        double shortcut,
        String masks) {

    private static final Pattern BAR = Pattern.compile("\\|");

    /** Their tensors have the names and shapes of version 1. */
    private static final Pattern PLUS_V2 = Pattern.compile("(?i).*plus-?v2.*");

    /**
     * @param arc2face the model
     * @param photo the command's own
     * @param progress asked whether to stop
     * @return the condition; empty when no adapter is named
     * @throws Arc2FaceException when a key cannot be used, or an adapter, an image or a face is not there
     */
    public Optional<IpAdapterCondition> find(Arc2Face arc2face, Supplier<Photo> photo, Progress progress) {
        if (adapters == null || adapters.isBlank()) {
            return Optional.empty();
        }
        List<String> files = parts(adapters);
        List<AdapterUse> uses = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            int count = files.size();
            Path file = file(files.get(i));
            List<ImagePrompt> prompts = prompts(
                    arc2face,
                    photo,
                    file,
                    part("examples", examples, i, count),
                    part("masks", masks, i, count),
                    progress);
            uses.add(new AdapterUse(
                    file,
                    prompts,
                    number(part("amount", amounts, i, count)),
                    AdapterLayers.parse(part("layers", layers, i, count)),
                    begin,
                    end,
                    PLUS_V2.matcher(file.getFileName().toString()).matches() ? shortcut : Double.NaN));
        }
        return Optional.of(new IpAdapterCondition(uses));
    }

    private static List<ImagePrompt> prompts(
            Arc2Face arc2face, Supplier<Photo> photo, Path file, String examples, String masks, Progress progress) {
        boolean person = arc2face.knowsFaces(file, progress);
        List<Shown> shown = new ArrayList<>();
        for (String place : PlaceList.of(examples)) {
            shown.addAll(ShownImage.find(arc2face, place, person, progress));
        }
        if (shown.isEmpty()) {
            shown.add(ShownImage.of(arc2face, photo.get(), 0, person, progress));
        }
        List<AdapterMask> regions = regions(arc2face, masks, progress);
        if (!regions.isEmpty() && regions.size() != shown.size()) {
            throw new Arc2FaceException("The IP-Adapter " + file.getFileName() + " shows " + shown.size()
                    + " pictures or people, but " + regions.size()
                    + " masks are given. Give a mask for each, separated by semicolons, or none.");
        }
        List<ImagePrompt> prompts = new ArrayList<>();
        for (Shown one : shown) {
            prompts.add(new ImagePrompt(
                    one.picture(),
                    one.face(),
                    one.identity(),
                    regions.isEmpty() ? Optional.empty() : Optional.of(regions.get(prompts.size())),
                    one.source()));
        }
        return prompts;
    }

    private static List<AdapterMask> regions(Arc2Face arc2face, String masks, Progress progress) {
        List<AdapterMask> regions = new ArrayList<>();
        for (String place : PlaceList.of(masks)) {
            Shown mask = ShownImage.find(arc2face, place, false, progress).get(0);
            regions.add(AdapterMask.of(
                    mask.source(),
                    mask.picture()
                            .orElseThrow(
                                    () -> new Arc2FaceException("\"" + place + "\" is no image. Give the title of an"
                                            + " open image or the full path of one as mask, white where the picture is to be"
                                            + " seen."))));
        }
        return regions;
    }

    private static Path file(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new Arc2FaceException(
                    "\"" + text + "\" cannot be the name of an IP-Adapter: " + e.getReason() + ".", e);
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new Arc2FaceException(
                    "The IP-Adapter's strength \"" + text + "\" is no number. Give 0 to 2, with a decimal point.", e);
        }
    }

    private static List<String> parts(String text) {
        return Arrays.stream(BAR.split(text, -1)).map(String::strip).toList();
    }

    private static String part(String key, String text, int index, int count) {
        List<String> parts = parts(text == null ? "" : text);
        if (parts.size() != 1 && parts.size() != count) {
            throw new Arc2FaceException("The key " + key + " speaks of " + parts.size() + " IP-Adapters, but "
                    + Counted.of(count, "is", "are")
                    + " given. Give one text for all, or one for each, separated by |.");
        }
        return parts.get(parts.size() == 1 ? 0 : index);
    }
}

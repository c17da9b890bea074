package io.github.arc2faceij.condition.ipadapter;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.diffusion.Sampling;
import io.github.arc2faceij.models.ModelFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An IP-Adapter, and what it shows to the model. Prompts without regions are seen together; those with regions each by itself.
 *
 * @param file full path; or the name of one of the model's own, with or without its ending: {@code ip-adapter_sd15}
 * @param prompts at least one; all or none of them with a region
 * @param strength 1 as the adapter was trained, 0 without effect
 * @param layers in which it acts
 * @param start share of the noise schedule after which it acts: 0 is pure noise, 1 the finished picture
 * @param end share of the noise schedule up to which it acts
 * @param shortcut strength of the shortcut of FaceID-PlusV2; NaN for FaceID-Plus without one, and for all other forms
 */
public record AdapterUse(
        Path file,
        List<ImagePrompt> prompts,
        double strength,
        AdapterLayers layers,
        double start,
        double end,
        double shortcut) {

    private static final double MAX_STRENGTH = 2;
    private static final double LAST_TIMESTEP = 999;

    /**
     * @param file full path, or name in the model
     * @param prompts copied
     * @param strength 0..2
     * @param layers in which it acts
     * @param start 0..1
     * @param end start..1
     * @param shortcut 0..2, or NaN
     * @throws Arc2FaceException when there is no prompt, a number is out of its range, or only some prompts have regions
     */
    public AdapterUse {
        prompts = List.copyOf(prompts);
        if (prompts.isEmpty()) {
            throw new Arc2FaceException(
                    "The IP-Adapter " + file.getFileName() + " has nothing to show. Give it a picture.");
        }
        check("strength", strength, 0, MAX_STRENGTH);
        check("start", start, 0, 1);
        check("end", end, start, 1);
        if (!Double.isNaN(shortcut)) {
            check("shortcut", shortcut, 0, MAX_STRENGTH);
        }
        long masked = prompts.stream().filter(it -> it.region().isPresent()).count();
        if (masked != 0 && masked != prompts.size()) {
            throw new Arc2FaceException("Of the " + prompts.size() + " pictures of the IP-Adapter " + file.getFileName()
                    + ", " + masked + " have a mask. Give a mask for each, or none.");
        }
    }

    /**
     * In all layers and steps, without a shortcut.
     *
     * @param file full path, or name in the model
     * @param prompts what it shows
     * @param strength 0..2
     */
    public AdapterUse(Path file, List<ImagePrompt> prompts, double strength) {
        this(file, prompts, strength, AdapterLayers.ALL, 0, 1, Double.NaN);
    }

    private static void check(String what, double value, double from, double to) {
        if (!(value >= from && value <= to)) {
            throw new Arc2FaceException(
                    "The IP-Adapter's " + what + " cannot be " + value + ". Give " + from + " to " + to + ".");
        }
    }

    /**
     * @param folder of the model
     * @return the adapter's file
     * @throws Arc2FaceException when there is none, with what to install
     */
    Path in(ModelFolder folder) {
        return file(file, folder);
    }

    /**
     * @param file full path, or name in the model
     * @param folder of the model
     * @return the adapter's file
     * @throws Arc2FaceException when there is none, with what to install
     */
    static Path file(Path file, ModelFolder folder) {
        if (!file.isAbsolute()) {
            return folder.ipAdapter(file.toString()).orElseThrow(() -> missing(file, folder));
        }
        if (!Files.isRegularFile(file)) {
            throw new Arc2FaceException("There is no IP-Adapter \"" + file
                    + "\". Give the full path of a .safetensors or .bin file, or the name of one of the model's own,"
                    + " such as ip-adapter_sd15.");
        }
        return file;
    }

    private static Arc2FaceException missing(Path file, ModelFolder folder) {
        String advice = folder.equals(ModelFolder.bundled())
                ? "Fetch Arc2Face, IP-Adapter and IP-Adapter image encoder with Install Models..., and choose that folder"
                        + " as model in Edit > Options > Arc2Face...."
                : "Fetch the bundle IP-Adapter or IP-Adapter FaceID with Install Models..., or give the full path of a"
                        + " file.";
        return new Arc2FaceException(
                "The model " + folder.name() + " has no IP-Adapter \"" + file + "\" in a folder ip_adapter. " + advice);
    }

    /** @return the masks of the prompts, or none */
    List<AdapterMask> masks() {
        return prompts.stream().flatMap(prompt -> prompt.region().stream()).toList();
    }

    void check(Sampling sampling) {
        masks().forEach(mask -> sampling.checkSize("mask " + mask.source(), mask.width(), mask.height()));
    }

    /** @return whether it acts at a timestep of the noise schedule, 0..999 */
    boolean acts(double timestep) {
        double done = 1 - timestep / LAST_TIMESTEP;
        return done >= start && done <= end;
    }
}

package io.github.arc2faceij.commands;

import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.commands.keys.MixedPeople;
import io.github.arc2faceij.commands.keys.OtherIdentity;
import io.github.arc2faceij.commands.result.MixSimilarity;
import io.github.arc2faceij.common.Labels;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.IdentityMix;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.ArrayList;
import java.util.List;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes pictures of nobody: the person on a photo mixed with others, also as a stack from one to the other. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>Arc2Face>Mix Identities...",
        description = "Make pictures of a mixture of the person on the current slice and other people.",
        headless = true,
        attrs = @Attr(name = "image", value = "optional"))
public class MixIdentities extends PersonCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,first", required = false, persist = false)
    private final String mixHeading = "<html><b>Mixture</b></html>";

    @Parameter(
            label = "Other",
            description = "The people to mix in: titles of other open images, or full paths of .npy files that"
                    + " Compute Face IDs... saved. Separate them by semicolons. All count the same.",
            required = false,
            persist = false)
    private String other = "";

    @Parameter(
            label = "Ratio",
            description = "Share of the other people, 0 to 1.",
            style = "slider,format:0.00",
            min = "0",
            max = "1",
            stepSize = "0.05",
            persist = false)
    private double ratio = 0.5;

    @Parameter(
            label = "Method",
            description = "Linear is the weighted sum that FaceStudio uses. Spherical goes in even steps along"
                    + " the arc between the two.",
            choices = {"Linear", "Spherical (slerp)"},
            persist = false)
    private String method = IdentityMix.LINEAR.label();

    @Parameter(
            label = "Frames",
            description = "With more than 1, the pictures go step by step from the person on the photo to the"
                    + " ratio, with the same noise.",
            min = "1",
            max = "1000",
            callback = "tellOutlook",
            persist = false)
    private int frames = 1;

    @Override
    int frameCount() {
        return frames;
    }

    @Parameter(
            label = "Plot similarity",
            description = "Find the faces on the new pictures. Show how similar they are to the person on the"
                    + " photo and to the other people, as a plot and a table.",
            persist = false)
    private boolean plot;

    /** Of each face, as long as the command runs. */
    private final List<MixSimilarity> similarities = new ArrayList<>();

    @Override
    protected List<GenerationRequest> frames(Arc2Face arc2face, GenerationRequest plain, Progress progress) {
        checkFrames(frames);
        MixedPeople people =
                new MixedPeople(plain, OtherIdentity.find(arc2face, other, progress), mixing(), arc2face.kind());
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 1; i <= frames; i++) {
            requests.add(people.request(frames == 1 ? ratio : ratio * (i - 1) / (frames - 1)));
        }
        if (plot) {
            similarities.add(new MixSimilarity(people.first(), people.at(1), people.sources()));
        }
        return requests;
    }

    @Override
    protected void generated(
            Arc2Face arc2face, List<List<GenerationRequest>> faces, List<ImagePlus> stacks, Progress progress) {
        super.generated(arc2face, faces, stacks, progress);
        for (int i = 0; plot && i < stacks.size(); i++) {
            List<Double> ratios = faces.get(i).stream()
                    .map(request -> request.mix().orElseThrow().ratio())
                    .toList();
            similarities.get(i).show(arc2face, stacks.get(i), ratios, progress);
        }
    }

    private IdentityMix mixing() {
        return Labels.choose("way to mix", IdentityMix.values(), IdentityMix::label, method);
    }
}

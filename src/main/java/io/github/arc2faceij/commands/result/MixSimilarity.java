package io.github.arc2faceij.commands.result;

import ij.IJ;
import ij.ImagePlus;
import io.github.arc2faceij.Arc2Face;
import io.github.arc2faceij.common.Counted;
import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.face.MeasuredFace;
import io.github.arc2faceij.image.SimilarityPlot;
import io.github.arc2faceij.image.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How alike the pictures of a mixture are to those that were mixed: cosine similarities of the identities that the
 * recogniser finds in the pictures themselves.
 *
 * @param first the person at ratio 0
 * @param others the mixture of the others, at ratio 1
 * @param sources where they came from, the first person first
 */
public record MixSimilarity(Identity first, Identity others, List<String> sources) {

    /**
     * Opens the plot and its table. Pictures without a face that can be found are left out, and counted in the Log.
     *
     * @param arc2face the model
     * @param stack all frames of the first noise, then all of the next one
     * @param ratios of the frames
     * @param progress asked whether to stop
     */
    public void show(Arc2Face arc2face, ImagePlus stack, List<Double> ratios, Progress progress) {
        String rest = sources.stream().skip(1).collect(Collectors.joining(" + "));
        List<SimilarityPlot.Row> rows = new ArrayList<>();
        List<Optional<Identity>> faces = PictureFace.all(
                stack, picture -> arc2face.measure(picture, progress).map(MeasuredFace::identity), progress);
        for (int i = 0; i < faces.size(); i++) {
            int number = i + 1;
            double ratio = ratios.get(i % ratios.size());
            faces.get(i)
                    .ifPresent(identity -> rows.add(
                            new SimilarityPlot.Row(number, ratio, identity.cosine(first), identity.cosine(others))));
        }
        if (rows.size() < stack.getStackSize()) {
            IJ.log(Counted.of(stack.getStackSize() - rows.size(), "picture is", "pictures are")
                    + " not in the plot, because no face was found there.");
        }
        if (!rows.isEmpty()) {
            SimilarityPlot plot = new SimilarityPlot(sources.get(0), rest, rows);
            plot.table().show("Mix Similarities");
            Windows.open(plot.picture());
        }
    }
}

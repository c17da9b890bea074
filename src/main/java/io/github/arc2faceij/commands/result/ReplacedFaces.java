package io.github.arc2faceij.commands.result;

import ij.IJ;
import ij.measure.ResultsTable;
import io.github.arc2faceij.common.BesideLimit;
import io.github.arc2faceij.deidentify.FoundFace;
import io.github.arc2faceij.deidentify.Recognition;
import io.github.arc2faceij.face.Box;
import io.github.arc2faceij.face.Identity;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a recogniser makes of faces before and after they were replaced: a row for each face. */
public final class ReplacedFaces {

    /** The table's title, and the name of its file without the end. */
    public static final String TITLE = "De-identified Faces";

    private final double distance;
    private final StimulusTable rows = new StimulusTable(
            "file",
            "face",
            "x",
            "y",
            "width",
            "height",
            "person",
            "least_distance",
            "original_before",
            "original_after",
            "invented_before",
            "invented_after",
            "rank_of_original",
            "people");

    /** @param distance that was asked for */
    public ReplacedFaces(double distance) {
        this.distance = distance;
    }

    /**
     * Adds a row. The Log tells of a face that is still too like the person, and of one that is not found again.
     *
     * @param file name of the photo
     * @param before the face that was replaced
     * @param person its person's number among the people, from 0
     * @param people of the series
     * @param invented who was drawn
     * @param after the identity of the new face; empty when no face is found there
     */
    public void add(
            String file,
            FoundFace before,
            int person,
            List<Identity> people,
            Identity invented,
            Optional<Identity> after) {
        Box box = before.face().box();
        Optional<Recognition> now = after.map(it -> Recognition.of(it, person, people, invented));
        rows.add(
                file,
                before.number(),
                Math.round(box.x1()),
                Math.round(box.y1()),
                Math.round(box.width()),
                Math.round(box.height()),
                person + 1,
                distance,
                before.identity().cosine(people.get(person)),
                now.<Object>map(Recognition::toOriginal).orElse(""),
                before.identity().cosine(invented),
                now.<Object>map(Recognition::toInvented).orElse(""),
                now.<Object>map(Recognition::rank).orElse(""),
                people.size());
        String where = file + ", face " + before.number() + ": ";
        if (now.isEmpty()) {
            IJ.log(where + "no face is found there any more, so nothing was measured. Look at it.");
        } else if (1 - now.get().toOriginal() < distance) {
            IJ.log(String.format(
                    Locale.ROOT,
                    "%sthe new face has a cosine of %s to the person, more than the %.2f that was asked for. Try"
                            + " another seed, more strength or more distance.",
                    where,
                    BesideLimit.text(now.get().toOriginal(), 1 - distance, 2),
                    1 - distance));
        }
    }

    /** @return the rows, shown nowhere yet */
    public ResultsTable table() {
        return rows.table();
    }

    /**
     * @param folder that gets the rows as a CSV file
     * @throws io.github.arc2faceij.common.Arc2FaceException when it cannot be written
     */
    public void write(Path folder) {
        rows.write(folder.resolve(TITLE + ".csv"));
    }
}

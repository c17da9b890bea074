package io.github.arc2faceij.commands;

import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;

/** A command that makes pictures of the person on a photo, or of people who need no photo: saved or invented ones. */
abstract class PersonCommand extends AdaptedCommand {

    @Parameter(visibility = ItemVisibility.MESSAGE, style = "heading,first", required = false, persist = false)
    private final String peopleHeading = "<html><b>People</b></html>";

    @Parameter(
            label = "People",
            description = "Whose pictures to make, if not of the faces on the photo: full paths of .npy files that"
                    + " Compute Face IDs..., Invent People... or Caricature... saved, or titles of open images."
                    + " Separate them by semicolons. Without a row, as in \"saved.npy, row 3\", all people of a file"
                    + " are meant. Leave it empty for the photo.",
            required = false,
            persist = false)
    private String people = "";

    @Override
    final String people() {
        return people;
    }
}

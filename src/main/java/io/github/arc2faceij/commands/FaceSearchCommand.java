package io.github.arc2faceij.commands;

import io.github.arc2faceij.face.FaceSearch;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A command that finds the faces of an image. */
abstract class FaceSearchCommand extends PhotoCommand {

    @Parameter(
            label = "Small faces",
            description = "When to search a large photo part by part for small faces (40 pixels or more): only"
                    + " if there is no other face, always, or never. The search takes seconds.",
            choices = {"Where there is no other", "Always", "Never"},
            attrs = @Attr(name = "folded", value = "Search"),
            persist = false)
    private String small;

    FaceSearchCommand() {
        this(FaceSearch.WHERE_NONE);
    }

    /** @param usual what is chosen where nobody chooses */
    FaceSearchCommand(FaceSearch usual) {
        small = usual.label();
    }

    /**
     * @return whether small faces are looked for
     * @throws io.github.arc2faceij.common.Arc2FaceException when it is none of the choices that there are
     */
    final FaceSearch search() {
        return FaceSearch.of(small);
    }
}

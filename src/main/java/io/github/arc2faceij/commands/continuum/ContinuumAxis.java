package io.github.arc2faceij.commands.continuum;

import io.github.arc2faceij.commands.result.PictureFace;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.stimulus.EqualSteps;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** Along what a continuum runs: how its pictures are asked for, and what is measured on them. */
public interface ContinuumAxis {

    /** @return the name of what is measured, for a column of a table */
    String quantity();

    /**
     * @param parameter how far along
     * @return what asks for pictures there
     */
    GenerationRequest at(double parameter);

    /**
     * @param face on one of these pictures
     * @return what is measured on it; empty when it cannot be
     */
    OptionalDouble measure(PictureFace face);

    /**
     * @param measure makes and measures pictures with a parameter
     * @param count how many steps
     * @param effort how hard to try
     * @return steps from end to end of this axis that are equal as measured
     * @throws io.github.arc2faceij.common.Arc2FaceException when there are none
     */
    EqualSteps divide(DoubleFunction<double[]> measure, int count, EqualSteps.Effort effort);
}

package io.github.arc2faceij.commands.continuum;

import io.github.arc2faceij.commands.keys.MixedPeople;
import io.github.arc2faceij.commands.result.PictureFace;
import io.github.arc2faceij.request.GenerationRequest;
import io.github.arc2faceij.stimulus.EqualSteps;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/**
 * From one person to others. A picture's place is its cosine to the others less its cosine to the person: both ends count
 * alike, and what makes a picture less alike to everybody does not move it.
 *
 * @param people both ends
 */
public record IdentityAxis(MixedPeople people) implements ContinuumAxis {

    @Override
    public String quantity() {
        return "cosine_to_last_less_cosine_to_first";
    }

    @Override
    public GenerationRequest at(double parameter) {
        return people.request(parameter);
    }

    @Override
    public OptionalDouble measure(PictureFace face) {
        return OptionalDouble.of(
                face.identity().cosine(people.at(1)) - face.identity().cosine(people.first()));
    }

    @Override
    public EqualSteps divide(DoubleFunction<double[]> measure, int count, EqualSteps.Effort effort) {
        return EqualSteps.between(measure, 0, 1, count, effort);
    }
}

package io.github.arc2faceij.commands.result;

import io.github.arc2faceij.face.Identity;
import io.github.arc2faceij.request.GenerationRequest;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What one frame of a set of stimuli was asked to show, and how it is measured whether it does.
 *
 * @param request that made its pictures
 * @param label what tells it from other frames; empty when there is nothing
 * @param quantity the name of what is asked for and measured
 * @param asked in the unit of the quantity
 * @param measure reads the same from the face on a picture; empty when it cannot be read
 */
public record StimulusFrame(
        GenerationRequest request,
        String label,
        String quantity,
        double asked,
        Function<PictureFace, OptionalDouble> measure) {

    /**
     * @param request of pictures of a person
     * @return a frame that asks for the yaw where there is a pose, and else for the identity itself
     */
    public static StimulusFrame of(GenerationRequest request) {
        if (request.pose().isPresent()) {
            double yaw = request.pose().get().pose().yaw();
            return new StimulusFrame(
                    request, request.pose().get().pose().label(), "yaw", yaw, face -> face.head().stream()
                            .mapToDouble(head -> head.pose().yaw())
                            .findFirst());
        }
        Identity wanted = request.identity().orElseThrow();
        String label = request.mix()
                .map(mix -> String.format(Locale.ROOT, "ratio %.2f", mix.ratio()))
                .orElse("");
        return new StimulusFrame(
                request,
                label,
                "cosine_to_identity",
                1,
                face -> OptionalDouble.of(face.identity().cosine(wanted)));
    }
}

package io.github.arc2faceij.diffusion.network;

import java.util.Optional;

/**
 * What a UNet follows besides the prompts.
 *
 * @param residuals of a ControlNet for the same latents, or {@link ControlNet.Residuals#NONE}
 * @param expression of the faces, for a UNet with the Expression Adapter
 * @param reference what was seen in a reference picture, for a UNet with the Reference Adapter
 * @param empty how many of the batch, at the front, are under the empty prompt and know no expression or reference
 */
public record Conditions(
        ControlNet.Residuals residuals,
        Optional<Expression> expression,
        Optional<ReferenceUNet.Bank> reference,
        int empty) {

    /**
     * @param residuals of a ControlNet, or {@link ControlNet.Residuals#NONE}
     * @return these alone
     */
    public static Conditions of(ControlNet.Residuals residuals) {
        return new Conditions(residuals, Optional.empty(), Optional.empty(), 0);
    }

    /** @return those of the pictures under the empty prompt */
    Conditions front() {
        return new Conditions(residuals.slice(0, empty), expression, Optional.empty(), empty);
    }

    /**
     * @param batch how many pictures there are in all
     * @return those of the other pictures
     */
    Conditions back(int batch) {
        return new Conditions(residuals.slice(empty, batch), expression, reference, 0);
    }
}

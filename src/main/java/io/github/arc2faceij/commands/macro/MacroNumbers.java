package io.github.arc2faceij.commands.macro;

import io.github.arc2faceij.common.Arc2FaceException;
import java.math.BigDecimal;
import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

/** Finds texts where a macro should have given numbers: ImageJ2 would go on with 0 in their place. */
public final class MacroNumbers {

    private MacroNumbers() {}

    /**
     * @param input of a command
     * @param text what somebody gives for it
     * @throws Arc2FaceException when the input is a number and the text is none
     */
    public static void check(ModuleItem<?> input, String text) {
        if (Types.isNumber(input.getType()) && !isNumber(text, input.getType())) {
            throw new Arc2FaceException("The macro gives " + input.getName() + "=[" + text + "]. Give a "
                    + (isWhole(input.getType()) ? "whole " : "") + "number.");
        }
    }

    private static boolean isNumber(String text, Class<?> type) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            return !isWhole(type) || number.stripTrailingZeros().scale() <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isWhole(Class<?> type) {
        return !Types.isDouble(type) && !Types.isFloat(type);
    }
}

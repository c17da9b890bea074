package io.github.arc2faceij.ij1;

import ij.IJ;
import ij.ImagePlus;
import io.github.arc2faceij.commands.GenerateFaces;
import io.github.arc2faceij.commands.macro.MacroOptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** What the line of a macro makes when SciJava's CommandService runs it, as it does in Fiji. */
final class SciJava {

    /** Two pictures of the person on the test photo, in the words of the recorder. */
    static final String OPTIONS =
            "small=[Where there is no other] face=[Largest face] count=2 steps=3 guidance=2.5 sampler=[Euler a] seed=7"
                    + " noise=[torch CPU]";

    static final String PHOTO = "test-images/astronaut.png";

    private SciJava() {}

    /** Returns the pixels of the pictures that {@link #OPTIONS} asks for. */
    static int[] pixels() throws Exception {
        Map<String, Object> inputs = new HashMap<>(MacroOptions.parse("Generate Faces", OPTIONS));
        inputs.put("image", IJ.openImage(PHOTO));
        try (Context context = new Context(CommandService.class)) {
            return pixels((ImagePlus) context.service(CommandService.class)
                    .run(GenerateFaces.class, true, inputs)
                    .get()
                    .getOutput("pictures"));
        }
    }

    /** Returns the RGB pixels of all slices, one after the other. */
    static int[] pixels(ImagePlus stack) {
        return Arrays.stream(stack.getStack().getImageArray())
                .limit(stack.getStackSize())
                .flatMapToInt(slice -> Arrays.stream((int[]) slice))
                .toArray();
    }
}

package io.github.arc2faceij.commands.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.macro.Interpreter;
import io.github.arc2faceij.commands.GenerateFaces;
import net.imagej.legacy.LegacyService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;

public class FijiMacrosTest {

    private static final String MACRO = "name = 'io.github.arc2faceij.commands.macro.FijiMacrosTest.';\n"
            + "call(name + 'count', 'x');\n"
            + "call(name + 'generateWithoutImage', 'x');\n"
            + "call(name + 'count', 'x');\n";

    private static Context context;
    private static int counted;

    @AfterEach
    void dispose() {
        context.dispose();
    }

    @Test
    void inFijiACancelledCommandEndsTheMacro() {
        assertEquals(1, countsOf(new Context(CommandService.class, LegacyService.class)));
    }

    @Test
    void elsewhereThatIsTheDoorsTask() {
        assertEquals(2, countsOf(new Context(CommandService.class)));
    }

    private static int countsOf(Context where) {
        context = where;
        counted = 0;
        new Interpreter().run(MACRO, "");
        return counted;
    }

    /** Called by the macro. */
    public static String count(String ignored) {
        counted++;
        return "";
    }

    /** Called by the macro. */
    public static String generateWithoutImage(String ignored) {
        try {
            context.service(CommandService.class).run(GenerateFaces.class, true).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return "";
    }
}

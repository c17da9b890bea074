package io.github.arc2faceij.image;

import ij.IJ;
import ij.macro.Interpreter;
import java.lang.reflect.Field;

/**
 * As long as it is open, ImageJ writes its errors to the Log. Otherwise it opens a dialog; and in a macro it does so even if
 * it was told to write to the Log, and ends the macro. ImageJ 1.54 has no other way to tell it that no macro runs than the
 * field that is set here; where there is no such field, a macro ends as before.
 */
final class ErrorsToLog implements AutoCloseable {

    private static final Field INTERPRETER = interpreter();

    private final Interpreter interpreter = exchange(null);

    ErrorsToLog() {
        IJ.redirectErrorMessages(true);
    }

    @Override
    public void close() {
        IJ.redirectErrorMessages(false);
        exchange(interpreter);
    }

    private static Field interpreter() {
        try {
            Field field = IJ.class.getDeclaredField("macroInterpreter");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    private static Interpreter exchange(Interpreter other) {
        try {
            Interpreter before = INTERPRETER == null ? null : (Interpreter) INTERPRETER.get(null);
            if (INTERPRETER != null) {
                INTERPRETER.set(null, other);
            }
            return before;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}

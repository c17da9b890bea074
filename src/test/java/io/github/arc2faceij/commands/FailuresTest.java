package io.github.arc2faceij.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogListener;
import org.scijava.log.LogService;

class FailuresTest {

    private final Context context = new Context(LogService.class);
    private final List<Throwable> logged = new ArrayList<>();

    @Test
    void workThatSucceedsCancelsNothing() {
        assertNull(reason(() -> {}));
    }

    @Test
    void sentencesPassUnlogged() {
        assertEquals("Open a photo.", reason(() -> {
            throw new Arc2FaceException("Open a photo.", new IllegalStateException());
        }));
        assertEquals("Cancelled.", reason(() -> {
            throw new CancellationException();
        }));
        assertTrue(logged.isEmpty());
    }

    @Test
    void tooLittleMemoryHasAdvice() {
        String reason = reason(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertTrue(reason.startsWith("The memory of ") && reason.contains("is not enough"), reason);
        assertTrue(logged.isEmpty());
    }

    @Test
    void errorsOfTheProgramAreLogged() {
        RuntimeException error = new IllegalStateException("no such axis");
        String reason = reason(() -> {
            throw error;
        });
        assertTrue(reason.contains("no such axis") && reason.endsWith("Please report it."), reason);
        assertEquals(List.of(error), logged);
        assertTrue(reason(() -> {
                    throw new UnsatisfiedLinkError("onnxruntime4j");
                })
                .contains("onnxruntime4j"));
        assertEquals(2, logged.size());
    }

    private String reason(Runnable work) {
        ContextCommand command = new ContextCommand() {
            @Override
            public void run() {
                throw new AssertionError("guard runs the work, not the command");
            }
        };
        LogService log = context.service(LogService.class);
        LogListener listener = message -> logged.add(message.throwable());
        log.addLogListener(listener);
        Failures.guard(command, context, log, work);
        log.removeLogListener(listener);
        return command.getCancelReason();
    }
}

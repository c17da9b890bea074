package io.github.arc2faceij.diffusion.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.arc2faceij.common.NotEnoughMemoryException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PassMemoryTest {

    private long free;

    private final PassMemory memory = new PassMemory(() -> OptionalLong.of(free));

    @Test
    void asManyGoThroughAsFitBesideWhatComesLater() {
        free = 1000;
        assertEquals(7, memory.rows(8, 100, 300));
        assertEquals(2, memory.rows(2, 100, 300));
        assertEquals(8, new PassMemory(OptionalLong::empty).rows(8, 100, 300));
    }

    @Test
    void whatEarlierPassesTookIsUsedAgain() {
        free = 1000;
        memory.rows(8, 100, 300);
        free = 300;
        assertEquals(7, memory.rows(8, 100, 300));
    }

    @Test
    void tooLittleForOneIsRefusedBeforeAnyWork() {
        free = 399_999_999;
        String message = assertThrows(NotEnoughMemoryException.class, () -> memory.rows(8, 100_000_000, 300_000_000))
                .getMessage();
        assertEquals("A picture needs about 400 MB in addition to the model, but only 400 MB are free.", message);
    }

    @Test
    void theUserReadsTheValuesAndWhatToDo() {
        assertEquals(
                "There is not enough memory for pictures of 1024 x 768 pixels, not even for one at a time: The UNet"
                        + " could not be run. Make smaller pictures, or close other programs.",
                message(new NotEnoughMemoryException("The UNet could not be run.")));
        String heap = message(new OutOfMemoryError("Java heap space"));
        assertEquals(heap, message(new NotEnoughMemoryException("The UNet.", new OutOfMemoryError())));
        assertEquals(
                "ImageJ's own memory of N is not enough for 4 pictures of 1024 x 768 pixels. Make fewer or smaller"
                        + " pictures, close images, or give it more memory (Edit > Options > Memory & Threads...).",
                heap.replaceFirst("[0-9.]+ [MG]B", "N"));
    }

    private static String message(Throwable failure) {
        return PassMemory.exception(4, 1024, 768, failure).getMessage();
    }
}

package io.github.arc2faceij.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.github.arc2faceij.common.Arc2FaceException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is done to a file, its reader takes it or says in a sentence why not, soon and with memory in proportion to the
 * file. Files that something else comes of are kept in {@code target/fuzz}.
 *
 * <p>{@code mvn -Pfuzz test} tries for an hour with another seed each time, {@code -Dfuzz.minutes=5 -Dfuzz.seed=7} for as
 * long and with the seed that is wanted.
 */
class FuzzTest {

    private static final long SEED = 20240229;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What a reader may allocate beside what it needs for the whole file: buffers, and the numbers in larger types. */
    private static final long SPARE_BYTES = 64L << 20;

    private static final int BYTES_PER_BYTE = 64;
    private static final int LONGEST_SENTENCE = 2000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<String> falls = new ArrayList<>();
    private final Map<String, Long> needed = new HashMap<>();
    private ExecutorService thread = Executors.newSingleThreadExecutor();
    private List<FileReader> readers;

    @TempDir
    private Path folder;

    /** What a reader made of a file: what is wrong, empty when nothing is, and the bytes that it allocated. */
    private record Outcome(String wrong, long allocated) {}

    @BeforeEach
    void writeWholeFiles() {
        readers = FileReaders.in(folder);
    }

    @AfterEach
    void endThread() {
        thread.shutdownNow();
    }

    @Test
    void damagedFilesAreToldInASentence() throws Exception {
        Random random = new Random(SEED);
        for (FileReader reader : readers) {
            for (int i = 0; i < reader.tries(); i++) {
                tryOne(reader, random, "" + i);
            }
        }
        assertEquals(List.of(), falls);
    }

    @Test
    @Tag("fuzz")
    void damagedFilesAreToldInASentenceForLong() throws Exception {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        Instant end = Instant.now().plus(Duration.ofMinutes(Long.getLong("fuzz.minutes", 60)));
        System.out.println("Fuzzing with -Dfuzz.seed=" + seed + " until " + end);
        Random random = new Random(seed);
        long files = 0;
        while (Instant.now().isBefore(end)) {
            for (FileReader reader : readers) {
                tryOne(reader, random, seed + "-" + files++);
            }
        }
        System.out.println(files + " damaged files were read, " + falls.size() + " fell.");
        assertEquals(List.of(), falls);
    }

    private void tryOne(FileReader reader, Random random, String number) throws Exception {
        byte[] whole = Files.readAllBytes(reader.whole());
        if (!needed.containsKey(reader.name())) {
            needed.put(reader.name(), outcome(reader, whole).allocated());
        }
        byte[] damaged = new Damage(random).of(whole);
        Outcome outcome = outcome(reader, damaged);
        Files.write(reader.whole(), whole);
        long most = 2 * needed.get(reader.name()) + SPARE_BYTES + (long) BYTES_PER_BYTE * damaged.length;
        String wrong = outcome.wrong().isEmpty() && outcome.allocated() > most
                ? "allocated " + outcome.allocated() + " bytes"
                : outcome.wrong();
        if (!wrong.isEmpty()) {
            Path kept = Files.createDirectories(Path.of("target", "fuzz"))
                    .resolve(reader.name() + "-" + number + "-" + reader.whole().getFileName());
            Files.write(kept, damaged);
            falls.add(kept + ": " + wrong);
            System.out.println(falls.get(falls.size() - 1));
        }
    }

    private Outcome outcome(FileReader reader, byte[] content) throws Exception {
        Files.write(reader.whole(), content);
        try {
            return thread.submit(() -> read(reader)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            thread.shutdownNow();
            thread = Executors.newSingleThreadExecutor();
            return new Outcome("not read after " + PATIENCE, 0);
        } catch (ExecutionException e) {
            return new Outcome(e.getCause().toString(), 0);
        }
    }

    private static Outcome read(FileReader reader) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        String wrong = "";
        try {
            reader.read().accept(reader.whole());
        } catch (Arc2FaceException e) {
            wrong = isSentence(e.getMessage()) ? "" : "no sentence: " + e.getMessage();
        } catch (RuntimeException | Error e) {
            StackTraceElement[] trace = e.getStackTrace();
            wrong = e + (trace.length > 0 ? " at " + trace[0] : "");
        }
        return new Outcome(wrong, THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    private static boolean isSentence(String message) {
        return message != null && message.length() <= LONGEST_SENTENCE && message.matches("(?s)[A-Z\"].*\\.");
    }
}

package io.github.arc2faceij.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.arc2faceij.common.Arc2FaceException;
import io.github.arc2faceij.job.ShardOutcome.State;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards that are threads, and make pictures without a network. */
class CardsTest {

    private static final List<Integer> ALL = IntStream.range(0, 5).boxed().toList();

    @TempDir
    private Path folder;

    private final ConcurrentLinkedQueue<ShardOutcome> outcomes = new ConcurrentLinkedQueue<>();

    /** Each has to wait for the other's first shard, so both are at work. */
    @Test
    void cardsShareTheShards() {
        ShardMaker maker = FakePictures.maker(folder, Output.Form.TAR);
        Set<Integer> made = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        ShardMaker.Pictures pictures = (picture, progress) -> {
            assertTrue(made.add(picture), "no picture is made twice");
            if (picture % FakePictures.EACH == 0) {
                both.countDown();
                await(both);
            }
            return maker.pictures().make(picture, progress);
        };
        assertTrue(Cards.make(Collections.nCopies(2, maker.with(pictures)), ALL, outcomes::add));
        assertEquals(FakePictures.COUNT, made.size());
        assertEquals(ALL, outcomes.stream().map(ShardOutcome::shard).sorted().toList());
        FakePictures.makeAll(maker).forEach(outcome -> assertEquals(State.BEFORE, outcome.state()));
    }

    @Test
    void aBrokenCardFailsOneShardAndTheOtherMakesTheRest() {
        ShardMaker good = FakePictures.maker(folder, Output.Form.TAR);
        CountDownLatch failed = new CountDownLatch(1);
        ShardMaker waiting = good.with((picture, progress) -> {
            await(failed);
            return good.pictures().make(picture, progress);
        });
        assertFalse(Cards.make(List.of(waiting, broken(good)), ALL, outcome -> {
            outcomes.add(outcome);
            if (outcome.state() == State.FAILED) {
                failed.countDown();
            }
        }));
        assertEquals(4, outcomes.stream().filter(it -> it.state() == State.DONE).count());
        assertEquals(
                1,
                outcomes.stream()
                        .filter(it -> it.message().equals("The card has gone."))
                        .count());
    }

    @Test
    void theLastCardTriesAllOthers() {
        ShardMaker broken = broken(FakePictures.maker(folder, Output.Form.TAR));
        assertFalse(Cards.make(List.of(broken, broken), ALL, outcomes::add));
        assertEquals(
                5, outcomes.stream().filter(it -> it.state() == State.FAILED).count());
    }

    private static ShardMaker broken(ShardMaker maker) {
        return maker.with((picture, progress) -> {
            throw new Arc2FaceException("The card has gone.");
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.github.arc2faceij.job;

import io.github.arc2faceij.common.Progress;
import io.github.arc2faceij.job.ShardOutcome.State;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Several cards of a computer, each of which makes the next shard that no other has begun. A card on which a shard fails
 * takes no more, unless it is the last one at work: a broken card would fail them all.
 */
final class Cards {

    private final Queue<Integer> open;
    private final Consumer<ShardOutcome> outcomes;
    private final AtomicInteger atWork;

    private Cards(int cards, List<Integer> shards, Consumer<ShardOutcome> outcomes) {
        this.open = new ConcurrentLinkedQueue<>(shards);
        this.outcomes = outcomes;
        this.atWork = new AtomicInteger(cards);
    }

    /**
     * @param makers one for each card, with a model of its own; they make the same pictures
     * @param shards which are to be made
     * @param outcomes told of each of them, by several threads
     * @return whether all of them are finished
     */
    static boolean make(List<ShardMaker> makers, List<Integer> shards, Consumer<ShardOutcome> outcomes) {
        Cards cards = new Cards(makers.size(), shards, outcomes);
        ExecutorService threads = Executors.newFixedThreadPool(makers.size());
        try {
            List<CompletableFuture<Boolean>> work = makers.stream()
                    .map(maker -> CompletableFuture.supplyAsync(() -> cards.work(maker), threads))
                    .toList();
            return work.stream().map(CompletableFuture::join).reduce(true, Boolean::logicalAnd);
        } finally {
            threads.shutdown();
        }
    }

    private boolean work(ShardMaker maker) {
        boolean isAll = true;
        for (Integer shard = open.poll(); shard != null; shard = open.poll()) {
            ShardOutcome outcome = maker.make(shard, Progress.NONE);
            outcomes.accept(outcome);
            if (outcome.state() == State.FAILED) {
                isAll = false;
                if (atWork.getAndUpdate(cards -> Math.max(1, cards - 1)) > 1) {
                    return false;
                }
            }
        }
        return isAll;
    }
}

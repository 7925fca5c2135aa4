package io.engram.training;

import io.engram.engine.EngineLane;
import io.engram.environment.EnvironmentException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * What a run's loop does in the run's own lane, one piece at a time.
 *
 * <p>A loop that was told to stop ends within a step or a mini-batch, unless an environment does
 * not come back from the step. Such work is left behind: the engine goes on without it, and only
 * this run has to wait until its environment is back.
 */
final class LoopWork {
    private static final long PATIENCE_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long POLL_MILLISECONDS = 5;

    private final String name;
    private final EngineLane lane;
    private final TrainingLoop loop;
    private final long waitNanoseconds;
    private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> back = CompletableFuture.completedFuture(null);
    private String left = "";

    /**
     * No work yet.
     *
     * @param lane where the run's tensors are
     * @param waitSeconds how long a new call waits for an environment that was left behind
     */
    LoopWork(String name, EngineLane lane, TrainingLoop loop, long waitSeconds) {
        this.name = name;
        this.lane = lane;
        this.loop = loop;
        waitNanoseconds = TimeUnit.SECONDS.toNanos(waitSeconds);
    }

    /** Begins to train; everything earlier has been settled. */
    synchronized CompletableFuture<Void> begin(Extent extent) {
        loop.allow();
        work =
                lane.submit(
                        () -> {
                            loop.train(extent);
                            return null;
                        });
        return work;
    }

    /**
     * Ends the wait for an environment that does not come back to a loop that was told to stop.
     *
     * @return what was left behind, or empty if the environments are back
     */
    synchronized Optional<String> leave() {
        return await(false);
    }

    /** Waits for the end of what was told to stop; what does not come back is left behind. */
    synchronized void end() {
        await(true);
    }

    private Optional<String> await(boolean end) {
        long from = System.nanoTime();
        while (!endsSoon(work)) {
            Optional<String> where = lane.whereabouts(work);
            if (where.isEmpty()) {
                if (!end) {
                    return Optional.empty();
                }
                from = System.nanoTime();
            } else if (System.nanoTime() - from > PATIENCE_NANOSECONDS) {
                Optional<CompletableFuture<Void>> left = lane.leaveBehind(work);
                if (left.isPresent()) {
                    back = left.get();
                    this.left = where.get();
                    return where;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Waits until a new piece of work can begin, or is not wanted any more.
     *
     * @param stop completed if it is not wanted any more
     * @param waiting called once, with what is waited for, if that takes time
     * @throws EnvironmentException if an environment that was left behind is still not back
     */
    synchronized void settle(CompletableFuture<Void> stop, Consumer<String> waiting) {
        end();
        long from = System.nanoTime();
        boolean told = false;
        while (!endsSoon(back) && !stop.isDone()) {
            if (System.nanoTime() - from > waitNanoseconds) {
                throw new EnvironmentException(
                        "the run '%s' cannot go on: it was interrupted inside %s, which has not come back. The run stands after update %d and is saved; go on with TrainingRun.resume(…), in new environments"
                                .formatted(name, left, loop.standing().now().update()));
            }
            if (!told) {
                waiting.accept(left);
                told = true;
            }
        }
    }

    /** Does something now, or when an environment that was left behind comes back. */
    synchronized void whenBack(Runnable action) {
        if (back.isDone()) {
            action.run();
        } else {
            back.thenRun(action);
        }
    }

    private static boolean endsSoon(CompletableFuture<Void> future) {
        try {
            future.get(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread that waits here", e);
        }
    }
}

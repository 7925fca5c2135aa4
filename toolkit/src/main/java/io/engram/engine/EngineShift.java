package io.engram.engine;

import ai.djl.pytorch.jni.JniUtils;
import io.engram.concurrent.WorkerTeam;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The time of one thread in an {@link EngineLane}: as a rule, all the time there is. If the thread
 * is caught in work that is not the engine's, an environment that does not come back, the shift
 * ends and another one begins.
 */
final class EngineShift {
    private enum Place {
        HERE,
        AWAY,
        LEFT
    }

    private static final ThreadLocal<EngineShift> CURRENT = new ThreadLocal<>();

    /** Whether the engine has been made ready for this thread. */
    private static final ThreadLocal<Boolean> READY = new ThreadLocal<>();

    private static final long IDLE_SECONDS = 60;

    private final EngineLane lane;
    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(
                    1,
                    1,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    this::newThread);
    private final AtomicReference<Place> place = new AtomicReference<>(Place.HERE);
    private final CompletableFuture<Void> back = new CompletableFuture<>();
    private volatile CompletableFuture<?> current;
    private volatile Supplier<String> whereabouts;
    private WorkerTeam team;
    private int teamSize;

    EngineShift(EngineLane lane) {
        this.lane = lane;
        executor.allowCoreThreadTimeOut(true);
    }

    /** The shift that this thread is at work in, or null. */
    static EngineShift current() {
        return CURRENT.get();
    }

    private Thread newThread(Runnable work) {
        var created =
                new Thread(
                        () -> {
                            CURRENT.set(this);
                            work.run();
                        },
                        lane.name());
        created.setDaemon(true);
        created.setContextClassLoader(EngineShift.class.getClassLoader());
        return created;
    }

    <T> void add(Callable<T> work, CompletableFuture<T> result) {
        // By whichever shift it comes to be performed in.
        executor.execute(() -> lane.shift().perform(work, result));
    }

    private <T> void perform(Callable<T> work, CompletableFuture<T> result) {
        current = result;
        try {
            makeReady();
            result.complete(work.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        } finally {
            current = null;
            if (place.get() == Place.LEFT) {
                back.complete(null);
            }
        }
    }

    private void makeReady() {
        if (READY.get() == null) {
            EngineLoader.load();
            JniUtils.setNumThreads(EngineThread.operationThreads());
            READY.set(true);
        }
    }

    /** The helpers of this thread, who go home when there is nothing to do for a while. */
    WorkerTeam team(int threads) {
        if (teamSize != threads) {
            if (team != null) {
                team.close();
            }
            team = new WorkerTeam(threads, lane.name() + "-helper", EngineTeam::makeReady);
            teamSize = threads;
        }
        return team;
    }

    /** Does work that is not the engine's, from which it may be left behind. */
    <T> T away(Supplier<String> who, Supplier<T> work) {
        whereabouts = who;
        if (!place.compareAndSet(Place.HERE, Place.AWAY)) {
            return work.get();
        }
        T result;
        try {
            result = work.get();
        } catch (Throwable e) {
            comeBack();
            throw e;
        }
        comeBack();
        return result;
    }

    private void comeBack() {
        if (!place.compareAndSet(Place.AWAY, Place.HERE)) {
            throw new CancellationException("this work was left behind");
        }
    }

    /** Where a piece of work is if it is away now. */
    Optional<String> whereabouts(CompletableFuture<?> work) {
        Supplier<String> who = whereabouts;
        return current == work && place.get() == Place.AWAY
                ? Optional.of(who.get())
                : Optional.empty();
    }

    /** Ends the shift if a piece of work is away now, and tells it that nobody waits for it. */
    Optional<CompletableFuture<Void>> leave(CompletableFuture<?> work) {
        if (current != work || !place.compareAndSet(Place.AWAY, Place.LEFT)) {
            return Optional.empty();
        }
        return Optional.of(back);
    }

    /**
     * After {@link #leave}: interrupts the work that was left, and returns what waited behind it.
     */
    List<Runnable> handOver() {
        return executor.shutdownNow();
    }

    /** Takes over what waited. */
    void takeOver(List<Runnable> waiting) {
        waiting.forEach(executor::execute);
    }
}

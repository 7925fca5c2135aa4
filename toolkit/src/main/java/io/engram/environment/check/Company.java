package io.engram.environment.check;

import io.engram.environment.Environment;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Whether an environment plays the same beside others, on any thread and from a snapshot. */
final class Company {
    private final Findings found;
    private final Supplier<? extends Environment> maker;

    Company(Findings found, Supplier<? extends Environment> maker) {
        this.found = found;
        this.maker = maker;
    }

    /** Compares with one that played alone. */
    void all(EnvironmentPlay alone) {
        neighbours(alone);
        threads(alone);
        snapshots(alone);
    }

    /** Two at once, on one thread: each must go on as if it were alone. */
    private void neighbours(EnvironmentPlay alone) {
        Environment one = maker.get();
        Environment other = maker.get();
        if (one == other) {
            found.problem("the supplier made the same " + found.name() + " twice");
            return;
        }
        found.same(
                alone,
                EnvironmentPlay.beside(one, other, Examination.SEED, Examination.STEPS),
                "an episode beside another environment",
                "let two environments share nothing that changes, no static fields");
        found.close(one);
        found.close(other);
    }

    private void threads(EnvironmentPlay alone) {
        var pool = Executors.newFixedThreadPool(2);
        try {
            Callable<EnvironmentPlay> play =
                    () -> EnvironmentPlay.of(maker.get(), Examination.SEED, Examination.STEPS);
            for (var future : pool.invokeAll(List.of(play, play))) {
                found.same(
                        alone,
                        future.get(),
                        "an episode on another thread",
                        "let two environments share nothing that changes, no static fields");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            found.problem("%s failed on another thread: %s", found.name(), failure.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** An episode that goes on in another environment must go on as if it were the same. */
    private void snapshots(EnvironmentPlay unbroken) {
        Environment one = maker.get();
        Environment other = maker.get();
        found.same(
                unbroken,
                EnvironmentPlay.of(
                        new SnapshotSwap(one, other), Examination.SEED, Examination.STEPS),
                "an episode that went on from a snapshot",
                "let snapshot() write everything that step(action) changes");
        found.close(one);
        found.close(other);
    }
}

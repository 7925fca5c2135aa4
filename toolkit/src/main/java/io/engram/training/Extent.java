package io.engram.training;

import io.engram.checkpoint.RunDescription;
import io.engram.checkpoint.RunState;
import java.time.Duration;
import java.util.OptionalDouble;

/** How far one call of {@code train} goes. */
final class Extent {
    private static final double NANOS = 1e9;

    private final String call;
    private final long updates;
    private final long environmentSteps;
    private final long nanos;
    private final StopRule rule;
    private final long stepsOfUpdate;
    private final long start = System.nanoTime();
    private volatile boolean ended;

    private Extent(
            String call,
            long updates,
            long environmentSteps,
            long nanos,
            StopRule rule,
            RunDescription run) {
        this.call = call;
        this.updates = updates;
        this.environmentSteps = environmentSteps;
        this.nanos = nanos;
        this.rule = rule;
        stepsOfUpdate = (long) run.config().nSteps() * run.vector().count();
    }

    static Extent updates(int updates, RunDescription run) {
        return updates("train(%d)".formatted(updates), updates, state -> false, run);
    }

    static Extent updates(int updates, StopRule rule, RunDescription run) {
        return updates("train(%d, rule)".formatted(updates), updates, rule, run);
    }

    private static Extent updates(String call, int updates, StopRule rule, RunDescription run) {
        if (updates < 1) {
            throw new IllegalArgumentException("updates must be at least 1, but is " + updates);
        }
        return new Extent(call, updates, Long.MAX_VALUE, Long.MAX_VALUE, rule, run);
    }

    static Extent environmentSteps(long steps, RunDescription run) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "environmentSteps must be at least 1, but is " + steps);
        }
        return new Extent(
                "trainSteps(%d)".formatted(steps),
                Long.MAX_VALUE,
                steps,
                Long.MAX_VALUE,
                state -> false,
                run);
    }

    static Extent time(Duration time, RunDescription run) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("time must be longer than 0, but is " + time);
        }
        return new Extent(
                "train(Duration)",
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0
                        ? time.toNanos()
                        : Long.MAX_VALUE,
                state -> false,
                run);
    }

    /** No further update is to be made. */
    void endNow() {
        ended = true;
    }

    /** Whether a run that stands there makes no further update. */
    boolean isReached(RunState state) {
        return ended
                || state.update() >= updates
                || state.environmentSteps() >= environmentSteps
                || System.nanoTime() - start >= nanos
                || rule.stops(state);
    }

    /** The number of updates that the run will have made; an estimate where that is not known. */
    long totalUpdates(RunState state) {
        if (updates < Long.MAX_VALUE) {
            return updates;
        }
        if (environmentSteps < Long.MAX_VALUE) {
            long left = Math.max(0, environmentSteps - state.environmentSteps());
            return state.update() + (left + stepsOfUpdate - 1) / stepsOfUpdate;
        }
        double left = Math.max(0, nanos - (System.nanoTime() - start)) / NANOS;
        double secondsOfUpdate = state.trainingSeconds() / Math.max(1, state.update());
        return state.update() + (secondsOfUpdate > 0 ? (long) (left / secondsOfUpdate) : 1);
    }

    /** How long it goes on, where a time was given. */
    OptionalDouble secondsLeft() {
        return nanos == Long.MAX_VALUE
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(0, nanos - (System.nanoTime() - start)) / NANOS);
    }

    /** What a user calls to go on. */
    String call() {
        return call;
    }

    /** How it ended. */
    String end(RunState state) {
        if (ended) {
            return "stopped after update %d; call %s again to go on"
                    .formatted(state.update(), call);
        }
        if (updates == Long.MAX_VALUE || state.update() == updates) {
            return "done";
        }
        return state.update() > updates
                ? "the run has made %d updates already".formatted(state.update())
                : "stopped by its rule after update %d".formatted(state.update());
    }
}

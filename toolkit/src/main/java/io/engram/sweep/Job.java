package io.engram.sweep;

import io.engram.sweep.SweepRun.State;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/** A run of a sweep, which one thread at a time trains and anybody may look at. */
final class Job {
    final String name;
    final Setting setting;
    final long seed;

    private final int updates;
    private final RunOrder order;
    private final SweepPlace place;
    private final Path checkpoints;
    private final Path logs;

    private volatile State state = State.WAITING;
    private volatile long update;
    private volatile OptionalDouble lastReturn = OptionalDouble.empty();
    private volatile OptionalDouble score = OptionalDouble.empty();
    private volatile String note = "";
    private volatile RunTrainer trainer;

    /** Where it was when it was first looked at in this sitting, which tells how quick it is. */
    private volatile Optional<RunProgress> first = Optional.empty();

    Job(RunOrder order, SweepPlace place) {
        name = order.name();
        setting = order.setting();
        seed = order.seed();
        updates = order.updates();
        this.order = order;
        this.place = place;
        trainer = place.trainer(order);
        checkpoints = place.checkpoints().resolve(name);
        logs = place.logs().resolve(name);
    }

    int updates() {
        return updates;
    }

    State state() {
        return state;
    }

    long update() {
        return update;
    }

    OptionalDouble lastReturn() {
        return lastReturn;
    }

    OptionalDouble score() {
        return score;
    }

    /** Takes over what an earlier sweep has written down. */
    void recall(SweepFile.Row row) {
        update = row.update();
        lastReturn = optional(row.lastReturn());
        score = optional(row.score());
        if (update >= updates) {
            state = State.DONE;
        }
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    SweepFile.Row row() {
        return new SweepFile.Row(
                setting.number(),
                seed,
                state.toString(),
                update,
                lastReturn.isEmpty() ? null : (Double) lastReturn.getAsDouble(),
                score.isEmpty() ? null : (Double) score.getAsDouble(),
                note);
    }

    /** It is not to go on. */
    void leave() {
        state = State.LEFT;
    }

    /**
     * Trains until the run has made a number of updates, or is stopped. Whatever goes wrong is
     * written down.
     */
    void train(int target) {
        first = Optional.empty();
        state = State.TRAINING;
        note = "";
        try {
            look(trainer.train(target));
            state = update >= updates ? State.DONE : State.WAITING;
        } catch (RuntimeException | Error e) {
            note = e.getMessage() == null ? e.toString() : e.getMessage();
            state = State.FAILED;
        }
    }

    private void look(RunProgress at) {
        update = at.update();
        score = at.score();
        lastReturn = at.lastReturn();
    }

    /** Ends the training after its present update. */
    void stop() {
        trainer.stop();
    }

    /** A stopped run may go on. */
    void mayGoOn() {
        trainer = place.trainer(order);
        if (state == State.FAILED || state == State.LEFT) {
            state = State.WAITING;
        }
    }

    /** At the pace of this sitting; another may have been on another machine. */
    private OptionalDouble secondsLeft(RunProgress at) {
        if (first.isEmpty()) {
            first = Optional.of(at);
        }
        RunProgress since = first.get();
        long made = at.update() - since.update();
        return made > 0
                ? OptionalDouble.of(
                        (at.seconds() - since.seconds()) / made * (updates - at.update()))
                : OptionalDouble.empty();
    }

    SweepRun now() {
        OptionalDouble left = OptionalDouble.empty();
        Optional<RunProgress> live = trainer.now();
        if (live.isPresent()) {
            RunProgress at = live.get();
            look(at);
            left = secondsLeft(at);
        }
        boolean isQueued = state == State.TRAINING && trainer.isQueued();
        return new SweepRun(
                name,
                setting,
                seed,
                isQueued ? State.WAITING : state,
                update,
                updates,
                lastReturn,
                score,
                left,
                note,
                checkpoints,
                logs);
    }
}

package io.engram.sweep;

import io.engram.checkpoint.Judgement;
import io.engram.checkpoint.RunState;
import io.engram.sweep.SweepRun.State;
import io.engram.training.TrainingRun;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** A run of a sweep, which one thread at a time trains and anybody may look at. */
final class Job {
    final String name;
    final Setting setting;
    final long seed;

    private final SweepBase base;
    private final Path checkpoints;
    private final Path logs;
    private final int updates;

    private volatile State state = State.WAITING;
    private volatile long update;
    private volatile OptionalDouble lastReturn = OptionalDouble.empty();
    private volatile OptionalDouble score = OptionalDouble.empty();
    private volatile String note = "";
    private volatile TrainingRun live;
    private volatile boolean isStopped;

    Job(
            String name,
            Setting setting,
            long seed,
            SweepBase base,
            int updates,
            Path checkpoints,
            Path logs) {
        this.name = name;
        this.setting = setting;
        this.seed = seed;
        this.base = base;
        this.updates = updates;
        this.checkpoints = checkpoints;
        this.logs = logs;
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
        state = State.TRAINING;
        note = "";
        try (TrainingRun run =
                base.begin(setting, name)
                        .seed(seed)
                        .checkpoints(checkpoints)
                        .logs(logs)
                        .buildOrResume()) {
            requireName(run);
            live = run;
            if (!isStopped && run.state().update() < target) {
                run.start(target);
                if (isStopped) {
                    run.stop();
                }
                run.await();
            }
            look(run.state());
            state = update >= updates ? State.DONE : State.WAITING;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a thread of a sweep", e);
        } catch (RuntimeException | Error e) {
            note = e.getMessage() == null ? e.toString() : e.getMessage();
            state = State.FAILED;
        } finally {
            live = null;
        }
    }

    private void requireName(TrainingRun run) {
        if (!run.description().name().equals(name)) {
            throw new IllegalArgumentException(
                    "the run must be called '%s', but is called '%s'; give TrainingRun.builder(name, …) the name that the sweep gives"
                            .formatted(name, run.description().name()));
        }
    }

    private void look(RunState at) {
        update = at.update();
        score =
                at.best().map(Judgement::meanReturn).stream()
                        .mapToDouble(Double::doubleValue)
                        .findAny();
        lastReturn = returnOf(at);
    }

    private static OptionalDouble returnOf(RunState at) {
        return at.recentEpisodes().isEmpty()
                ? OptionalDouble.empty()
                : at.recentEpisodes().stream().mapToDouble(each -> each.totalReward()).average();
    }

    /** Ends the training after its present update. */
    void stop() {
        isStopped = true;
        TrainingRun run = live;
        if (run != null) {
            run.stop();
        }
    }

    /** A stopped run may go on. */
    void mayGoOn() {
        isStopped = false;
        if (state == State.FAILED || state == State.LEFT) {
            state = State.WAITING;
        }
    }

    SweepRun now() {
        TrainingRun run = live;
        OptionalDouble left = OptionalDouble.empty();
        if (run != null) {
            RunState at = run.state();
            look(at);
            if (at.update() > 0) {
                left =
                        OptionalDouble.of(
                                at.trainingSeconds() / at.update() * (updates - at.update()));
            }
        }
        return new SweepRun(
                name,
                setting,
                seed,
                state,
                update,
                updates,
                lastReturn,
                score,
                left,
                note,
                checkpoints.resolve(name),
                logs.resolve(name));
    }
}

package io.engram.environment;

import io.engram.environment.VectorState.EpisodeState;
import io.engram.environment.VectorState.Middle;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Optional;

/**
 * One environment of a vector: its episodes' seeds, its sums, and what brings it back: the actions
 * since the episode began, or since the latest snapshot if it can give one.
 */
final class EnvironmentSlot {
    private final EpisodeTracker tracker;
    private final StepCheck check;
    private final SeenCheck seen;
    private final int index;
    private final ActionLog actions = new ActionLog();
    private final Fingerprint shown = new Fingerprint();
    private RandomStream seeds;
    private long seed;
    private Optional<Middle> middle = Optional.empty();
    private int nextSnapshot;

    EnvironmentSlot(Environment environment, int index) {
        this.index = index;
        tracker = new EpisodeTracker(environment, index);
        check = new StepCheck(environment, index);
        seen = new SeenCheck(check);
    }

    Environment environment() {
        return tracker.environment();
    }

    /** What the environment is busy with now. */
    Optional<String> busy() {
        return tracker.busy();
    }

    /** Whether telling the environment early makes a difference. */
    boolean isRemote() {
        return tracker.isRemote();
    }

    Observation reset(long vectorSeed) {
        prepareReset(vectorSeed);
        return beginPrepared();
    }

    /** Draws the seed of the first episode, and tells the environment of it. */
    void prepareReset(long vectorSeed) {
        seen.clear();
        seeds = RandomStream.of(vectorSeed, "environment", index);
        prepareNext();
    }

    /** Draws the seed of the next episode, and tells the environment of it. */
    void prepareNext() {
        seed = seeds.nextLong();
        tracker.expectReset(seed);
    }

    /** Begins the episode whose seed was drawn. */
    Observation beginPrepared() {
        return beginEpisode(seed);
    }

    /** Tells the environment of the action that comes next. */
    void prepareStep(Action action) {
        snapshotIfLong();
        tracker.expectStep(action);
    }

    private Observation beginEpisode(long episodeSeed) {
        seed = episodeSeed;
        middle = Optional.empty();
        beginLog();
        Observation first = tracker.reset(episodeSeed);
        shown.add(seen.look(first, 0));
        return first;
    }

    private void beginLog() {
        actions.clear();
        shown.clear();
        nextSnapshot = VectorState.ACTIONS_BETWEEN_SNAPSHOTS;
    }

    private Step play(Action action) {
        actions.add(action);
        Step step = tracker.step(action);
        shown.add(seen.look(step.observation(), tracker.length()), step);
        return step;
    }

    /** Begins the log anew from a snapshot, so that a long episode need not be played again. */
    private void shortenLog() {
        nextSnapshot = actions.size() + VectorState.ACTIONS_BETWEEN_SNAPSHOTS;
        check.guarded("snapshot()", tracker.environment()::snapshot)
                .ifPresent(
                        snapshot -> {
                            middle = Optional.of(tracker.middle(snapshot));
                            beginLog();
                        });
    }

    /** Takes one action and writes what it led to into the slot's place of each array. */
    void step(Action action, VectorStep result, Episode[] ended) {
        snapshotIfLong();
        if (advance(action, result, ended)) {
            seed = seeds.nextLong();
            result.observations()[index] = beginPrepared();
        }
    }

    private void snapshotIfLong() {
        if (actions.size() >= nextSnapshot) {
            shortenLog();
        }
    }

    /** Takes one action, and begins no new episode: whether the old one is over. */
    boolean advance(Action action, VectorStep result, Episode[] ended) {
        Step step = play(action);
        boolean cutOff = !step.done() && actions.size() >= VectorState.LONGEST_LOG;
        result.rewards()[index] = step.reward();
        result.terminated()[index] = step.terminated();
        result.truncated()[index] = step.truncated() || cutOff;
        if (step.done() || cutOff) {
            ended[index] = tracker.episode();
            result.finalObservations()[index] = step.observation();
            return true;
        }
        result.observations()[index] = step.observation();
        return false;
    }

    EpisodeState state() {
        seen.lookBack(tracker.length());
        return new EpisodeState(
                seeds.save(), seed, actions.snapshot(), Optional.of(shown.value()), middle);
    }

    Observation restore(EpisodeState state) {
        seen.clear();
        seeds = RandomStream.restored(state.random());
        Observation observation = null;
        if (state.middle().isEmpty()) {
            observation = beginEpisode(state.seed());
        } else {
            seed = state.seed();
            middle = state.middle();
            beginLog();
            check.guarded("restore(snapshot)", () -> tracker.restore(middle.get()));
        }
        for (Action action : state.actions()) {
            Step step = play(action);
            if (step.done()) {
                throw check.diverged(actions.size(), state.actions().size());
            }
            observation = step.observation();
        }
        if (state.shown().isPresent() && state.shown().get() != shown.value()) {
            throw check.differs(actions.size());
        }
        return observation;
    }
}

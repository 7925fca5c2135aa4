package io.engram.environment;

import io.engram.environment.VectorState.EpisodeState;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.Optional;

/** One environment of a vector: its episodes' seeds, its action log, and its sums. */
final class EnvironmentSlot {
    private final EpisodeTracker tracker;
    private final StepCheck check;
    private final int index;
    private final ActionLog actions = new ActionLog();
    private RandomStream seeds;
    private long seed;

    EnvironmentSlot(Environment environment, int index) {
        this.index = index;
        tracker = new EpisodeTracker(environment, index);
        check = new StepCheck(environment, index);
    }

    Environment environment() {
        return tracker.environment();
    }

    /** What the environment is busy with now. */
    Optional<String> busy() {
        return tracker.busy();
    }

    Observation reset(long vectorSeed) {
        seeds = RandomStream.of(vectorSeed, "environment", index);
        return beginEpisode(seeds.nextLong());
    }

    private Observation beginEpisode(long episodeSeed) {
        seed = episodeSeed;
        actions.clear();
        return tracker.reset(episodeSeed);
    }

    private Step play(Action action) {
        actions.add(action);
        return tracker.step(action);
    }

    /** Takes one action and writes what it led to into the slot's place of each array. */
    void step(Action action, VectorStep result, Episode[] ended) {
        Step step = play(action);
        result.rewards()[index] = step.reward();
        result.terminated()[index] = step.terminated();
        result.truncated()[index] = step.truncated();
        if (step.done()) {
            ended[index] = tracker.episode();
            result.finalObservations()[index] = step.observation();
            result.observations()[index] = beginEpisode(seeds.nextLong());
        } else {
            result.observations()[index] = step.observation();
        }
    }

    EpisodeState state() {
        return new EpisodeState(seeds.save(), seed, actions.snapshot());
    }

    Observation restore(EpisodeState state) {
        seeds = RandomStream.restored(state.random());
        Observation observation = beginEpisode(state.seed());
        for (Action action : state.actions()) {
            Step step = play(action);
            if (step.done()) {
                throw check.diverged(actions.size(), state.actions().size());
            }
            observation = step.observation();
        }
        return observation;
    }
}

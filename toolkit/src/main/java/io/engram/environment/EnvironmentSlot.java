package io.engram.environment;

import io.engram.environment.VectorState.EpisodeState;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.HashMap;
import java.util.Map;

/** One environment of a vector: its episodes' seeds, its action log, and its sums. */
final class EnvironmentSlot {
    private final Environment environment;
    private final int index;
    private final StepCheck check;
    private final ActionLog actions = new ActionLog();
    private RandomStream seeds;
    private long seed;
    private double totalReward;

    EnvironmentSlot(Environment environment, int index) {
        this.environment = environment;
        this.index = index;
        this.check = new StepCheck(environment, index);
    }

    Environment environment() {
        return environment;
    }

    Observation reset(long vectorSeed) {
        seeds = RandomStream.of(vectorSeed, "environment", index);
        return beginEpisode(seeds.nextLong());
    }

    private Observation beginEpisode(long episodeSeed) {
        seed = episodeSeed;
        actions.clear();
        totalReward = 0;
        Observation observation;
        try {
            observation = environment.reset(episodeSeed);
        } catch (RuntimeException e) {
            throw check.threw(0, e);
        }
        check.observation(observation, 0);
        return observation;
    }

    private Step play(Action action) {
        actions.add(action);
        Step step;
        try {
            step = environment.step(action);
        } catch (RuntimeException e) {
            throw check.threw(actions.size(), e);
        }
        check.step(step, actions.size());
        totalReward += step.reward();
        return step;
    }

    /** Takes one action and writes what it led to into the slot's place of each array. */
    void step(Action action, VectorStep result, Episode[] ended) {
        Step step = play(action);
        result.rewards()[index] = step.reward();
        result.terminated()[index] = step.terminated();
        result.truncated()[index] = step.truncated();
        if (step.done()) {
            ended[index] = episode(step.info());
            result.finalObservations()[index] = step.observation();
            result.observations()[index] = beginEpisode(seeds.nextLong());
        } else {
            result.observations()[index] = step.observation();
        }
    }

    private Episode episode(Map<String, Double> info) {
        Double unscaled = info.get(Episode.RETURN);
        Map<String, Double> rest = info;
        if (unscaled != null || info.containsKey(Episode.LENGTH)) {
            rest = new HashMap<>(info);
            rest.remove(Episode.RETURN);
            rest.remove(Episode.LENGTH);
        }
        double total = unscaled != null ? unscaled : totalReward;
        return new Episode(index, total, actions.size(), Map.copyOf(rest));
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

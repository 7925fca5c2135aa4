package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Snapshot;
import io.engram.environment.Step;
import io.engram.space.Action;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes several steps for each action, by itself the same one again; remembers nothing from one
 * step to the next.
 */
abstract class ActionRepeater extends EnvironmentWrapper {
    static final EnvironmentOption<Integer> K =
            EnvironmentOption.integer("k", 1, 1, Integer.MAX_VALUE, "how often an action is taken");

    private final int k;
    private final int[] branches;

    ActionRepeater(Environment inner, int k) {
        super(inner);
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, but is " + k);
        }
        this.k = k;
        branches = inner.actionSpace().branches();
    }

    /**
     * What is shown of the last two of an action's steps.
     *
     * @param before the one before the last, or null if there was one only
     * @param last the last one
     */
    abstract Step shown(Step before, Step last);

    /** What is taken in the steps after an action's first. */
    Action after(Action action) {
        return action;
    }

    @Override
    public final Step step(Action action) {
        Step before = null;
        Step last = super.step(action);
        double reward = last.reward();
        Action after = after(action);
        for (int i = 1; i < k && goesOn(last, after); i++) {
            before = last;
            last = super.step(after);
            reward += last.reward();
        }
        return shown(before, last).withReward(reward);
    }

    private boolean goesOn(Step last, Action next) {
        return !last.done() && LegalActions.allows(last.observation(), branches, next);
    }

    /** That of the environment inside, in as much slower steps. */
    @Override
    public final int framesPerSecond() {
        return Math.max(1, Math.round((float) super.framesPerSecond() / k));
    }

    /** That of the environment inside, with the bounds of the summed rewards. */
    @Override
    public final Optional<EnvironmentDescription> description() {
        return super.description()
                .map(
                        it ->
                                it.rewards(
                                        Math.min(it.lowestReward(), k * it.lowestReward()),
                                        Math.max(it.highestReward(), k * it.highestReward())));
    }

    @Override
    public final Optional<Snapshot> snapshot() {
        return snapshotWith(to -> {});
    }

    @Override
    public final void restore(Snapshot snapshot) {
        restoreWith(snapshot, from -> {});
    }

    @Override
    protected final Optional<EnvironmentSpec.Wrapping> wrapping() {
        var options = new HashMap<String, Object>(ownOptions());
        options.put(K.name(), k);
        return named(options);
    }

    /** Its options besides k. */
    Map<String, Object> ownOptions() {
        return Map.of();
    }
}

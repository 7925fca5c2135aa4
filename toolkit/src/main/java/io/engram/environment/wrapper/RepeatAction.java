package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.Step;

/**
 * Takes each action k times and shows what is seen after the last of them: one decision for k steps
 * of the task. Rewards are summed. It stops early where the episode ends, or where the action is
 * not {@linkplain io.engram.space.Observation#legalChoices() legal} any more.
 *
 * <p>A {@link TimeLimit} inside counts the steps of the task, one outside counts decisions.
 *
 * <pre>{@code
 * var env = new RepeatAction(Environments.make("MountainCar-v0"), 4);
 * }</pre>
 */
public final class RepeatAction extends ActionRepeater {

    /**
     * Goes around an environment.
     *
     * @param inner the environment
     * @param k how often each action is taken, at least 1
     * @throws IllegalArgumentException if {@code k} is less than 1
     */
    public RepeatAction(Environment inner, int k) {
        super(inner, k);
    }

    @Override
    Step shown(Step before, Step last) {
        return last;
    }
}

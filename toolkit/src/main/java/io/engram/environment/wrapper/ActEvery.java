package io.engram.environment.wrapper;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentOption;
import io.engram.environment.Step;
import io.engram.space.Action;
import java.util.Arrays;
import java.util.Map;

/**
 * Takes an action in every k-th step and does nothing in those between: one decision for k steps of
 * the task, where doing an action again would be something else, as turning twice is. Rewards are
 * summed, and what is seen after the last of the k steps is shown. It stops early where the episode
 * ends, or where doing nothing is not {@linkplain io.engram.space.Observation#legalChoices()
 * legal}.
 *
 * <p>A {@link TimeLimit} inside counts the steps of the task, one outside counts decisions. A
 * {@link FrameStack} inside shows what was seen between.
 *
 * <pre>{@code
 * var env = new ActEvery(Environments.make("MortarMayhem-Grid-v0"), 2, 0);
 * }</pre>
 */
public final class ActEvery extends ActionRepeater {
    static final EnvironmentOption<Integer> IDLE =
            EnvironmentOption.integer(
                    "idle", 0, 0, Integer.MAX_VALUE, "the choice that does nothing");

    private final int idle;
    private final Action nothing;

    /**
     * Goes around an environment.
     *
     * @param inner the environment; its actions are choices alone, in one branch or several
     * @param k how many steps a decision is for, at least 1
     * @param idle the choice that does nothing, in each branch: 0 up to the number of choices of
     *     the smallest branch - 1
     * @throws IllegalArgumentException if {@code k} is less than 1, {@code idle} is not a choice of
     *     each branch, or actions have real numbers
     */
    public ActEvery(Environment inner, int k, int idle) {
        super(inner, k);
        int[] branches = inner.actionSpace().branches();
        if (branches.length == 0 || inner.actionSpace().low().length > 0) {
            throw new IllegalArgumentException(
                    "ActEvery needs actions of choices alone, but they are "
                            + inner.actionSpace()
                            + "; where actions are numbers, use RepeatAction");
        }
        int most = Arrays.stream(branches).min().orElseThrow() - 1;
        if (idle < 0 || idle > most) {
            throw new IllegalArgumentException(
                    "idle must be from 0 to " + most + ", but is " + idle);
        }
        this.idle = idle;
        int[] choices = new int[branches.length];
        Arrays.fill(choices, idle);
        nothing = Action.of(choices);
    }

    @Override
    Action after(Action action) {
        return nothing;
    }

    @Override
    Step shown(Step before, Step last) {
        return last;
    }

    @Override
    Map<String, Object> ownOptions() {
        return Map.of(IDLE.name(), idle);
    }
}

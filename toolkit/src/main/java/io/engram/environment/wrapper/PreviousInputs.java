package io.engram.environment.wrapper;

import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentSpec.Wrapping;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link PreviousStep} adds to an observation, also for a policy that acts outside of that
 * wrapper: the previous choice of each branch as one 1 among zeros, the previous real numbers, and,
 * unless it is left out, the previous reward.
 */
public final class PreviousInputs {
    private final int[] branches;
    private final int size;
    private final boolean rewardShown;

    PreviousInputs(ActionSpace actions, boolean rewardShown) {
        this.rewardShown = rewardShown;
        branches = actions.branches();
        size = actions.choices() + actions.low().length + (rewardShown ? 1 : 0);
    }

    /**
     * What is added in a task whose outermost wrapper is {@link PreviousStep}.
     *
     * @param spec the task, with its wrappers
     * @param actions its actions
     * @return what is added, or empty if another wrapper or none is the outermost
     */
    public static Optional<PreviousInputs> of(EnvironmentSpec spec, ActionSpace actions) {
        List<Wrapping> wrappers = spec.wrappers();
        return wrappers.stream()
                .skip(Math.max(0, wrappers.size() - 1))
                .filter(last -> last.name().equals(PreviousStep.class.getSimpleName()))
                .map(last -> EnvironmentOptions.of(last.options()).get(PreviousStep.REWARD))
                .map(rewardShown -> new PreviousInputs(actions, rewardShown))
                .findFirst();
    }

    /**
     * How many floats are added.
     *
     * @return C + D, and 1 more for the reward
     */
    public int size() {
        return size;
    }

    /**
     * Whether the reward is shown, besides the action.
     *
     * @return whether the last of the floats is the reward
     */
    public boolean rewardShown() {
        return rewardShown;
    }

    /**
     * The floats of an observation, followed by what is added.
     *
     * @param bare what the task shows without the wrapper
     * @param previous the previous action, or null at the beginning of an episode, when all that is
     *     added is 0
     * @param reward what it brought; not looked at if it is not shown
     * @return the floats that the wrapper shows
     */
    public float[] after(Observation bare, @Nullable Action previous, double reward) {
        int next = bare.floatCount();
        float[] floats = next == 0 ? new float[size] : Arrays.copyOf(bare.floats(), next + size);
        if (previous == null) {
            return floats;
        }
        for (int branch = 0; branch < branches.length; branch++) {
            floats[next + previous.choice(branch)] = 1;
            next += branches[branch];
        }
        for (int dimension = 0; dimension < previous.valueCount(); dimension++) {
            floats[next++] = previous.value(dimension);
        }
        if (rewardShown) {
            floats[next] = (float) reward;
        }
        return floats;
    }
}

package io.engram.evaluation;

import io.engram.checkpoint.RunDescription;
import io.engram.environment.EnvironmentSpec.Wrapping;
import io.engram.environment.Task;
import io.engram.environment.wrapper.PreviousStep;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@link PreviousStep} adds to an observation, for a policy that acts outside of the wrapper:
 * the previous action and, unless it leaves it out, the previous reward.
 */
final class PreviousInputs {
    private final int[] branches;
    private final int seen;
    private final int added;
    private final boolean rewardShown;

    private PreviousInputs(RunDescription description, boolean rewardShown) {
        this.rewardShown = rewardShown;
        ActionSpace actions = description.actionSpace();
        branches = actions.branches();
        added = actions.choices() + actions.low().length + (rewardShown ? 1 : 0);
        seen = description.observationSpace().floats() - added;
    }

    /** Of a policy that was trained in that wrapper, with nothing around it that can be seen. */
    static Optional<PreviousInputs> of(RunDescription description) {
        List<Wrapping> seen =
                description.task().map(Task::asSeen).stream()
                        .flatMap(task -> task.spec().wrappers().stream())
                        .toList();
        return seen.stream()
                .skip(Math.max(0, seen.size() - 1))
                .filter(last -> last.name().equals(PreviousStep.class.getSimpleName()))
                .map(last -> new PreviousInputs(description, PreviousStep.showsReward(last)))
                .findFirst();
    }

    /** Whether the reward is looked at, besides the action. */
    boolean needsReward() {
        return rewardShown;
    }

    /** Whether an observation is as the task shows it, without what the wrapper adds. */
    boolean isBare(Observation observation) {
        return observation != null && observation.floatCount() == seen;
    }

    /**
     * An observation as the wrapper shows it.
     *
     * @param previous the previous action, or null at the beginning of an episode
     * @param reward what it brought; not looked at if the wrapper leaves it out
     */
    Observation extended(Observation bare, Action previous, double reward) {
        float[] floats = seen == 0 ? new float[added] : Arrays.copyOf(bare.floats(), seen + added);
        if (previous != null) {
            int next = seen;
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
        }
        return bare.withFloats(floats);
    }
}

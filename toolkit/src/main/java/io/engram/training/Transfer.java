package io.engram.training;

import io.engram.evaluation.Policy;
import java.util.Objects;

/**
 * What a new run takes over from a trained policy, to go on from there in another task or with
 * other parameters of the agent.
 *
 * <pre>{@code
 * var policy = Policy.load(Path.of("checkpoints/cartpole-masked/best"));
 * TrainingRun.builder("longer-pole", agent, envs).from(policy).build();
 * TrainingRun.builder("other-actions", agent, envs).from(Transfer.of(policy).matching()).build();
 * }</pre>
 *
 * <p>Unless more is said, it takes all parameters of the network, which must be the same, and what
 * was measured of observations and rewards to normalise them. Random streams, the optimiser,
 * episodes, metrics and the number of updates are those of a new run.
 */
public final class Transfer {
    private final Policy policy;
    private boolean matching;
    private boolean optimizer;
    private boolean statistics = true;

    private Transfer(Policy policy) {
        this.policy = policy;
    }

    /**
     * Takes over a policy.
     *
     * @param policy the policy, of a run of any name
     * @return all of its parameters and statistics, without its optimiser
     */
    public static Transfer of(Policy policy) {
        return new Transfer(Objects.requireNonNull(policy, "policy"));
    }

    /**
     * Takes those parameters that the new network has under the same name in the same shape, at
     * least one; the others begin as in any new run. What was not taken is listed in {@link
     * TrainingRun#notes}. Unless this is said, parameters that do not fit are an error.
     *
     * @return this
     */
    public Transfer matching() {
        matching = true;
        return this;
    }

    /**
     * Takes the optimiser along: its moments and its number of steps. That is for going on with the
     * same task; all parameters have to fit.
     *
     * @return this
     */
    public Transfer withOptimizer() {
        optimizer = true;
        return this;
    }

    /**
     * Leaves out what was measured of observations and rewards: normalisers and the scale of
     * rewards begin anew.
     *
     * @return this
     */
    public Transfer withoutStatistics() {
        statistics = false;
        return this;
    }

    Policy policy() {
        return policy;
    }

    boolean takesWhatMatches() {
        return matching;
    }

    boolean takesOptimizer() {
        return optimizer;
    }

    boolean takesStatistics() {
        return statistics;
    }
}

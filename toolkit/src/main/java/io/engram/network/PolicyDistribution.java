package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.engram.space.ActionSpace;

/**
 * A policy π(a|s) for every step of S sequences of length L.
 *
 * <p>Sampling happens outside the engine, from {@link #parameters()}; the gradient flows through
 * {@link #logProbability} and {@link #entropy}.
 */
public sealed interface PolicyDistribution {

    /**
     * The joint log-probability of actions: the sum over branches or dimensions.
     *
     * @param actions {@code (S, L, A)} floats: the choices, or the values before they are brought
     *     into their bounds
     * @return {@code (S, L)}
     */
    NDArray logProbability(NDArray actions);

    /**
     * The joint entropy: the sum over branches or dimensions.
     *
     * @return {@code (S, L)}, in nats
     */
    NDArray entropy();

    /**
     * What an {@link ActionSampler} needs to draw an action.
     *
     * @return {@code (S, L, P)}: all logits, or the means followed by the logarithms of the
     *     standard deviations
     */
    NDArray parameters();

    /**
     * The number of parameters P of one step.
     *
     * @param space the action space
     * @return the number of choices, or twice the number of dimensions
     */
    static int parameterCount(ActionSpace space) {
        if (space instanceof ActionSpace.Discrete discrete) {
            return discrete.choices();
        }
        return 2 * space.size();
    }

    /**
     * Independent choices, one in each branch.
     *
     * @param logits {@code (S, L, C)}, the unnormalised log-probabilities of all branches in a row
     * @param branches the number of choices of each branch; they add up to C
     */
    record Categorical(NDArray logits, int... branches) implements PolicyDistribution {

        @Override
        public NDArray logProbability(NDArray actions) {
            NDArray choices = actions.toType(DataType.INT64, false);
            NDArray sum = null;
            for (int branch = 0; branch < branches.length; branch++) {
                // (S, L, A) -> (S, L, 1), the choice of this branch
                NDArray choice =
                        branches.length == 1
                                ? choices
                                : choices.get("..., %d:%d".formatted(branch, branch + 1));
                NDArray log = logProbabilities(branch).gather(choice, 2).squeeze(2);
                sum = sum == null ? log : sum.add(log);
            }
            return sum;
        }

        @Override
        public NDArray entropy() {
            NDArray sum = null;
            for (int branch = 0; branch < branches.length; branch++) {
                NDArray log = logProbabilities(branch);
                NDArray entropy = log.exp().mul(log).sum(new int[] {2}).neg();
                sum = sum == null ? entropy : sum.add(entropy);
            }
            return sum;
        }

        private NDArray logProbabilities(int branch) {
            if (branches.length == 1) {
                return logits.logSoftmax(2);
            }
            int from = 0;
            for (int i = 0; i < branch; i++) {
                from += branches[i];
            }
            return logits.get("..., %d:%d".formatted(from, from + branches[branch])).logSoftmax(2);
        }

        @Override
        public NDArray parameters() {
            return logits;
        }
    }

    /**
     * Independent normal distributions. Values are not squashed: the environment receives them
     * brought into its bounds, and the log-probability is that of the value as drawn.
     *
     * @param mean {@code (S, L, A)}
     * @param logStd the logarithm of the standard deviation: {@code (A)}, or {@code (S, L, A)} if
     *     it depends on the state
     */
    record Gaussian(NDArray mean, NDArray logStd) implements PolicyDistribution {
        private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

        @Override
        public NDArray logProbability(NDArray actions) {
            NDArray standardized = actions.sub(mean).mul(logStd.neg().exp());
            NDArray log =
                    Forward.scale(standardized.square(), -0.5)
                            .sub(logStd)
                            .sub((float) HALF_LOG_TWO_PI);
            return log.sum(new int[] {2});
        }

        @Override
        public NDArray entropy() {
            Shape shape = mean.getShape();
            NDArray each = spread(logStd, shape).add((float) (0.5 + HALF_LOG_TWO_PI));
            return each.sum(new int[] {2});
        }

        @Override
        public NDArray parameters() {
            return NDArrays.concat(new NDList(mean, spread(logStd, mean.getShape())), 2);
        }

        private static NDArray spread(NDArray values, Shape shape) {
            return values.getShape().equals(shape) ? values : values.broadcast(shape);
        }
    }
}

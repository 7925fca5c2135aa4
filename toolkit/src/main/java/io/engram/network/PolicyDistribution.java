package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.engram.space.ActionSpace;

/**
 * A policy π(a|s) for every step of S sequences of length L, or for B states one by one.
 *
 * <p>Sampling happens outside the engine, from {@link #parameters()}; the gradient flows through
 * {@link #logProbability} and {@link #entropy}. The last axis of every array is that of choices or
 * dimensions; the axes before it are the batch shape.
 */
public sealed interface PolicyDistribution {

    /**
     * The joint log-probability of actions: the sum over branches and dimensions.
     *
     * @param actions {@code (S, L, A)} floats: the choices, then the values before they are brought
     *     into their bounds
     * @return {@code (S, L)}
     */
    NDArray logProbability(NDArray actions);

    /**
     * The joint entropy: the sum over branches and dimensions.
     *
     * @return {@code (S, L)}, in nats
     */
    NDArray entropy();

    /**
     * What an {@link ActionSampler} needs to draw an action.
     *
     * @return {@code (S, L, P)}: all logits, then the means, then the logarithms of the standard
     *     deviations
     */
    NDArray parameters();

    /**
     * The same policies in another batch shape.
     *
     * @param sequences S
     * @param length L
     * @return batch shape {@code (S, L)}
     */
    PolicyDistribution reshape(long sequences, long length);

    /**
     * These policies without the choices that are not legal: their probability is 0.
     *
     * @param penalty {@code (S, L, C)}: 0 for a legal choice, {@link #ILLEGAL} for any other
     * @return the policies over the legal choices
     */
    PolicyDistribution masked(NDArray penalty);

    /** What is added to the logit of a choice that is not legal. */
    float ILLEGAL = -1e9f;

    /**
     * The number of parameters P of one step.
     *
     * @param space the action space
     * @return the number of choices, and twice the number of dimensions
     */
    static int parameterCount(ActionSpace space) {
        return space.choices() + 2 * space.low().length;
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
                NDArray choice = branches.length == 1 ? choices : piece(choices, branch, 1);
                NDArray log = logProbabilities(branch).gather(choice, -1).squeeze(-1);
                sum = sum == null ? log : sum.add(log);
            }
            return sum;
        }

        @Override
        public NDArray entropy() {
            NDArray sum = null;
            for (int branch = 0; branch < branches.length; branch++) {
                NDArray log = logProbabilities(branch);
                NDArray entropy = log.exp().mul(log).sum(new int[] {-1}).neg();
                sum = sum == null ? entropy : sum.add(entropy);
            }
            return sum;
        }

        private NDArray logProbabilities(int branch) {
            if (branches.length == 1) {
                return logits.logSoftmax(-1);
            }
            int from = 0;
            for (int i = 0; i < branch; i++) {
                from += branches[i];
            }
            return piece(logits, from, branches[branch]).logSoftmax(-1);
        }

        @Override
        public NDArray parameters() {
            return logits;
        }

        @Override
        public Categorical reshape(long sequences, long length) {
            return new Categorical(logits.reshape(sequences, length, -1), branches);
        }

        @Override
        public Categorical masked(NDArray penalty) {
            return new Categorical(logits.add(penalty), branches);
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
            return log.sum(new int[] {-1});
        }

        @Override
        public NDArray entropy() {
            NDArray each = spread().add((float) (0.5 + HALF_LOG_TWO_PI));
            return each.sum(new int[] {-1});
        }

        @Override
        public NDArray parameters() {
            return NDArrays.concat(new NDList(mean, spread()), -1);
        }

        @Override
        public Gaussian reshape(long sequences, long length) {
            boolean each = logStd.getShape().dimension() > 1;
            return new Gaussian(
                    mean.reshape(sequences, length, -1),
                    each ? logStd.reshape(sequences, length, -1) : logStd);
        }

        @Override
        public Gaussian masked(NDArray penalty) {
            throw new IllegalStateException(
                    "an observation says which choices are legal, but the policy has no choices");
        }

        private NDArray spread() {
            Shape shape = mean.getShape();
            return logStd.getShape().equals(shape) ? logStd : logStd.broadcast(shape);
        }
    }

    /**
     * Choices and real numbers at once, independent of each other.
     *
     * @param categorical the choices
     * @param gaussian the real numbers
     */
    record Mixed(Categorical categorical, Gaussian gaussian) implements PolicyDistribution {

        @Override
        public NDArray logProbability(NDArray actions) {
            int choices = categorical.branches.length;
            int values = (int) actions.getShape().get(actions.getShape().dimension() - 1) - choices;
            return categorical
                    .logProbability(piece(actions, 0, choices))
                    .add(gaussian.logProbability(piece(actions, choices, values)));
        }

        @Override
        public NDArray entropy() {
            return categorical.entropy().add(gaussian.entropy());
        }

        @Override
        public NDArray parameters() {
            return NDArrays.concat(new NDList(categorical.parameters(), gaussian.parameters()), -1);
        }

        @Override
        public Mixed reshape(long sequences, long length) {
            return new Mixed(
                    categorical.reshape(sequences, length), gaussian.reshape(sequences, length));
        }

        @Override
        public Mixed masked(NDArray penalty) {
            return new Mixed(categorical.masked(penalty), gaussian);
        }
    }

    private static NDArray piece(NDArray array, int from, int count) {
        return array.get("..., %d:%d".formatted(from, from + count));
    }
}

package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.engram.space.ActionSpace;

/**
 * A policy π(a|s) for every step of S sequences of length L, or for B states one by one.
 *
 * <p>Actions are drawn ({@link ActionSampler}) and judged ({@link ActionLikelihood}) outside the
 * engine; the gradient flows back through {@link #parameters()}. The last axis of every array is
 * that of choices or dimensions; the axes before it are the batch shape.
 */
public sealed interface PolicyDistribution {

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
        public NDArray parameters() {
            return logits;
        }

        @Override
        public Categorical reshape(long sequences, long length) {
            return new Categorical(logits.reshape(sequences, length, -1), branches);
        }
    }

    /**
     * Independent normal distributions. The environment receives what is drawn brought into its
     * bounds, and the log-probability is that of the value as drawn; unless the network {@link
     * ActorCriticNetwork#squashesActions squashes} it.
     *
     * @param mean {@code (S, L, A)}
     * @param logStd the logarithm of the standard deviation: {@code (A)}, or {@code (S, L, A)} if
     *     it depends on the state
     */
    record Gaussian(NDArray mean, NDArray logStd) implements PolicyDistribution {
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
        public NDArray parameters() {
            return NDArrays.concat(new NDList(categorical.parameters(), gaussian.parameters()), -1);
        }

        @Override
        public Mixed reshape(long sequences, long length) {
            return new Mixed(
                    categorical.reshape(sequences, length), gaussian.reshape(sequences, length));
        }
    }
}

package io.engram.agent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.engram.engine.SquareRoot;
import io.engram.settings.OptimizerConfig;

/**
 * Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019) on one flat array, as PyTorch
 * computes them: θ ← θ − lr · wd · θ (AdamW), then θ ← θ − lr · m̂ / (√v̂ + ε). With Adam, weight
 * decay is added to the gradient.
 *
 * <p>Used on the engine's thread only.
 */
final class Adam implements AutoCloseable {
    /**
     * Added and taken away again, so that moments of vanishing gradients become 0 and not denormal
     * numbers, with which processors are many times slower.
     */
    private static final float FLUSH = 1e-30f;

    private final OptimizerConfig config;
    private final NDManager manager;
    private final NDArray firstMoment;
    private final NDArray secondMoment;
    private long steps;

    Adam(OptimizerConfig config, NDArray parameters) {
        this.config = config;
        manager = NDManager.newBaseManager(parameters.getDevice());
        firstMoment = manager.zeros(new Shape(parameters.size()));
        secondMoment = manager.zeros(new Shape(parameters.size()));
    }

    /**
     * Takes one step.
     *
     * @param parameters {@code (P)}, changed in place
     * @param gradient {@code (P)}, used up
     * @param learningRate the learning rate
     * @param phase owns what is made on the way
     */
    void step(NDArray parameters, NDArray gradient, double learningRate, NDManager phase) {
        phase.tempAttachAll(firstMoment, secondMoment);
        steps++;
        double decay = config.weightDecay();
        if (decay > 0 && config.kind() == OptimizerConfig.Kind.ADAMW) {
            parameters.muli((float) (1 - learningRate * decay));
        } else if (decay > 0) {
            gradient.addi(parameters.mul((float) decay));
        }
        double correction1 = 1 - Math.pow(config.beta1(), steps);
        double correction2 = 1 - Math.pow(config.beta2(), steps);
        firstMoment
                .muli((float) config.beta1())
                .addi(gradient.mul((float) (1 - config.beta1())))
                .addi(FLUSH)
                .subi(FLUSH);
        secondMoment
                .muli((float) config.beta2())
                .addi(gradient.square().muli((float) (1 - config.beta2())))
                .addi(FLUSH)
                .subi(FLUSH);
        NDArray denominator =
                SquareRoot.of(secondMoment)
                        .muli((float) (1 / Math.sqrt(correction2)))
                        .addi((float) config.epsilon());
        parameters.subi(firstMoment.div(denominator).muli((float) (learningRate / correction1)));
    }

    float[] firstMoment() {
        return firstMoment.toFloatArray();
    }

    float[] secondMoment() {
        return secondMoment.toFloatArray();
    }

    long steps() {
        return steps;
    }

    void restore(float[] first, float[] second, long stepCount) {
        try (NDManager scratch = manager.newSubManager()) {
            firstMoment.set(new NDIndex(":"), scratch.create(first, firstMoment.getShape()));
            secondMoment.set(new NDIndex(":"), scratch.create(second, secondMoment.getShape()));
        }
        steps = stepCount;
    }

    @Override
    public void close() {
        manager.close();
    }
}

package io.engram.agent;

import io.engram.settings.OptimizerConfig;

/**
 * Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019) on one flat array, as PyTorch
 * computes them: θ ← θ − lr · wd · θ (AdamW), then θ ← θ − lr · m̂ / (√v̂ + ε). With Adam, weight
 * decay is added to the gradient.
 */
final class Adam {
    /**
     * Added and taken away again, so that moments of vanishing gradients become 0 and not denormal
     * numbers, with which processors are many times slower.
     */
    private static final float FLUSH = 1e-30f;

    private final OptimizerConfig config;
    private final float[] firstMoment;
    private final float[] secondMoment;
    private long steps;

    /**
     * Without any moments yet.
     *
     * @param size P, the number of parameters
     */
    Adam(OptimizerConfig config, int size) {
        this.config = config;
        firstMoment = new float[size];
        secondMoment = new float[size];
    }

    /**
     * Takes one step.
     *
     * @param parameters P parameters, changed in place
     * @param gradient P numbers, used up
     * @param learningRate the learning rate
     */
    void step(float[] parameters, float[] gradient, double learningRate) {
        steps++;
        double decay = config.weightDecay();
        if (decay > 0 && config.kind() == OptimizerConfig.Kind.ADAMW) {
            scale(parameters, (float) (1 - learningRate * decay));
        } else if (decay > 0) {
            addScaled(gradient, parameters, (float) decay);
        }
        double correction1 = 1 - Math.pow(config.beta1(), steps);
        double correction2 = 1 - Math.pow(config.beta2(), steps);
        remember(gradient, (float) config.beta1(), (float) config.beta2());
        move(
                parameters,
                (float) (learningRate / correction1),
                (float) (1 / Math.sqrt(correction2)),
                (float) config.epsilon());
    }

    private static void scale(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    private static void addScaled(float[] values, float[] others, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] += others[i] * factor;
        }
    }

    private void remember(float[] gradient, float beta1, float beta2) {
        float rest1 = (float) (1 - config.beta1());
        float rest2 = (float) (1 - config.beta2());
        float[] first = firstMoment;
        float[] second = secondMoment;
        for (int i = 0; i < gradient.length; i++) {
            first[i] = first[i] * beta1 + gradient[i] * rest1 + FLUSH - FLUSH;
        }
        for (int i = 0; i < gradient.length; i++) {
            second[i] = second[i] * beta2 + gradient[i] * gradient[i] * rest2 + FLUSH - FLUSH;
        }
    }

    private void move(float[] parameters, float rate, float correction, float epsilon) {
        float[] first = firstMoment;
        float[] second = secondMoment;
        for (int i = 0; i < parameters.length; i++) {
            float deviation = (float) Math.sqrt(second[i]) * correction + epsilon;
            parameters[i] -= first[i] / deviation * rate;
        }
    }

    float[] firstMoment() {
        return firstMoment.clone();
    }

    float[] secondMoment() {
        return secondMoment.clone();
    }

    long steps() {
        return steps;
    }

    void restore(float[] first, float[] second, long stepCount) {
        System.arraycopy(first, 0, firstMoment, 0, firstMoment.length);
        System.arraycopy(second, 0, secondMoment, 0, secondMoment.length);
        steps = stepCount;
    }
}

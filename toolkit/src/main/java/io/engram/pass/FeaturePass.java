package io.engram.pass;

import io.engram.matrix.Matrix;
import io.engram.matrix.Products;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.NetworkSpec;
import io.engram.network.NetworkSpec.Memory;
import java.util.Arrays;
import java.util.List;

/**
 * The pass of the ready-made predictor and target of random network distillation through vectors of
 * floats, in Java. It is not thread-safe.
 */
public final class FeaturePass {
    private static final String PREDICTOR = "rnd_predictor";
    private static final String TARGET = "rnd_target";

    private final int observed;
    private final int remembered;
    private final int features;
    private final LinearPass[] predictor;
    private final LinearPass[] target;

    /** What each layer makes of the rows, and the derivatives by that. */
    private final float[][] predicted;

    private final float[][] gradients;
    private final float[][] aimedAt;
    private float[] seen = {};
    private Places places;
    private List<FlatParameters.Entry> placed;

    /**
     * The pass of the features of a network.
     *
     * @param network for which {@link NetworkPass#isFor} is true, with random network distillation
     */
    public FeaturePass(ActorCriticNetwork network) {
        NetworkSpec spec = network.spec().orElseThrow();
        Products products = Products.fastest();
        observed = spec.observationSpace().floats();
        remembered = spec.memory() == Memory.NONE ? 0 : spec.hiddenStateShape().size();
        features = spec.rndFeatures();
        int units = spec.hiddenUnits();
        int inputs = observed + remembered;
        predictor =
                new LinearPass[] {
                    LinearPass.of(products, inputs, units, PREDICTOR + 1),
                    LinearPass.of(products, units, units, PREDICTOR + 2),
                    LinearPass.of(products, units, features, PREDICTOR + 3)
                };
        target =
                new LinearPass[] {
                    LinearPass.of(products, inputs, units, TARGET + 1),
                    LinearPass.of(products, units, features, TARGET + 2)
                };
        predicted = new float[predictor.length][0];
        gradients = new float[predictor.length][0];
        aimedAt = new float[target.length][0];
    }

    /**
     * Computes with this predictor from now on.
     *
     * @param layout the places of the parameters that are trained
     * @param flat their values
     */
    public void load(List<FlatParameters.Entry> layout, float[] flat) {
        if (placed != layout) {
            places = new Places(layout);
            placed = layout;
        }
        for (LinearPass layer : predictor) {
            layer.load(places, flat);
        }
    }

    /**
     * Computes with this target from now on.
     *
     * @param layout the places of the parameters that never change
     * @param flat their values
     */
    public void loadTarget(List<FlatParameters.Entry> layout, float[] flat) {
        var fixed = new Places(layout);
        for (LinearPass layer : target) {
            layer.load(fixed, flat);
        }
    }

    /**
     * Adds what {@link #learn} learned to a gradient, and forgets it.
     *
     * @param gradient by all trained parameters, in the order of the layout
     */
    public void store(float[] gradient) {
        for (LinearPass layer : predictor) {
            layer.store(places, gradient);
        }
    }

    /**
     * The number of features, F.
     *
     * @return at least 1
     */
    public int features() {
        return features;
    }

    /**
     * The number of hidden state's elements that a row has.
     *
     * @return layers · H; 0 for a network without memory
     */
    public int remembered() {
        return remembered;
    }

    /**
     * What a hidden state is multiplied by, so that a wide one counts no more than what is seen.
     *
     * @return at most 1
     */
    public double scale() {
        return Math.sqrt(Math.min(1, (double) observed / remembered));
    }

    /**
     * Room for what is seen and remembered, to be filled before {@link #errors}.
     *
     * @param rows how many rows
     * @return {@code (rows, I + layers · H)}; it may be longer
     */
    public float[] seen(int rows) {
        int size = rows * (observed + remembered);
        if (seen.length < size) {
            seen = new float[size];
        }
        return seen;
    }

    /**
     * How far predictor and target are from each other.
     *
     * @param rows how many rows of {@link #seen}
     * @return for each row the sum of the squared differences of the features
     */
    public double[] errors(int rows) {
        forward(predictor, predicted, rows);
        forward(target, aimedAt, rows);
        float[] ours = predicted[predictor.length - 1];
        float[] theirs = aimedAt[target.length - 1];
        var errors = new double[rows];
        for (int r = 0; r < rows; r++) {
            for (int i = r * features; i < (r + 1) * features; i++) {
                double error = ours[i] - theirs[i];
                errors[r] += error * error;
            }
        }
        return errors;
    }

    private void forward(LinearPass[] layers, float[][] outputs, int rows) {
        Matrix in = Matrix.rows(seen, observed + remembered);
        for (int i = 0; i < layers.length; i++) {
            int width = layers[i].outputs();
            outputs[i] = room(outputs[i], rows * width);
            layers[i].apply(in, rows, Matrix.rows(outputs[i], width));
            for (int j = 0; i < layers.length - 1 && j < rows * width; j++) {
                outputs[i][j] = Math.max(outputs[i][j], 0);
            }
            in = Matrix.rows(outputs[i], width);
        }
    }

    private static float[] room(float[] before, int size) {
        return before.length < size ? new float[size] : before;
    }

    /**
     * Learns from the errors of the pass before.
     *
     * @param rows how many rows
     * @param weight what the loss multiplies each squared difference by
     */
    public void learn(int rows, double weight) {
        int last = predictor.length - 1;
        gradients[last] = room(gradients[last], rows * features);
        for (int i = 0; i < rows * features; i++) {
            double error = (double) predicted[last][i] - aimedAt[target.length - 1][i];
            gradients[last][i] = (float) (2 * weight * error);
        }
        for (int i = last; i > 0; i--) {
            int below = predictor[i - 1].outputs();
            Matrix byOutputs = Matrix.rows(gradients[i], predictor[i].outputs());
            gradients[i - 1] = room(gradients[i - 1], rows * below);
            Arrays.fill(gradients[i - 1], 0, rows * below, 0);
            predictor[i].backward(
                    Matrix.rows(predicted[i - 1], below),
                    rows,
                    byOutputs,
                    Matrix.rows(gradients[i - 1], below));
            for (int j = 0; j < rows * below; j++) {
                gradients[i - 1][j] = predicted[i - 1][j] > 0 ? gradients[i - 1][j] : 0;
            }
        }
        predictor[0].backward(
                Matrix.rows(seen, observed + remembered),
                rows,
                Matrix.rows(gradients[0], predictor[0].outputs()),
                null);
    }
}

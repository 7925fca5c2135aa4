package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import io.engram.network.NetworkSpec.Memory;
import io.engram.random.RandomStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The layers of the ready-made networks: an encoder, recurrent layers, a linear layer that actor
 * and critics share, one linear layer for the actor and one for the critics, and their heads.
 *
 * <p>Layers and initial values follow MarcoMeter's recurrent-ppo-truncated-bptt: rectified linear
 * activations, orthogonal weights with gain √2 (policy head 0.1, value heads 1), recurrent biases
 * 0, all other biases uniform within ±1/√inputs.
 */
abstract class ReadyMadeNetwork {
    private static final double RELU_GAIN = Math.sqrt(2);

    private final NetworkSpec spec;
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final ObservationEncoder encoder;
    private final Block memory;

    ReadyMadeNetwork(NetworkSpec spec) {
        this.spec = spec;
        encoder = new ObservationEncoder(spec.observationSpace(), blocks, "");
        memory = memory(spec);
        if (memory != null) {
            blocks.put("recurrent_layer", memory);
        }
        blocks.put("lin_hidden", linear(spec.hiddenUnits()));
        blocks.put("lin_policy", linear(spec.hiddenUnits()));
        blocks.put("lin_value", linear(spec.hiddenUnits()));
        int dimensions = spec.actionSpace().low().length;
        blocks.put("policy", linear(spec.actionSpace().choices() + dimensions));
        if (dimensions > 0) {
            blocks.put("log_std", new LogStd(dimensions));
        }
        blocks.put("value", linear(1));
        if (spec.rndFeatures() > 0) {
            blocks.put("intrinsic_value", linear(1));
        }
    }

    private static Block memory(NetworkSpec spec) {
        return switch (spec.memory()) {
            case LSTM ->
                    LSTM.builder()
                            .setStateSize(spec.memoryUnits())
                            .setNumLayers(spec.memoryLayers())
                            .optReturnState(true)
                            .build();
            case GRU ->
                    GRU.builder()
                            .setStateSize(spec.memoryUnits())
                            .setNumLayers(spec.memoryLayers())
                            .optReturnState(true)
                            .build();
            case NONE -> null;
        };
    }

    static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    /**
     * Every block that has parameters.
     *
     * @return the blocks by name
     */
    public Map<String, Block> blocks() {
        return blocks;
    }

    /**
     * The shape of one sequence's hidden state.
     *
     * @return layers and width; {@link HiddenShape#NONE} without memory
     */
    public HiddenShape hiddenStateShape() {
        return switch (spec.memory()) {
            case LSTM -> new HiddenShape(spec.memoryLayers(), 2 * spec.memoryUnits());
            case GRU -> new HiddenShape(spec.memoryLayers(), spec.memoryUnits());
            case NONE -> HiddenShape.NONE;
        };
    }

    /**
     * How to make this network again.
     *
     * @return the description
     */
    public Optional<NetworkSpec> spec() {
        return Optional.of(spec);
    }

    /** What the layers say of rows of states; the intrinsic value is null without curiosity. */
    record Heads(PolicyDistribution policy, NDArray value, NDArray intrinsicValue) {}

    /** The features with memory, {@code (S, L, X)}, and the state after each sequence. */
    record Remembered(NDArray features, NDArray nextHiddenState) {}

    /** Sequences through encoder and memory. */
    final Remembered remember(Forward forward, NDList observations, NDArray hiddenState) {
        Shape shape = observations.head().getShape();
        NDArray features = encoder.encode(forward, observations, shape.get(0), shape.get(1));
        if (spec.memory() == Memory.LSTM) {
            // (layers, S, 2·units) -> h and c, (layers, S, units) each
            NDList state = hiddenState.split(new long[] {spec.memoryUnits()}, 2);
            NDList output =
                    forward.run(
                            memory, features, state.get(0).duplicate(), state.get(1).duplicate());
            return new Remembered(output.get(0), output.get(1).concat(output.get(2), 2));
        }
        NDList output = forward.run(memory, features, hiddenState);
        return new Remembered(output.get(0), output.get(1));
    }

    /** Sequences through everything: policy and values of batch shape {@code (S, L)}. */
    final Heads heads(Forward forward, Remembered remembered) {
        // (S, L, ·) -> (S·L, ·): one matrix for each linear layer, in one piece of memory
        Shape shape = remembered.features.getShape();
        long sequences = shape.get(0);
        long length = shape.get(1);
        Heads rows = rowHeads(forward, remembered.features.reshape(-1, shape.get(2)));
        return new Heads(
                rows.policy.reshape(sequences, length),
                rows.value.reshape(sequences, length, 1),
                rows.intrinsicValue == null
                        ? null
                        : rows.intrinsicValue.reshape(sequences, length, 1));
    }

    /** States one by one through encoder and heads: policy and values of batch shape (B). */
    final Heads heads(Forward forward, NDList observations) {
        long count = observations.head().getShape().get(0);
        return rowHeads(forward, encoder.encode(forward, observations, count));
    }

    private Heads rowHeads(Forward forward, NDArray rows) {
        NDArray hidden = relu(forward, "lin_hidden", rows);
        NDArray policy = forward.apply(blocks.get("policy"), relu(forward, "lin_policy", hidden));
        NDArray critic = relu(forward, "lin_value", hidden);
        return new Heads(
                distribution(forward, policy),
                forward.apply(blocks.get("value"), critic),
                spec.rndFeatures() > 0
                        ? forward.apply(blocks.get("intrinsic_value"), critic)
                        : null);
    }

    private PolicyDistribution distribution(Forward forward, NDArray policy) {
        int[] branches = spec.actionSpace().branches();
        int dimensions = spec.actionSpace().low().length;
        if (dimensions == 0) {
            return new PolicyDistribution.Categorical(policy, branches);
        }
        NDArray logStd = forward.apply(blocks.get("log_std"), policy);
        if (branches.length == 0) {
            return new PolicyDistribution.Gaussian(policy, logStd);
        }
        int choices = spec.actionSpace().choices();
        return new PolicyDistribution.Mixed(
                new PolicyDistribution.Categorical(policy.get("...,0:" + choices), branches),
                new PolicyDistribution.Gaussian(policy.get("..., %d:".formatted(choices)), logStd));
    }

    private NDArray relu(Forward forward, String block, NDArray input) {
        return Activation.relu(forward.apply(blocks.get(block), input));
    }

    /**
     * Sets initial parameter values.
     *
     * @param parameters the values of each parameter by name
     * @param shapes the shape of each parameter by name
     * @param random the only source of randomness
     */
    public void initialize(
            Map<String, float[]> parameters, Map<String, long[]> shapes, RandomStream random) {
        parameters.forEach(
                (name, values) -> {
                    long[] shape = shapes.get(name);
                    int rows = (int) shape[0];
                    if (name.startsWith("recurrent_layer.")) {
                        if (shape.length == 2) {
                            Orthogonal.fill(values, rows, RELU_GAIN, random);
                        } else {
                            Arrays.fill(values, 0);
                        }
                    } else if (name.startsWith("log_std.")) {
                        Arrays.fill(values, (float) spec.initialLogStd());
                    } else if (shape.length > 1) {
                        Orthogonal.fill(values, rows, gain(name), random);
                    } else {
                        String weight = name.substring(0, name.lastIndexOf('.')) + ".weight";
                        int fanIn = parameters.get(weight).length / rows;
                        Orthogonal.fillUniform(values, fanIn, random);
                    }
                });
    }

    private static double gain(String name) {
        if (name.startsWith("policy.")) {
            return 0.1;
        }
        return name.startsWith("value.") || name.startsWith("intrinsic_value.") ? 1 : RELU_GAIN;
    }

    @Override
    public String toString() {
        String remembers =
                spec.memory() == Memory.NONE
                        ? "no memory"
                        : "%s, %d layer(s) of %d"
                                .formatted(spec.memory(), spec.memoryLayers(), spec.memoryUnits());
        String curious = spec.rndFeatures() > 0 ? ", RND " + spec.rndFeatures() : "";
        return "%s(%s, hidden %d%s, %s -> %s)"
                .formatted(
                        getClass().getSimpleName(),
                        remembers,
                        spec.hiddenUnits(),
                        curious,
                        spec.observationSpace(),
                        spec.actionSpace());
    }
}

package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.GRU;
import ai.djl.nn.recurrent.LSTM;
import io.engram.environment.VectorEnvironment;
import io.engram.network.NetworkSpec.Memory;
import io.engram.random.RandomStream;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ready-made network: an encoder of three convolutions for images, recurrent layers, a linear
 * layer that actor and critic share, one linear layer for each of them, and their heads.
 *
 * <p>Layers and initial values follow MarcoMeter's recurrent-ppo-truncated-bptt: rectified linear
 * activations, orthogonal weights with gain √2 (policy head 0.1, value head 1), recurrent biases 0,
 * all other biases uniform within ±1/√inputs. Continuous actions get one learned standard deviation
 * for each dimension.
 *
 * <pre>{@code
 * var network = RecurrentActorCritic.builder(envs).lstm(64).hidden(128).build();
 * }</pre>
 */
public final class RecurrentActorCritic implements RecurrentPPOSharedNetwork {
    private static final double RELU_GAIN = Math.sqrt(2);

    private final NetworkSpec spec;
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final Block memory;

    private RecurrentActorCritic(NetworkSpec spec) {
        this.spec = spec;
        if (spec.observationSpace().isImage()) {
            blocks.put("conv1", convolution(32, 8, 4));
            blocks.put("conv2", convolution(64, 4, 2));
            blocks.put("conv3", convolution(64, 3, 1));
        }
        memory = memory(spec);
        if (memory != null) {
            blocks.put("recurrent_layer", memory);
        }
        blocks.put("lin_hidden", linear(spec.hiddenUnits()));
        blocks.put("lin_policy", linear(spec.hiddenUnits()));
        blocks.put("lin_value", linear(spec.hiddenUnits()));
        if (spec.actionSpace() instanceof ActionSpace.Discrete discrete) {
            blocks.put("policy", linear(discrete.choices()));
        } else {
            blocks.put("policy", linear(spec.actionSpace().size()));
            blocks.put("log_std", new LogStd(spec.actionSpace().size()));
        }
        blocks.put("value", linear(1));
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

    private static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    private static Block convolution(int filters, int kernel, int stride) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .build();
    }

    /**
     * A network for these environments.
     *
     * @param environments whose spaces the network fits
     * @return a builder; unless told otherwise, the memory is an LSTM of 64 units and the linear
     *     layers are 128 wide
     */
    public static Builder builder(VectorEnvironment environments) {
        return builder(environments.observationSpace(), environments.actionSpace());
    }

    /**
     * A network for these spaces.
     *
     * @param observationSpace what it sees: a vector, or an image of at least 36 × 36
     * @param actionSpace what it chooses from
     * @return a builder
     */
    public static Builder builder(ObservationSpace observationSpace, ActionSpace actionSpace) {
        return new Builder(observationSpace, actionSpace);
    }

    /**
     * The network of a description.
     *
     * @param spec what {@link #spec} gave
     * @return a network of the same layers
     */
    public static RecurrentActorCritic of(NetworkSpec spec) {
        return new RecurrentActorCritic(spec);
    }

    @Override
    public Map<String, Block> blocks() {
        return blocks;
    }

    @Override
    public HiddenShape hiddenStateShape() {
        return switch (spec.memory()) {
            case LSTM -> new HiddenShape(spec.memoryLayers(), 2 * spec.memoryUnits());
            case GRU -> new HiddenShape(spec.memoryLayers(), spec.memoryUnits());
            case NONE -> new HiddenShape(1, 1);
        };
    }

    @Override
    public Optional<NetworkSpec> spec() {
        return Optional.of(spec);
    }

    @Override
    public Output forward(Forward forward, NDList observations, NDArray hiddenState) {
        NDArray seen = observations.head();
        NDArray features = spec.observationSpace().isImage() ? encode(forward, seen) : seen;
        // Never the same array as what was fed in: each has an owner of its own.
        NDArray next = spec.memory() == Memory.NONE ? hiddenState.duplicate() : hiddenState;
        if (spec.memory() == Memory.LSTM) {
            // (layers, S, 2·units) -> h and c, (layers, S, units) each
            NDList state = hiddenState.split(new long[] {spec.memoryUnits()}, 2);
            NDList output =
                    forward.run(
                            memory, features, state.get(0).duplicate(), state.get(1).duplicate());
            features = output.get(0);
            next = output.get(1).concat(output.get(2), 2);
        } else if (spec.memory() == Memory.GRU) {
            NDList output = forward.run(memory, features, hiddenState);
            features = output.get(0);
            next = output.get(1);
        }
        // (S, L, ·) -> (S·L, ·): one matrix for each linear layer, in one piece of memory
        Shape shape = features.getShape();
        NDArray rows = features.reshape(-1, shape.get(2));
        NDArray hidden = relu(forward, "lin_hidden", rows);
        NDArray policy = forward.apply(blocks.get("policy"), relu(forward, "lin_policy", hidden));
        NDArray value = forward.apply(blocks.get("value"), relu(forward, "lin_value", hidden));
        policy = policy.reshape(shape.get(0), shape.get(1), -1);
        value = value.reshape(shape.get(0), shape.get(1), 1);
        return new Output(distribution(forward, policy), value, next);
    }

    private PolicyDistribution distribution(Forward forward, NDArray policy) {
        if (spec.actionSpace() instanceof ActionSpace.Discrete discrete) {
            return new PolicyDistribution.Categorical(policy, discrete.branches());
        }
        return new PolicyDistribution.Gaussian(
                policy, forward.apply(blocks.get("log_std"), policy));
    }

    private NDArray encode(Forward forward, NDArray images) {
        long sequences = images.getShape().get(0);
        long length = images.getShape().get(1);
        int[] shape = spec.observationSpace().shape();
        // (S, L, C, h, w) -> (S·L, C, h, w)
        NDArray pixels = images.reshape(-1, shape[0], shape[1], shape[2]);
        pixels = relu(forward, "conv1", pixels);
        pixels = relu(forward, "conv2", pixels);
        pixels = relu(forward, "conv3", pixels);
        return pixels.reshape(sequences, length, -1);
    }

    private NDArray relu(Forward forward, String block, NDArray input) {
        return Activation.relu(forward.apply(blocks.get(block), input));
    }

    @Override
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
                            java.util.Arrays.fill(values, 0);
                        }
                    } else if (name.startsWith("log_std.")) {
                        java.util.Arrays.fill(values, (float) spec.initialLogStd());
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
        return name.startsWith("value.") ? 1 : RELU_GAIN;
    }

    @Override
    public String toString() {
        return "RecurrentActorCritic(%s, %d layer(s) of %d, hidden %d, %s -> %s)"
                .formatted(
                        spec.memory(),
                        spec.memoryLayers(),
                        spec.memoryUnits(),
                        spec.hiddenUnits(),
                        spec.observationSpace(),
                        spec.actionSpace());
    }

    /** Puts a {@link RecurrentActorCritic} together. */
    public static final class Builder {
        private final ObservationSpace observationSpace;
        private final ActionSpace actionSpace;
        private Memory memory = Memory.LSTM;
        private int memoryUnits = 64;
        private int memoryLayers = 1;
        private int hiddenUnits = 128;
        private double initialLogStd;

        private Builder(ObservationSpace observationSpace, ActionSpace actionSpace) {
            this.observationSpace = observationSpace;
            this.actionSpace = actionSpace;
        }

        /**
         * Remembers with an LSTM.
         *
         * @param units the width of each layer, at least 1
         * @return this builder
         */
        public Builder lstm(int units) {
            memory = Memory.LSTM;
            memoryUnits = units;
            return this;
        }

        /**
         * Remembers with a GRU.
         *
         * @param units the width of each layer, at least 1
         * @return this builder
         */
        public Builder gru(int units) {
            memory = Memory.GRU;
            memoryUnits = units;
            return this;
        }

        /**
         * Remembers nothing: a feed-forward network, for comparisons.
         *
         * @return this builder
         */
        public Builder noMemory() {
            memory = Memory.NONE;
            return this;
        }

        /**
         * The number of recurrent layers.
         *
         * @param layers at least 1; 1 unless set
         * @return this builder
         */
        public Builder layers(int layers) {
            memoryLayers = layers;
            return this;
        }

        /**
         * The width of the linear layers.
         *
         * @param units at least 1; 128 unless set
         * @return this builder
         */
        public Builder hidden(int units) {
            hiddenUnits = units;
            return this;
        }

        /**
         * The initial spread of continuous actions.
         *
         * @param logStd the natural logarithm of the standard deviation, -10 to 3; 0 unless set
         * @return this builder
         */
        public Builder initialLogStd(double logStd) {
            initialLogStd = logStd;
            return this;
        }

        /**
         * Makes the network. Its parameters get their values when a run begins, from the run's
         * seed.
         *
         * @return the network
         * @throws IllegalArgumentException if a width or the observation's shape is out of range
         */
        public RecurrentActorCritic build() {
            return new RecurrentActorCritic(
                    new NetworkSpec(
                            observationSpace,
                            actionSpace,
                            memory,
                            memoryUnits,
                            memoryLayers,
                            hiddenUnits,
                            initialLogStd));
        }
    }
}

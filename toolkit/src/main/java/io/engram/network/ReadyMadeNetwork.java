package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.engram.network.NetworkSpec.Memory;
import io.engram.random.RandomStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The layers of the ready-made networks: an encoder, recurrent layers, a linear layer that actor
 * and critics share, one linear layer for the actor and one for the critics, and their heads.
 *
 * <p>Layers and initial values follow MarcoMeter's recurrent-ppo-truncated-bptt: rectified linear
 * activations, orthogonal weights with gain √2 (policy head 0.1, value heads 1), recurrent biases
 * 0, all other biases uniform within ±1/√inputs. Other activations begin with the same values.
 */
abstract class ReadyMadeNetwork {
    private static final double RELU_GAIN = Math.sqrt(2);

    /** The names of recurrent blocks begin with it. */
    private static final String RECURRENT = "recurrent_";

    private final NetworkSpec spec;
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final ObservationEncoder encoder;
    private final Trunk trunk;

    /** The critic's own; that of both unless memories are separate. */
    private final Trunk criticTrunk;

    /**
     * Makes the layers.
     *
     * @param ownEncoder makes the user's encoder, or null for the ready-made one
     */
    ReadyMadeNetwork(NetworkSpec spec, Supplier<Block> ownEncoder) {
        this.spec = spec;
        encoder = new ObservationEncoder(spec.observationSpace(), ownEncoder, blocks, "");
        trunk = new Trunk(spec, blocks, RECURRENT + "layer", "hidden", 0);
        criticTrunk =
                spec.options().separateMemories()
                        ? new Trunk(
                                spec,
                                blocks,
                                RECURRENT + "critic",
                                "critic_hidden",
                                trunk.stateWidth())
                        : trunk;
        Trunk.add(spec, blocks, "policy", spec.hiddenUnits());
        Trunk.add(spec, blocks, "value", spec.hiddenUnits());
        int dimensions = spec.actionSpace().low().length;
        blocks.put("policy", Trunk.linear(spec.actionSpace().choices() + dimensions));
        if (dimensions > 0) {
            blocks.put(
                    "log_std",
                    spec.options().stateDependentStd()
                            ? Trunk.linear(dimensions)
                            : new LogStd(dimensions));
        }
        blocks.put("value", Trunk.linear(1));
        if (spec.rndFeatures() > 0) {
            blocks.put("intrinsic_value", Trunk.linear(1));
        }
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
        return spec.hiddenStateShape();
    }

    /**
     * Whether real numbers are squashed into their bounds.
     *
     * @return true after {@code squash(true)}
     */
    public boolean squashesActions() {
        return spec.options().squash();
    }

    /**
     * How to make this network again.
     *
     * @return the description; empty with an encoder of the user's own
     */
    public Optional<NetworkSpec> spec() {
        return spec.options().ownEncoder() ? Optional.empty() : Optional.of(spec);
    }

    /** What the layers say of rows of states; the intrinsic value is null without curiosity. */
    record Heads(PolicyDistribution policy, NDArray value, NDArray intrinsicValue) {}

    /**
     * The features with memory, {@code (S, L, X)}, for the actor and for the critic, which may be
     * the same, and the state after each sequence.
     */
    record Remembered(NDArray features, NDArray criticFeatures, NDArray nextHiddenState) {}

    /** Sequences through encoder and memory. */
    final Remembered remember(Forward forward, NDList observations, NDArray hiddenState) {
        Shape shape = observations.head().getShape();
        NDArray features = encoder.encode(forward, observations, shape.get(0), shape.get(1));
        MemoryBlocks.Output output = trunk.remember(forward, features, hiddenState);
        if (criticTrunk == trunk) {
            return new Remembered(output.features(), output.features(), output.nextHiddenState());
        }
        MemoryBlocks.Output critic = criticTrunk.remember(forward, features, hiddenState);
        return new Remembered(
                output.features(),
                critic.features(),
                output.nextHiddenState().concat(critic.nextHiddenState(), 2));
    }

    /** Sequences through everything: policy and values of batch shape {@code (S, L)}. */
    final Heads heads(Forward forward, Remembered remembered) {
        // (S, L, ·) -> (S·L, ·): one matrix for each linear layer, in one piece of memory
        Shape shape = remembered.features.getShape();
        long sequences = shape.get(0);
        long length = shape.get(1);
        NDArray hidden = trunk.hidden(forward, remembered.features.reshape(-1, shape.get(2)));
        NDArray criticHidden =
                criticTrunk == trunk
                        ? hidden
                        : criticTrunk.hidden(
                                forward, remembered.criticFeatures.reshape(-1, shape.get(2)));
        Heads rows = rowHeads(forward, hidden, criticHidden);
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
        NDArray hidden = trunk.hidden(forward, encoder.encode(forward, observations, count));
        return rowHeads(forward, hidden, hidden);
    }

    private Heads rowHeads(Forward forward, NDArray hidden, NDArray criticHidden) {
        NDArray forPolicy = Trunk.apply(spec, blocks, forward, "policy", hidden);
        NDArray policy = forward.apply(blocks.get("policy"), forPolicy);
        NDArray critic = Trunk.apply(spec, blocks, forward, "value", criticHidden);
        return new Heads(
                distribution(forward, policy, forPolicy),
                forward.apply(blocks.get("value"), critic),
                spec.rndFeatures() > 0
                        ? forward.apply(blocks.get("intrinsic_value"), critic)
                        : null);
    }

    private PolicyDistribution distribution(Forward forward, NDArray policy, NDArray forPolicy) {
        int[] branches = spec.actionSpace().branches();
        int dimensions = spec.actionSpace().low().length;
        if (dimensions == 0) {
            return new PolicyDistribution.Categorical(policy, branches);
        }
        NDArray logStd = forward.apply(blocks.get("log_std"), forPolicy);
        if (branches.length == 0) {
            return new PolicyDistribution.Gaussian(policy, logStd);
        }
        int choices = spec.actionSpace().choices();
        return new PolicyDistribution.Mixed(
                new PolicyDistribution.Categorical(policy.get("...,0:" + choices), branches),
                new PolicyDistribution.Gaussian(policy.get("..., %d:".formatted(choices)), logStd));
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
                    if (!name.contains(ObservationEncoder.OWN)) {
                        initialize(name, values, shapes.get(name), parameters, random);
                    }
                });
    }

    private void initialize(
            String name,
            float[] values,
            long[] shape,
            Map<String, float[]> parameters,
            RandomStream random) {
        int rows = (int) shape[0];
        if (name.startsWith(RECURRENT)) {
            if (shape.length == 2) {
                Orthogonal.fill(values, rows, RELU_GAIN, random);
            } else {
                Arrays.fill(values, 0);
            }
        } else if (name.startsWith("norm_")) {
            Arrays.fill(values, name.endsWith(".gamma") ? 1 : 0);
        } else if (shape.length > 1) {
            Orthogonal.fill(values, rows, gain(name), random);
        } else if (name.startsWith("log_std.")) {
            Arrays.fill(values, (float) spec.initialLogStd());
        } else {
            String weight = name.substring(0, name.lastIndexOf('.')) + ".weight";
            int fanIn = parameters.get(weight).length / rows;
            Orthogonal.fillUniform(values, fanIn, random);
        }
    }

    private static double gain(String name) {
        if (name.startsWith("policy.") || name.startsWith("log_std.")) {
            return 0.1;
        }
        return name.startsWith("value.") || name.startsWith("intrinsic_value.") ? 1 : RELU_GAIN;
    }

    @Override
    public String toString() {
        String remembers = "no memory";
        if (spec.memory() != Memory.NONE) {
            remembers =
                    spec.options().upperMemory().isEmpty()
                            ? "%s, %d layer(s) of %d"
                                    .formatted(
                                            spec.memory(), spec.memoryLayers(), spec.memoryUnits())
                            : spec.memoryStack().toString();
        }
        var more = new StringBuilder();
        spec.options().lowerWidths().forEach(width -> more.append(width).append(" + "));
        more.append(spec.hiddenUnits());
        spec.options().texts().forEach(text -> more.append(", ").append(text));
        if (spec.rndFeatures() > 0) {
            more.append(", RND ").append(spec.rndFeatures());
        }
        return "%s(%s, hidden %s, %s -> %s)"
                .formatted(
                        getClass().getSimpleName(),
                        remembers,
                        more,
                        spec.observationSpace(),
                        spec.actionSpace());
    }
}

package io.engram.onnx;

import io.engram.environment.ObservationNormalizer;
import io.engram.network.NetworkSpec;
import io.engram.onnx.OnnxGraph.Element;
import io.engram.onnx.Weights.Weight;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;

/** The layers of a ready-made network as ONNX operations. */
final class OnnxNetwork {
    private final OnnxGraph graph;
    private final NetworkSpec spec;
    private final Weights weights;

    OnnxNetwork(OnnxGraph graph, NetworkSpec spec, Weights weights) {
        this.graph = graph;
        this.spec = spec;
        this.weights = weights;
    }

    /**
     * Adds the whole network.
     *
     * @param observation {@code (N, …)}, as the environment shows it
     * @param hiddenState {@code (layers, N, H)}
     * @param normalizer what comes before the network
     */
    void add(String observation, String hiddenState, Optional<ObservationNormalizer> normalizer) {
        String seen = observation;
        if (spec.observationSpace().type() == ElementType.UINT8) {
            String floats = cast(seen, Element.FLOAT, "observation.floats");
            String unit = graph.floats("observation.unit", new float[] {1 / 255f});
            seen = graph.node("Mul").of(floats, unit).as("observation.scaled");
        }
        if (normalizer.isPresent()) {
            seen = normalized(seen, normalizer.get());
        }
        if (spec.observationSpace().isImage()) {
            seen = relu(convolution("conv1", 4, seen));
            seen = relu(convolution("conv2", 2, seen));
            seen = relu(convolution("conv3", 1, seen));
            seen = graph.node("Flatten").of(seen).with("axis", 1).as("encoded");
        }
        var memory = new OnnxMemory(graph, spec, weights);
        String features = memory.add(seen, hiddenState, "next_hidden_state");
        String hidden = relu(linear("lin_hidden", features, "lin_hidden"));
        String forPolicy = relu(linear("lin_policy", hidden, "lin_policy"));
        if (spec.actionSpace() instanceof ActionSpace.Discrete discrete) {
            choices(discrete, linear("policy", forPolicy, "policy"));
        } else {
            values((ActionSpace.Box) spec.actionSpace(), linear("policy", forPolicy, "mean"));
        }
        linear("value", relu(linear("lin_value", hidden, "lin_value")), "value");
    }

    /**
     * In doubles, as {@link ObservationNormalizer#normalize} does: the result has the same bits.
     */
    private String normalized(String seen, ObservationNormalizer normalizer) {
        long[] shape = lengths(spec.observationSpace().shape());
        String mean = graph.doubles("normalizer.mean", normalizer.means(), shape);
        String scale = graph.doubles("normalizer.deviation", normalizer.deviations(), shape);
        String low = graph.doubles("normalizer.low", new double[] {-normalizer.clip()});
        String high = graph.doubles("normalizer.high", new double[] {normalizer.clip()});
        String value = cast(seen, Element.DOUBLE, "observation.doubles");
        value = graph.node("Sub").of(value, mean).as("observation.centred");
        value = graph.node("Div").of(value, scale).as("observation.standardized");
        value = graph.node("Clip").of(value, low, high).as("observation.clipped");
        return cast(value, Element.FLOAT, "observation.normalized");
    }

    private String convolution(String name, int stride, String input) {
        return graph.node("Conv")
                .of(input, constant(name + ".weight"), constant(name + ".bias"))
                .withList("strides", stride, stride)
                .as(name);
    }

    private String linear(String name, String input, String result) {
        return graph.node("Gemm")
                .of(input, constant(name + ".weight"), constant(name + ".bias"))
                .with("transB", 1)
                .as(result);
    }

    private String relu(String input) {
        return graph.node("Relu").of(input).as(input + ".rectified");
    }

    private String constant(String name) {
        Weight weight = weights.get(name);
        return graph.floats(name, weight.values(), weight.shape());
    }

    private String cast(String input, Element element, String result) {
        return graph.node("Cast").of(input).with("to", element.number()).as(result);
    }

    /** The first of the greatest logits in each branch. */
    private void choices(ActionSpace.Discrete space, String logits) {
        int count = space.branches().length;
        if (count == 1) {
            likeliest(logits, "action");
            return;
        }
        var branches = new ArrayList<String>();
        var choices = new String[count];
        for (int branch = 0; branch < count; branch++) {
            branches.add("policy.branch" + branch);
        }
        String widths = graph.integers("policy.branches", lengths(space.branches()));
        graph.node("Split").of(logits, widths).with("axis", 1).as(branches);
        for (int branch = 0; branch < count; branch++) {
            choices[branch] = likeliest(branches.get(branch), "action.branch" + branch);
        }
        graph.node("Concat").of(choices).with("axis", 1).as("action");
    }

    private String likeliest(String logits, String result) {
        return graph.node("ArgMax").of(logits).with("axis", 1).as(result);
    }

    /** The means within their bounds; the policy's spread is the same for every state. */
    private void values(ActionSpace.Box space, String mean) {
        String low = graph.floats("action.low", space.low(), space.size());
        String high = graph.floats("action.high", space.high(), space.size());
        String below = graph.node("Min").of(high, mean).as("action.below_high");
        graph.node("Max").of(low, below).as("action");
        String shape = graph.node("Shape").of(mean).as("mean.shape");
        String spread = graph.node("Expand").of(constant("log_std.log_std"), shape).as("log_std");
        graph.node("Concat").of(mean, spread).with("axis", 1).as("policy");
    }

    private static long[] lengths(int... lengths) {
        return Arrays.stream(lengths).asLongStream().toArray();
    }
}

package io.engram.onnx;

import io.engram.environment.ObservationNormalizer;
import io.engram.network.Convolution;
import io.engram.network.NetworkSpec;
import io.engram.onnx.OnnxGraph.Element;
import io.engram.onnx.Weights.Weight;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace.ElementType;
import io.engram.space.ObservationSpace.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The layers of a ready-made network as ONNX operations. */
final class OnnxNetwork {
    private static final String NEXT = "next_hidden_state";

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
     * @param observations each part {@code (N, …)}, as the environment shows it
     * @param hiddenState {@code (layers, N, H)}
     * @param normalizer what comes before the network
     */
    void add(
            List<String> observations,
            String hiddenState,
            Optional<ObservationNormalizer> normalizer) {
        String seen = encoded(observations, normalizer);
        var memory = new OnnxMemory(graph, spec, weights);
        List<String> remembered = memory.add(seen, hiddenState, NEXT);
        String hidden = hidden("hidden", remembered.get(0), seen);
        String criticHidden =
                remembered.size() == 1 ? hidden : hidden("critic_hidden", remembered.get(1), seen);
        actor(layer("policy", hidden));
        linear("value", layer("value", criticHidden), "value");
    }

    /** What is remembered, and seen if that goes past the memory, through the shared layers. */
    private String hidden(String name, String remembered, String seen) {
        String hidden =
                spec.options().skip()
                        ? graph.node("Concat").of(remembered, seen).with("axis", 1).as(name + ".in")
                        : remembered;
        for (int i = 0; i < spec.hiddenWidths().size(); i++) {
            hidden = layer(i == 0 ? name : name + (i + 1), hidden);
        }
        return hidden;
    }

    /** A linear layer, its norm if there is one, and its activation. */
    private String layer(String name, String input) {
        String linear = "lin_" + name;
        String sums = linear(linear, input, linear);
        if (spec.options().layerNorm()) {
            String norm = "norm_" + name;
            sums =
                    graph.node("LayerNormalization")
                            .of(sums, constant(norm + ".gamma"), constant(norm + ".beta"))
                            .as(norm);
        }
        return switch (spec.options().activation()) {
            case RELU -> relu(sums);
            case TANH -> graph.node("Tanh").of(sums).as(sums + ".squashed");
            case ELU -> graph.node("Elu").of(sums).as(sums + ".bent");
            case SILU -> {
                String gate = graph.node("Sigmoid").of(sums).as(sums + ".gate");
                yield graph.node("Mul").of(sums, gate).as(sums + ".gated");
            }
        };
    }

    /** All parts as one row of features {@code (N, F)}. */
    private String encoded(List<String> observations, Optional<ObservationNormalizer> normalizer) {
        List<Part> parts = spec.observationSpace().parts();
        var features = new ArrayList<String>();
        int floats = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            String name = parts.size() == 1 ? "observation" : "part" + i;
            String seen = observations.get(i);
            if (part.type() == ElementType.UINT8) {
                String values = cast(seen, Element.FLOAT, name + ".floats");
                String unit = graph.floats(name + ".unit", new float[] {1 / 255f});
                seen = graph.node("Mul").of(values, unit).as(name + ".scaled");
            } else {
                if (normalizer.isPresent()) {
                    seen = normalized(name, seen, normalizer.get(), part, floats);
                }
                floats += part.size();
            }
            features.add(part.shape().length > 1 ? convolved(name, seen, part) : seen);
        }
        return features.size() == 1
                ? features.get(0)
                : graph.node("Concat")
                        .of(features.toArray(String[]::new))
                        .with("axis", 1)
                        .as("encoded");
    }

    /**
     * In doubles, as {@link ObservationNormalizer#normalize} does: the result has the same bits.
     *
     * @param from the first element of the part among all that are normalised
     */
    private String normalized(
            String name, String seen, ObservationNormalizer normalizer, Part part, int from) {
        long[] shape = lengths(part.shape());
        int to = from + part.size();
        String of = name.equals("observation") ? "normalizer" : name + ".normalizer";
        double[] means = Arrays.copyOfRange(normalizer.means(), from, to);
        double[] deviations = Arrays.copyOfRange(normalizer.deviations(), from, to);
        String mean = graph.doubles(of + ".mean", means, shape);
        String scale = graph.doubles(of + ".deviation", deviations, shape);
        String low = graph.doubles(of + ".low", new double[] {-normalizer.clip()});
        String high = graph.doubles(of + ".high", new double[] {normalizer.clip()});
        String value = cast(seen, Element.DOUBLE, name + ".doubles");
        value = graph.node("Sub").of(value, mean).as(name + ".centred");
        value = graph.node("Div").of(value, scale).as(name + ".standardized");
        value = graph.node("Clip").of(value, low, high).as(name + ".clipped");
        return cast(value, Element.FLOAT, name + ".normalized");
    }

    private String convolved(String name, String seen, Part part) {
        String of = spec.observationSpace().isSingle() ? "" : part.name() + "_";
        String pixels = seen;
        int number = 0;
        for (Convolution each : Convolution.of(part)) {
            number++;
            pixels = relu(convolution(of + "conv" + number, each, pixels));
        }
        return graph.node("Flatten").of(pixels).with("axis", 1).as(name + ".encoded");
    }

    private String convolution(String name, Convolution convolution, String input) {
        int padding = convolution.padding();
        return graph.node("Conv")
                .of(input, constant(name + ".weight"), constant(name + ".bias"))
                .withList("strides", convolution.down(), convolution.right())
                .withList("pads", padding, padding, padding, padding)
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

    /** Policy and likeliest action; of choices and real numbers at once, one action of each. */
    private void actor(String features) {
        ActionSpace space = spec.actionSpace();
        int[] branches = space.branches();
        int dimensions = space.low().length;
        if (dimensions == 0) {
            choices(branches, linear("policy", features, "policy"), "action");
        } else if (branches.length == 0) {
            String mean = linear("policy", features, "mean");
            values(space, mean, "action");
            graph.node("Concat").of(mean, spread(mean, features)).with("axis", 1).as("policy");
        } else {
            String both = linear("policy", features, "logits_and_mean");
            String widths = graph.integers("policy.widths", space.choices(), dimensions);
            graph.node("Split").of(both, widths).with("axis", 1).as(List.of("logits", "mean"));
            choices(branches, "logits", "action_choices");
            values(space, "mean", "action_values");
            graph.node("Concat").of(both, spread("mean", features)).with("axis", 1).as("policy");
        }
    }

    /** The first of the greatest logits in each branch. */
    private void choices(int[] widths, String logits, String result) {
        if (widths.length == 1) {
            likeliest(logits, result);
            return;
        }
        var branches = new ArrayList<String>();
        var choices = new String[widths.length];
        for (int branch = 0; branch < widths.length; branch++) {
            branches.add("policy.branch" + branch);
        }
        String lengths = graph.integers("policy.branches", lengths(widths));
        graph.node("Split").of(logits, lengths).with("axis", 1).as(branches);
        for (int branch = 0; branch < widths.length; branch++) {
            choices[branch] = likeliest(branches.get(branch), "action.branch" + branch);
        }
        graph.node("Concat").of(choices).with("axis", 1).as(result);
    }

    private String likeliest(String logits, String result) {
        return graph.node("ArgMax").of(logits).with("axis", 1).as(result);
    }

    /** The means within their bounds: clipped, or squashed. */
    private void values(ActionSpace space, String mean, String result) {
        String low = graph.floats("action.low", space.low(), space.low().length);
        String high = graph.floats("action.high", space.high(), space.high().length);
        String value = spec.options().squash() ? squashed(space, mean) : mean;
        String below = graph.node("Min").of(high, value).as("action.below_high");
        graph.node("Max").of(low, below).as(result);
    }

    /** middle + half · tanh u, which is low + (high − low) · (tanh u + 1) / 2. */
    private String squashed(ActionSpace space, String mean) {
        float[] low = space.low();
        float[] high = space.high();
        var half = new float[low.length];
        var middle = new float[low.length];
        for (int i = 0; i < low.length; i++) {
            half[i] = (float) (((double) high[i] - low[i]) / 2);
            middle[i] = (float) (((double) high[i] + low[i]) / 2);
        }
        String tanh = graph.node("Tanh").of(mean).as("action.tanh");
        String width = graph.floats("action.half", half, half.length);
        String scaled = graph.node("Mul").of(tanh, width).as("action.scaled");
        String centre = graph.floats("action.middle", middle, middle.length);
        return graph.node("Add").of(scaled, centre).as("action.squashed");
    }

    /** The policy's spread, {@code (N, dimensions)}: of each state, or the same for all. */
    private String spread(String mean, String features) {
        if (spec.options().stateDependentStd()) {
            return linear("log_std", features, "log_std");
        }
        String shape = graph.node("Shape").of(mean).as("mean.shape");
        return graph.node("Expand").of(constant("log_std.log_std"), shape).as("log_std");
    }

    private static long[] lengths(int... lengths) {
        return Arrays.stream(lengths).asLongStream().toArray();
    }
}

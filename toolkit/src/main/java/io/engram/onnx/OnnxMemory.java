package io.engram.onnx;

import io.engram.network.NetworkSpec;
import io.engram.network.NetworkSpec.Memory;
import io.engram.onnx.Weights.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * The recurrent layers, as ONNX's {@code LSTM} and {@code GRU} over one step.
 *
 * <p>The engine's order of gates is PyTorch's, i f g o and r z n; that of ONNX is i o f c and z r
 * h. Where PyTorch has one block of rows for each gate, ONNX has so too. The GRU resets after its
 * matrix ({@code linear_before_reset}), as PyTorch's does.
 */
final class OnnxMemory {
    private static final int[] LSTM_GATES = {0, 3, 1, 2};
    private static final int[] GRU_GATES = {1, 0, 2};

    private final OnnxGraph graph;
    private final NetworkSpec spec;
    private final Weights weights;
    private final boolean lstm;
    private final int[] gates;

    OnnxMemory(OnnxGraph graph, NetworkSpec spec, Weights weights) {
        this.graph = graph;
        this.spec = spec;
        this.weights = weights;
        lstm = spec.memory() == Memory.LSTM;
        gates = lstm ? LSTM_GATES : GRU_GATES;
    }

    /**
     * Adds the layers.
     *
     * @param features {@code (N, F)}
     * @param hiddenState {@code (layers, N, H)}
     * @param nextHiddenState the name for the state afterwards, {@code (layers, N, H)}
     * @return the features afterwards, {@code (N, units)}
     */
    String add(String features, String hiddenState, String nextHiddenState) {
        if (spec.memory() == Memory.NONE) {
            graph.node("Identity").of(hiddenState).as(nextHiddenState);
            return features;
        }
        List<String> h;
        List<String> c = null;
        if (lstm) {
            // (layers, N, 2·units) -> h and c, (layers, N, units) each
            String widths = graph.integers("memory.widths", spec.memoryUnits(), spec.memoryUnits());
            graph.node("Split")
                    .of(hiddenState, widths)
                    .with("axis", 2)
                    .as(List.of("memory.h", "memory.c"));
            h = layers("memory.h");
            c = layers("memory.c");
        } else {
            h = layers(hiddenState);
        }
        var nextH = new ArrayList<String>();
        var nextC = new ArrayList<String>();
        // (N, F) -> (1, N, F): a sequence of one step; a layer's h has that shape already
        String first = graph.integers("first_axis", 0);
        String below = graph.node("Unsqueeze").of(features, first).as("memory.features");
        for (int layer = 0; layer < spec.memoryLayers(); layer++) {
            below = layer(layer, below, h.get(layer), lstm ? c.get(layer) : null);
            nextH.add(below);
            nextC.add("memory.next_c" + layer);
        }
        if (lstm) {
            String allH = graph.node("Concat").of(array(nextH)).with("axis", 0).as("memory.next_h");
            String allC = graph.node("Concat").of(array(nextC)).with("axis", 0).as("memory.next_c");
            graph.node("Concat").of(allH, allC).with("axis", 2).as(nextHiddenState);
        } else {
            graph.node("Concat").of(array(nextH)).with("axis", 0).as(nextHiddenState);
        }
        return graph.node("Squeeze").of(below, first).as("memory.output");
    }

    /** {@code (layers, N, units)} as one array {@code (1, N, units)} for each layer. */
    private List<String> layers(String state) {
        if (spec.memoryLayers() == 1) {
            return List.of(state);
        }
        var names = new ArrayList<String>();
        for (int layer = 0; layer < spec.memoryLayers(); layer++) {
            names.add(state + layer);
        }
        graph.node("Split").of(state).with("axis", 0).as(names);
        return names;
    }

    private String layer(int layer, String below, String h, String c) {
        String name = "recurrent_layer.l_" + layer;
        String input = matrix(name + "_i2h_weight");
        String recurrent = matrix(name + "_h2h_weight");
        String biases = biases(name);
        String nextH = "memory.next_h" + layer;
        if (lstm) {
            graph.node("LSTM")
                    .of(below, input, recurrent, biases, "", h, c)
                    .with("hidden_size", spec.memoryUnits())
                    .as(List.of("", nextH, "memory.next_c" + layer));
        } else {
            graph.node("GRU")
                    .of(below, input, recurrent, biases, "", h)
                    .with("hidden_size", spec.memoryUnits())
                    .with("linear_before_reset", 1)
                    .as(List.of("", nextH));
        }
        return nextH;
    }

    private String matrix(String name) {
        Weight weight = weights.get(name);
        long columns = weight.shape()[1];
        return graph.floats(name, reordered(weight), 1, weight.rows(), columns);
    }

    private String biases(String layer) {
        float[] input = reordered(weights.get(layer + "_i2h_bias"));
        float[] recurrent = reordered(weights.get(layer + "_h2h_bias"));
        var both = new float[2 * input.length];
        System.arraycopy(input, 0, both, 0, input.length);
        System.arraycopy(recurrent, 0, both, input.length, input.length);
        return graph.floats(layer + "_biases", both, 1, both.length);
    }

    private float[] reordered(Weight weight) {
        float[] values = weight.values();
        int block = values.length / gates.length;
        var reordered = new float[values.length];
        for (int gate = 0; gate < gates.length; gate++) {
            System.arraycopy(values, gates[gate] * block, reordered, gate * block, block);
        }
        return reordered;
    }

    private static String[] array(List<String> names) {
        return names.toArray(String[]::new);
    }
}

package io.engram.onnx;

import io.engram.network.NetworkOptions.MemoryLayer;
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
    private final List<MemoryLayer> stack;

    /** Which arrays h, and c of an LSTM, belong to each layer, before and after the step. */
    private record State(List<String> before, List<String> after) {}

    OnnxMemory(OnnxGraph graph, NetworkSpec spec, Weights weights) {
        this.graph = graph;
        this.spec = spec;
        this.weights = weights;
        stack = spec.memoryStack();
    }

    /**
     * Adds the layers.
     *
     * @param features {@code (N, F)}
     * @param hiddenState {@code (layers, N, H)}
     * @param nextHiddenState the name for the state afterwards, {@code (layers, N, H)}
     * @return the features afterwards, {@code (N, units)}: of the actor, and of the critic if it
     *     has a memory of its own
     */
    List<String> add(String features, String hiddenState, String nextHiddenState) {
        if (stack.isEmpty()) {
            graph.node("Identity").of(hiddenState).as(nextHiddenState);
            return List.of(features);
        }
        List<State> states = states(hiddenState);
        // (N, F) -> (1, N, F): a sequence of one step; a layer's h has that shape already
        String first = graph.integers("first_axis", 0);
        String seen = graph.node("Unsqueeze").of(features, first).as("memory.features");
        var outputs = new ArrayList<String>();
        String top = through(seen, "recurrent_layer", states.subList(0, stack.size()));
        outputs.add(graph.node("Squeeze").of(top, first).as("memory.output"));
        if (spec.options().separateMemories()) {
            var rest = states.subList(stack.size(), states.size());
            String critic = through(seen, "recurrent_critic", rest);
            outputs.add(graph.node("Squeeze").of(critic, first).as("memory.critic_output"));
        }
        join(states, nextHiddenState);
        return outputs;
    }

    /** The state of each layer; those of the critic come last. */
    private List<State> states(String hiddenState) {
        int memories = spec.options().separateMemories() ? 2 : 1;
        var states = new ArrayList<State>();
        var widths = new ArrayList<Integer>();
        var pieces = new ArrayList<String>();
        List<String> rows = rows(hiddenState);
        for (int i = 0; i < memories * stack.size(); i++) {
            MemoryLayer layer = stack.get(i % stack.size());
            boolean lstm = layer.memory() == Memory.LSTM;
            String row = rows.get(spec.isUniform() ? i : 0);
            List<String> before;
            if (lstm) {
                before = List.of("memory.h" + i, "memory.c" + i);
            } else {
                before = List.of(spec.isUniform() ? row : "memory.h" + i);
            }
            before.forEach(
                    name -> {
                        pieces.add(name);
                        widths.add(layer.units());
                    });
            states.add(
                    new State(
                            before,
                            lstm
                                    ? List.of("memory.next_h" + i, "memory.next_c" + i)
                                    : List.of("memory.next_h" + i)));
            if (spec.isUniform()) {
                split(row, pieces, widths);
            }
        }
        if (!spec.isUniform()) {
            split(hiddenState, pieces, widths);
        }
        return states;
    }

    /** {@code (layers, N, H)} as one array {@code (1, N, H)} for each layer of one kind. */
    private List<String> rows(String hiddenState) {
        if (!spec.isUniform() || stack.size() == 1) {
            return List.of(hiddenState);
        }
        var names = new ArrayList<String>();
        for (int layer = 0; layer < stack.size(); layer++) {
            names.add(hiddenState + layer);
        }
        graph.node("Split").of(hiddenState).with("axis", 0).as(names);
        return names;
    }

    /** A row of states into its pieces, which are then done with. */
    private void split(String row, List<String> pieces, List<Integer> widths) {
        if (pieces.size() > 1) {
            long[] lengths = widths.stream().mapToLong(Integer::longValue).toArray();
            String constant = graph.integers(row + ".widths", lengths);
            graph.node("Split").of(row, constant).with("axis", 2).as(List.copyOf(pieces));
        }
        pieces.clear();
        widths.clear();
    }

    private void join(List<State> states, String nextHiddenState) {
        var rows = new ArrayList<String>();
        if (spec.isUniform()) {
            for (int i = 0; i < states.size(); i++) {
                List<String> after = states.get(i).after;
                String row = states.size() == 1 ? nextHiddenState : nextHiddenState + i;
                rows.add(
                        after.size() == 1 && states.size() > 1
                                ? after.get(0)
                                : graph.node("Concat").of(array(after)).with("axis", 2).as(row));
            }
            if (states.size() > 1) {
                graph.node("Concat").of(array(rows)).with("axis", 0).as(nextHiddenState);
            }
        } else {
            states.forEach(state -> rows.addAll(state.after));
            graph.node("Concat").of(array(rows)).with("axis", 2).as(nextHiddenState);
        }
    }

    /** One memory, layer by layer; returns what comes out on top, {@code (1, N, units)}. */
    private String through(String seen, String block, List<State> states) {
        String below = seen;
        for (int i = 0; i < stack.size(); i++) {
            String own = i == 0 || spec.isUniform() ? block : block + (i + 1);
            String name = own + ".l_" + (spec.isUniform() ? i : 0);
            below = layer(name, stack.get(i), below, states.get(i));
        }
        return below;
    }

    private String layer(String name, MemoryLayer kind, String below, State state) {
        int[] gates = kind.memory() == Memory.LSTM ? LSTM_GATES : GRU_GATES;
        String input = matrix(name + "_i2h_weight", gates);
        String recurrent = matrix(name + "_h2h_weight", gates);
        String biases = biases(name, gates);
        var results = new ArrayList<>(List.of(""));
        results.addAll(state.after);
        if (kind.memory() == Memory.LSTM) {
            graph.node("LSTM")
                    .of(below, input, recurrent, biases, "")
                    .of(array(state.before))
                    .with("hidden_size", kind.units())
                    .as(results);
        } else {
            graph.node("GRU")
                    .of(below, input, recurrent, biases, "")
                    .of(array(state.before))
                    .with("hidden_size", kind.units())
                    .with("linear_before_reset", 1)
                    .as(results);
        }
        return state.after.get(0);
    }

    private String matrix(String name, int... gates) {
        Weight weight = weights.get(name);
        long columns = weight.shape()[1];
        return graph.floats(name, reordered(weight, gates), 1, weight.rows(), columns);
    }

    private String biases(String layer, int... gates) {
        float[] input = reordered(weights.get(layer + "_i2h_bias"), gates);
        float[] recurrent = reordered(weights.get(layer + "_h2h_bias"), gates);
        var both = new float[2 * input.length];
        System.arraycopy(input, 0, both, 0, input.length);
        System.arraycopy(recurrent, 0, both, input.length, input.length);
        return graph.floats(layer + "_biases", both, 1, both.length);
    }

    private static float[] reordered(Weight weight, int... gates) {
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

package io.engram.network;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.engram.random.RandomStream;
import io.engram.space.ObservationSpace;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of a network before any training, in the order of their names.
 *
 * @param trained those that training changes
 * @param fixed those that it does not
 * @param trainedValues the values of the former, one after another
 * @param fixedValues the values of the latter
 */
record InitialParameters(
        Map<String, Parameter> trained,
        Map<String, Parameter> fixed,
        float[] trainedValues,
        float[] fixedValues) {

    /**
     * Initialises a network.
     *
     * @param random the source of the values, besides PyTorch's own
     * @param scratch owns the blocks' arrays, which nobody needs afterwards
     */
    static InitialParameters of(
            ActorCriticNetwork network,
            ObservationSpace observationSpace,
            RandomStream random,
            NDManager scratch) {
        Map<String, Block> targets =
                network instanceof RandomNetworkDistillation rnd ? rnd.targetBlocks() : Map.of();
        network.blocks().values().forEach(Block::clear);
        targets.values().forEach(Block::clear);
        firstPass(network, new ObservationTensors(observationSpace), scratch);
        Map<String, Parameter> trained = parametersOf(network.blocks());
        Map<String, Parameter> fixed = parametersOf(targets);
        if (trained.isEmpty()) {
            throw new IllegalStateException(
                    "the network has no parameters: blocks() must name every block that has some");
        }
        return new InitialParameters(
                trained, fixed, values(network, trained, random), values(network, fixed, random));
    }

    private static void firstPass(
            ActorCriticNetwork network, ObservationTensors tensors, NDManager scratch) {
        Forward forward = Forward.initializing(new ParameterStore(scratch, false));
        HiddenShape hidden = network.hiddenStateShape();
        network.look(forward, tensors.zeros(scratch, 1, 1), scratch.zeros(hidden.of(1)));
        if (network instanceof RandomNetworkDistillation rnd) {
            rnd.forwardRnd(
                    forward, tensors.zeros(scratch, 1), scratch.zeros(new Shape(1, hidden.size())));
        }
    }

    private static float[] values(
            ActorCriticNetwork network, Map<String, Parameter> parameters, RandomStream random) {
        var values = new LinkedHashMap<String, float[]>();
        var shapes = new LinkedHashMap<String, long[]>();
        parameters.forEach(
                (name, parameter) -> {
                    values.put(name, parameter.getArray().toFloatArray());
                    shapes.put(name, parameter.getShape().getShape());
                });
        network.initialize(values, shapes, random);
        return concatenate(values);
    }

    private static Map<String, Parameter> parametersOf(Map<String, Block> blocks) {
        var all = new TreeMap<String, Parameter>();
        blocks.forEach(
                (block, model) -> {
                    if (!model.isInitialized()) {
                        throw new IllegalStateException(
                                "the block '%s' was never run in forward(): remove it from"
                                                .formatted(block)
                                        + " blocks(), or use it");
                    }
                    model.getParameters()
                            .forEach(
                                    pair ->
                                            all.put(
                                                    block + "." + plainName(pair.getKey()),
                                                    trainable(block, pair.getValue())));
                });
        return all;
    }

    private static Parameter trainable(String block, Parameter parameter) {
        if (!parameter.requiresGradient()) {
            throw new IllegalStateException(
                    "the block '%s' keeps running statistics (%s), which differ between acting and"
                                    .formatted(block, parameter.getName())
                            + " learning; use LayerNorm in place of BatchNorm");
        }
        return parameter;
    }

    private static String plainName(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static float[] concatenate(Map<String, float[]> values) {
        var all = new float[values.values().stream().mapToInt(each -> each.length).sum()];
        int offset = 0;
        for (float[] each : values.values()) {
            System.arraycopy(each, 0, all, offset, each.length);
            offset += each.length;
        }
        return all;
    }
}

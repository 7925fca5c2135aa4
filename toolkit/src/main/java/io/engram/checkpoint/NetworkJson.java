package io.engram.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.engram.network.Activation;
import io.engram.network.NetworkOptions;
import io.engram.network.NetworkOptions.MemoryLayer;
import io.engram.network.NetworkSpec;
import io.engram.network.NetworkSpec.Memory;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How to make a network again, as JSON. What a network has beyond one memory and one shared layer
 * is written only where it has it, and is absent from older files.
 */
final class NetworkJson {
    private static final String LOWER_WIDTHS = "lower_hidden_units";
    private static final String ACTIVATION = "activation";
    private static final String LAYER_NORM = "layer_norm";
    private static final String SKIP = "skip";
    private static final String SQUASH = "squash";
    private static final String STATE_DEPENDENT_STD = "state_dependent_std";
    private static final String UPPER_MEMORY = "upper_memory";
    private static final String SEPARATE_MEMORIES = "separate_memories";
    private static final String MEMORY = "memory";
    private static final String UNITS = "units";

    private NetworkJson() {}

    static ObjectNode write(NetworkSpec spec) {
        var node = RunJson.MAPPER.createObjectNode();
        node.put(MEMORY, spec.memory().name());
        node.put("memory_units", spec.memoryUnits());
        node.put("memory_layers", spec.memoryLayers());
        node.put("hidden_units", spec.hiddenUnits());
        node.put("initial_log_std", spec.initialLogStd());
        node.put("rnd_features", spec.rndFeatures());
        NetworkOptions options = spec.options();
        if (!options.lowerWidths().isEmpty()) {
            options.lowerWidths().forEach(node.putArray(LOWER_WIDTHS)::add);
        }
        if (options.activation() != Activation.RELU) {
            node.put(ACTIVATION, options.activation().name());
        }
        put(node, LAYER_NORM, options.layerNorm());
        put(node, SKIP, options.skip());
        put(node, SQUASH, options.squash());
        put(node, STATE_DEPENDENT_STD, options.stateDependentStd());
        if (!options.upperMemory().isEmpty()) {
            var layers = node.putArray(UPPER_MEMORY);
            for (MemoryLayer layer : options.upperMemory()) {
                layers.addObject().put(MEMORY, layer.memory().name()).put(UNITS, layer.units());
            }
        }
        put(node, SEPARATE_MEMORIES, options.separateMemories());
        return node;
    }

    private static void put(ObjectNode node, String field, boolean isSet) {
        if (isSet) {
            node.put(field, true);
        }
    }

    static NetworkSpec read(
            JsonNode node, ObservationSpace observationSpace, ActionSpace actionSpace) {
        return new NetworkSpec(
                observationSpace,
                actionSpace,
                named(node, MEMORY, Memory.values()),
                JsonFields.count(node, "memory_units"),
                JsonFields.count(node, "memory_layers"),
                JsonFields.count(node, "hidden_units"),
                JsonFields.number(node, "initial_log_std"),
                node.has("rnd_features") ? JsonFields.count(node, "rnd_features") : 0,
                new NetworkOptions(
                        widths(node),
                        node.has(ACTIVATION)
                                ? named(node, ACTIVATION, Activation.values())
                                : Activation.RELU,
                        flag(node, LAYER_NORM),
                        flag(node, SKIP),
                        flag(node, SQUASH),
                        flag(node, STATE_DEPENDENT_STD),
                        upperMemory(node),
                        flag(node, SEPARATE_MEMORIES),
                        false));
    }

    private static <E extends Enum<E>> E named(JsonNode node, String field, E[] values) {
        String name = JsonFields.text(node, field);
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findAny()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "'%s' must be one of %s, but is '%s'"
                                                .formatted(field, Arrays.toString(values), name)));
    }

    private static boolean flag(JsonNode node, String field) {
        return node.has(field) && JsonFields.flag(node, field);
    }

    private static List<Integer> widths(JsonNode node) {
        var widths = new ArrayList<Integer>();
        for (int i = 0; i < array(node, LOWER_WIDTHS).size(); i++) {
            JsonNode width = node.get(LOWER_WIDTHS).get(i);
            if (!width.isIntegralNumber() || !width.canConvertToInt()) {
                throw new IllegalArgumentException(
                        "'%s' must be whole numbers, but has %s"
                                .formatted(LOWER_WIDTHS, JsonFields.shortened(width)));
            }
            widths.add(width.intValue());
        }
        return widths;
    }

    private static List<MemoryLayer> upperMemory(JsonNode node) {
        var layers = new ArrayList<MemoryLayer>();
        for (JsonNode layer : array(node, UPPER_MEMORY)) {
            layers.add(
                    new MemoryLayer(
                            named(layer, MEMORY, Memory.values()), JsonFields.count(layer, UNITS)));
        }
        return layers;
    }

    /** The array under a field; an empty one if it is absent. */
    private static JsonNode array(JsonNode node, String field) {
        if (!node.has(field)) {
            return RunJson.MAPPER.createArrayNode();
        }
        if (!node.get(field).isArray()) {
            throw new IllegalArgumentException(
                    "'%s' must be a list, but is %s"
                            .formatted(field, JsonFields.shortened(node.get(field))));
        }
        return node.get(field);
    }
}

package io.engram.network;

import io.engram.network.NetworkSpec.Memory;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters that a ready-made network acts by in Java, and whether they are all there. */
final class StepParameters {
    private StepParameters() {}

    /**
     * Refuses the parameters of another network.
     *
     * @param parameters the values of each parameter by name
     * @throws IllegalArgumentException if one is missing or has another size; it is named
     */
    static void require(NetworkSpec spec, Map<String, float[]> parameters) {
        sizes(spec)
                .forEach(
                        (name, size) -> {
                            float[] values = parameters.get(name);
                            if (values == null || values.length != size) {
                                throw new IllegalArgumentException(
                                        "the network needs the parameter %s of %d numbers, but in the checkpoint %s; give the network that was trained, or another checkpoint"
                                                .formatted(
                                                        name,
                                                        size,
                                                        values == null
                                                                ? "there is none"
                                                                : "it has " + values.length));
                            }
                        });
    }

    private static Map<String, Integer> sizes(NetworkSpec spec) {
        var sizes = new LinkedHashMap<String, Integer>();
        int inputs = spec.observationSpace().floats();
        if (spec.memory() != Memory.NONE) {
            int gates = (spec.memory() == Memory.LSTM ? 4 : 3) * spec.memoryUnits();
            for (int layer = 0; layer < spec.memoryLayers(); layer++) {
                String name = "recurrent_layer.l_" + layer;
                sizes.put(name + "_i2h_weight", gates * inputs);
                sizes.put(name + "_h2h_weight", gates * spec.memoryUnits());
                sizes.put(name + "_i2h_bias", gates);
                sizes.put(name + "_h2h_bias", gates);
                inputs = spec.memoryUnits();
            }
        }
        int units = spec.hiddenUnits();
        int dimensions = spec.actionSpace().low().length;
        put(sizes, "lin_hidden", inputs, units);
        put(sizes, "lin_policy", units, units);
        put(sizes, "lin_value", units, units);
        put(sizes, "policy", units, spec.actionSpace().choices() + dimensions);
        put(sizes, "value", units, 1);
        if (spec.rndFeatures() > 0) {
            put(sizes, "intrinsic_value", units, 1);
        }
        if (dimensions > 0) {
            sizes.put("log_std.log_std", dimensions);
        }
        return sizes;
    }

    private static void put(Map<String, Integer> sizes, String layer, int inputs, int outputs) {
        sizes.put(layer + ".weight", inputs * outputs);
        sizes.put(layer + ".bias", outputs);
    }
}

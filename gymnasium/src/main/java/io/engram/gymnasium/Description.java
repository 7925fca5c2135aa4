package io.engram.gymnasium;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import io.engram.space.ObservationSpace.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.OptionalInt;

/**
 * What a worker says of an environment.
 *
 * @param observations what is seen
 * @param actions what can be done
 * @param framesPerSecond of films
 * @param stepLimit of episodes, if there is one
 * @param isNondeterministic whether its author says that a seed does not decide all
 * @param layout where in the memory what is
 */
record Description(
        ObservationSpace observations,
        ActionSpace actions,
        int framesPerSecond,
        OptionalInt stepLimit,
        boolean isNondeterministic,
        Layout layout) {
    /** Bounds may be infinite. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    /**
     * Where each array of a record begins.
     *
     * @param choices the choices of an action, as int
     * @param values the real numbers of an action, as float
     * @param floats of an observation
     * @param bytes of an observation
     * @param mask the legal choices, a byte each
     * @param size of the record
     */
    record Layout(int choices, int values, int floats, int bytes, int mask, int size) {}

    static Description read(byte[] json) {
        try {
            JsonNode node = JSON.readTree(new String(json, StandardCharsets.UTF_8));
            JsonNode limit = node.path("step_limit");
            return new Description(
                    observations(node.path("parts")),
                    actions(node),
                    node.path("frames_per_second").asInt(),
                    limit.isInt() ? OptionalInt.of(limit.asInt()) : OptionalInt.empty(),
                    node.path("nondeterministic").asBoolean(),
                    JSON.treeToValue(node.path("record"), Layout.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a worker described its environment in no JSON", e);
        }
    }

    private static ObservationSpace observations(JsonNode parts) {
        var all = new ArrayList<Part>();
        for (JsonNode each : parts) {
            var shape = new int[each.path("shape").size()];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = each.path("shape").path(i).asInt();
            }
            ElementType type = ElementType.valueOf(each.path("type").asText());
            all.add(new Part(each.path("name").asText(), shape, type));
        }
        return all.size() == 1
                ? ObservationSpace.array(all.get(0).type(), all.get(0).shape())
                : ObservationSpace.together(all.toArray(Part[]::new));
    }

    private static ActionSpace actions(JsonNode node) {
        JsonNode counts = node.path("branches");
        var branches = new int[counts.size()];
        for (int i = 0; i < branches.length; i++) {
            branches[i] = counts.path(i).asInt();
        }
        float[] low = floats(node.path("low"));
        float[] high = floats(node.path("high"));
        if (branches.length == 0) {
            return ActionSpace.box(low, high);
        }
        ActionSpace.Discrete choices = ActionSpace.multiDiscrete(branches);
        return low.length == 0 ? choices : ActionSpace.mixed(choices, ActionSpace.box(low, high));
    }

    private static float[] floats(JsonNode numbers) {
        var floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers.path(i).asDouble();
        }
        return floats;
    }
}

package io.engram.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.engram.evaluation.Decision;
import io.engram.evaluation.Policy;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What goes over the wire, as JSON. */
final class Messages {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> FIELDS = Set.of("observation", "bytes", "legal", "reward");

    private Messages() {}

    /**
     * A request for an action.
     *
     * @param observation what is seen
     * @param reward of the previous action, if it is told
     */
    record Question(Observation observation, Optional<Double> reward) {}

    /** The request in bytes. */
    static Question question(byte[] body) {
        JsonNode node = object(body);
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!FIELDS.contains(name)) {
                                throw bad(
                                        "there is no field '%s'; a request has observation, bytes, legal and reward"
                                                .formatted(name));
                            }
                        });
        float[] floats = floats(node.get("observation"));
        byte[] bytes = bytes(node.get("bytes"));
        if (floats == null && bytes == null) {
            throw bad(
                    "a request needs the field observation, an array of numbers, or bytes, in base64");
        }
        var observation = Observation.of(bytes, floats);
        boolean[] legal = legal(node.get("legal"));
        return new Question(
                legal == null ? observation : observation.allowing(legal),
                reward(node.get("reward")));
    }

    private static JsonNode object(byte[] body) {
        JsonNode node;
        try {
            node = JSON.readTree(body);
        } catch (IOException e) {
            throw bad("the request is not JSON: " + firstLine(e));
        }
        if (node == null || !node.isObject()) {
            throw bad("the request must be a JSON object, such as {\"observation\": [0.1, 0.2]}");
        }
        return node;
    }

    private static String firstLine(IOException e) {
        return e instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(e.getMessage());
    }

    private static float[] floats(JsonNode node) {
        if (node == null) {
            return null;
        }
        requireArray("observation", "numbers", node);
        var values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            if (!node.get(i).isNumber()) {
                throw bad(
                        "observation must be an array of numbers, but element %d is %s"
                                .formatted(i, node.get(i)));
            }
            values[i] = node.get(i).floatValue();
        }
        return values;
    }

    private static byte[] bytes(JsonNode node) {
        if (node == null) {
            return null;
        }
        try {
            if (node.isTextual()) {
                return node.binaryValue();
            }
        } catch (IOException e) {
            throw bad("bytes must be base64: " + firstLine(e));
        }
        throw bad("bytes must be a text in base64, but is " + node.getNodeType());
    }

    private static boolean[] legal(JsonNode node) {
        if (node == null) {
            return null;
        }
        requireArray("legal", "true and false", node);
        var flags = new boolean[node.size()];
        for (int i = 0; i < flags.length; i++) {
            if (!node.get(i).isBoolean()) {
                throw bad(
                        "legal must be an array of true and false, but element %d is %s"
                                .formatted(i, node.get(i)));
            }
            flags[i] = node.get(i).booleanValue();
        }
        return flags;
    }

    private static Optional<Double> reward(JsonNode node) {
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isNumber()) {
            throw bad("reward must be a number, but is " + node);
        }
        return Optional.of(node.doubleValue());
    }

    private static void requireArray(String name, String of, JsonNode node) {
        if (!node.isArray()) {
            throw bad("%s must be an array of %s, but is %s".formatted(name, of, node));
        }
    }

    private static Refusal bad(String sentence) {
        return new Refusal(400, sentence);
    }

    /** An answer: choices, real numbers, and on which step of the episode. */
    static ObjectNode answer(Decision decision, long step, boolean details) {
        var node = JSON.createObjectNode();
        Action action = decision.action();
        var choices = node.putArray("choices");
        for (int i = 0; i < action.choiceCount(); i++) {
            choices.add(action.choice(i));
        }
        var values = node.putArray("values");
        for (int i = 0; i < action.valueCount(); i++) {
            values.add(action.value(i));
        }
        node.put("step", step);
        if (details) {
            node.put("value", decision.value());
            node.put("logProbability", decision.logProbability());
            node.set("probabilities", JSON.valueToTree(decision.probabilities()));
            node.set("means", JSON.valueToTree(decision.means()));
            node.set("deviations", JSON.valueToTree(decision.deviations()));
        }
        return node;
    }

    /** What a client has to know of a policy. */
    static ObjectNode description(Policy policy, int sessions) {
        var node = JSON.createObjectNode();
        node.put("policy", policy.description().name());
        node.put("update", policy.updates());
        policy.description().task().ifPresent(task -> node.put("task", task.toString()));
        var parts = node.putArray("observation");
        policy.description()
                .observationSpace()
                .parts()
                .forEach(
                        part ->
                                parts.addObject()
                                        .put("name", part.name())
                                        .put("type", part.type().name().toLowerCase(Locale.ROOT))
                                        .set("shape", JSON.valueToTree(part.shape())));
        ActionSpace actions = policy.description().actionSpace();
        node.set("branches", JSON.valueToTree(actions.branches()));
        node.set("low", bounds(actions.low()));
        node.set("high", bounds(actions.high()));
        return node.put("sessions", sessions);
    }

    /** JSON has no infinity. */
    private static JsonNode bounds(float[] values) {
        var array = JSON.createArrayNode();
        for (float value : values) {
            if (Float.isFinite(value)) {
                array.add(value);
            } else {
                array.addNull();
            }
        }
        return array;
    }

    static ObjectNode step(long step) {
        return JSON.createObjectNode().put("step", step);
    }

    static ObjectNode error(String sentence) {
        return JSON.createObjectNode().put("error", sentence);
    }

    static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is JSON", e);
        }
    }

    /** The longest request that may be right. */
    static int longest(Policy policy) {
        var seen = policy.description().observationSpace();
        long most =
                4096
                        + 32L * seen.floats()
                        + 2L * seen.bytes()
                        + 8L * policy.description().actionSpace().choices();
        return (int) Math.min(most, Integer.MAX_VALUE - 8);
    }

    static byte[] question(Observation seen) {
        var node = JSON.createObjectNode();
        if (seen.floatCount() > 0) {
            node.set("observation", JSON.valueToTree(seen.floats()));
        }
        if (seen.byteCount() > 0) {
            node.put("bytes", seen.bytes());
        }
        return bytes(node);
    }

    /** The choices of an answer. */
    static Action action(byte[] answer) throws IOException {
        JsonNode node = JSON.readTree(answer);
        int[] choices = new int[node.get("choices").size()];
        Arrays.setAll(choices, i -> node.get("choices").get(i).intValue());
        var values = new float[node.get("values").size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.get("values").get(i).floatValue();
        }
        return Action.of(choices, values);
    }
}

package io.engram.gymnasium;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What Python wants to have made.
 *
 * @param id of the environments
 * @param options that differ from the id's defaults
 * @param count N
 * @param autoreset what becomes of an environment whose episode is over
 * @param stepLimit after how many steps an episode is cut off, 0 for the task's own limit only
 * @param isSingle whether the one environment is no vector, so that messages give it no number
 */
record ServedOrder(
        String id,
        Map<String, Object> options,
        int count,
        Autoreset autoreset,
        int stepLimit,
        boolean isSingle) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    /** Gymnasium's three ways, by their names there. */
    enum Autoreset {
        /** The step after the last one begins the next episode; its action does nothing. */
        NEXT_STEP("NextStep"),
        /** The last step of an episode begins the next one too, as in Engram's vectors. */
        SAME_STEP("SameStep"),
        /** Whoever steps also resets. */
        DISABLED("Disabled");

        private final String text;

        Autoreset(String text) {
            this.text = text;
        }

        static Autoreset of(String text) {
            for (Autoreset each : values()) {
                if (each.text.equals(text)) {
                    return each;
                }
            }
            throw new IllegalArgumentException(
                    "autoreset_mode must be NextStep, SameStep or Disabled, but is " + text);
        }
    }

    /**
     * Checks what was ordered.
     *
     * @throws IllegalArgumentException if there is to be none, or the limit is below 0
     */
    ServedOrder {
        if (count < 1) {
            throw new IllegalArgumentException("num_envs must be at least 1, but is " + count);
        }
        if (stepLimit < 0) {
            throw new IllegalArgumentException(
                    "max_episode_steps must be at least 1, but is " + stepLimit);
        }
    }

    static ServedOrder read(byte[] json) {
        try {
            JsonNode node = JSON.readTree(new String(json, StandardCharsets.UTF_8));
            String id = node.path("id").asText();
            Map<String, Object> options =
                    JSON.convertValue(node.path("options"), new TypeReference<>() {});
            options.forEach(
                    (name, value) -> {
                        if (value == null) {
                            throw new IllegalArgumentException(
                                    "option %s of %s is None; leave it out to have its default"
                                            .formatted(name, id));
                        }
                    });
            return new ServedOrder(
                    id,
                    options,
                    node.path("count").asInt(),
                    Autoreset.of(node.path("autoreset").asText()),
                    node.path("step_limit").asInt(),
                    node.path("single").asBoolean());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the order of an environment is no JSON", e);
        }
    }
}

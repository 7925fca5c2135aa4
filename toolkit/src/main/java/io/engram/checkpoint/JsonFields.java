package io.engram.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;

/** The fields of a JSON object, taken as what they must be and as nothing else. */
final class JsonFields {
    private static final int LONGEST = 80;

    private JsonFields() {}

    static byte[] base64(JsonNode node, String field) {
        try {
            return Base64.getDecoder().decode(text(node, field));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' is not in Base64: %s".formatted(field, e.getMessage()), e);
        }
    }

    /** A whole number. */
    static long whole(JsonNode node, String field) {
        JsonNode value = required(node, field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw mistyped(field, value, "a whole number");
        }
        return value.longValue();
    }

    static int count(JsonNode node, String field) {
        JsonNode value = required(node, field);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw mistyped(field, value, "a whole number of at most " + Integer.MAX_VALUE);
        }
        return value.intValue();
    }

    static double number(JsonNode node, String field) {
        JsonNode value = required(node, field);
        if (!value.isNumber()) {
            throw mistyped(field, value, "a number");
        }
        return value.doubleValue();
    }

    static boolean flag(JsonNode node, String field) {
        JsonNode value = required(node, field);
        if (!value.isBoolean()) {
            throw mistyped(field, value, "true or false");
        }
        return value.booleanValue();
    }

    static String text(JsonNode node, String field) {
        JsonNode value = required(node, field);
        if (!value.isTextual()) {
            throw mistyped(field, value, "a text");
        }
        return value.textValue();
    }

    private static IllegalArgumentException mistyped(String field, JsonNode value, String kind) {
        return new IllegalArgumentException(
                "'%s' must be %s, but is %s".formatted(field, kind, shortened(value)));
    }

    /** What a message says of a value, which may be a whole tree. */
    static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    static JsonNode required(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("it has no '" + field + "'");
        }
        return value;
    }

    /** That a field of an object is there, with fields of its own. */
    static void requireAll(JsonNode node, String field, String... own) {
        JsonNode value = required(node, field);
        for (String each : own) {
            if (!value.hasNonNull(each)) {
                throw new IllegalArgumentException("'%s' has no '%s'".formatted(field, each));
            }
        }
    }
}

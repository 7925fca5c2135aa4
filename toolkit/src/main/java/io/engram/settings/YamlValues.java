package io.engram.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.engram.text.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** YAML read strictly: a value of the wrong kind or an unknown key is told by its name. */
final class YamlValues {
    private static final ObjectMapper YAML =
            new ObjectMapper(
                            YAMLFactory.builder()
                                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** YAML 1.1 reads a number without a dot but with an exponent as text. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+[eE][-+]?\\d+");

    private YamlValues() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the configuration " + file, e);
        }
    }

    /** The only document of a text. */
    static JsonNode tree(String text, String where) {
        List<JsonNode> documents = documents(text, where);
        if (documents.size() > 1) {
            throw new IllegalArgumentException(
                    "%s must hold one document, but holds %d".formatted(where, documents.size()));
        }
        return documents.get(0);
    }

    /** The documents of a text, each a mapping. */
    static List<JsonNode> documents(String text, String where) {
        List<JsonNode> documents;
        try (MappingIterator<JsonNode> values = YAML.readerFor(JsonNode.class).readValues(text)) {
            documents = values.readAll();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s is not YAML: %s".formatted(where, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + where, e);
        }
        if (documents.isEmpty() || !documents.stream().allMatch(JsonNode::isObject)) {
            throw new IllegalArgumentException(
                    where + " must hold one 'key: value' on each line, such as 'n_steps: 256'");
        }
        return documents;
    }

    /** A plain value as a file has it. */
    static JsonNode node(Object value) {
        return YAML.valueToTree(value);
    }

    static String write(Object value) {
        try {
            return YAML.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration of plain values must be writable", e);
        }
    }

    static void requireKnown(String where, JsonNode object, Collection<String> known) {
        object.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw unknown(where, name, known);
                            }
                        });
    }

    static void requireAll(String where, JsonNode object, Collection<String> names) {
        List<String> absent = names.stream().filter(name -> !object.has(name)).toList();
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s lacks %s".formatted(where, String.join(", ", absent)));
        }
    }

    /** A mapping under a key; an empty one if it is absent or null. */
    static JsonNode section(String key, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return YAML.createObjectNode();
        }
        if (!value.isObject()) {
            throw wrong(key, value, "a section with keys of its own");
        }
        return value;
    }

    static IllegalArgumentException unknown(String where, String key, Collection<String> known) {
        return new IllegalArgumentException(
                "%s has the unknown key '%s'; did you mean '%s'? Known keys: %s"
                        .formatted(where, key, Nearest.to(key, known), String.join(", ", known)));
    }

    static IllegalArgumentException wrong(String key, JsonNode value, String wanted) {
        return new IllegalArgumentException(
                "%s must be %s, but is %s"
                        .formatted(key, wanted, value.isMissingNode() ? "missing" : value));
    }

    static String word(String key, JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(key, value, "a name");
        }
        return value.textValue();
    }

    /**
     * What a mapping says of an environment: numbers, texts, true, false, and lists. A key without
     * a value is left out.
     */
    static Map<String, Object> options(String key, JsonNode object, Collection<String> without) {
        var options = new LinkedHashMap<String, Object>();
        object.properties().stream()
                .filter(field -> !without.contains(field.getKey()) && !field.getValue().isNull())
                .forEach(
                        field ->
                                options.put(
                                        field.getKey(),
                                        option(key + "." + field.getKey(), field.getValue())));
        return options;
    }

    private static Object option(String key, JsonNode value) {
        if (value.isObject()) {
            throw wrong(key, value, "a number, a text, true, false or a list");
        }
        return scalar(value);
    }

    /** A value that is no mapping, as Java has it. */
    static Object scalar(JsonNode value) {
        return value.isTextual() && NUMBER.matcher(value.textValue()).matches()
                ? (Object) Double.valueOf(value.textValue())
                : YAML.convertValue(value, Object.class);
    }

    static int positive(String key, JsonNode value) {
        int number = integer(key, value);
        if (number < 1) {
            throw wrong(key, value, "at least 1");
        }
        return number;
    }

    static ClipRange range(String key, JsonNode value) {
        if (!value.isArray() || value.size() != 2) {
            throw wrong(key, value, "[least, greatest]");
        }
        return new ClipRange(number(key, value.get(0)), number(key, value.get(1)));
    }

    static int integer(String key, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(key, value, "a whole number");
        }
        return value.intValue();
    }

    static double number(String key, JsonNode value) {
        if (value.isTextual()) {
            // YAML 1.1 reads 3e-4, which has no dot, as text; its authors meant a number.
            try {
                return Double.parseDouble(value.textValue());
            } catch (NumberFormatException e) {
                throw wrong(key, value, "a number");
            }
        }
        if (!value.isNumber()) {
            throw wrong(key, value, "a number");
        }
        return value.doubleValue();
    }

    static double numberOrNone(String key, JsonNode value) {
        return value.isNull() ? Double.POSITIVE_INFINITY : number(key, value);
    }

    static boolean flag(String key, JsonNode value) {
        if (!value.isBoolean()) {
            throw wrong(key, value, "true or false");
        }
        return value.booleanValue();
    }
}

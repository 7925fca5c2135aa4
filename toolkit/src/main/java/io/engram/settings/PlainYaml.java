package io.engram.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** YAML as plain values, for what is no file of an agent or a run. */
public final class PlainYaml {
    private PlainYaml() {}

    /**
     * Reads a file.
     *
     * @param file YAML with one mapping
     * @return its keys in their order; values are numbers, texts, true, false, null, lists and
     *     mappings of them. {@code 1e-3} is a number, as its author meant it
     * @throws IllegalArgumentException if it is not YAML, or no mapping
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static Map<String, @Nullable Object> read(Path file) {
        return mapping(YamlValues.tree(YamlValues.text(file), file.toString()));
    }

    private static Map<String, @Nullable Object> mapping(JsonNode object) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        object.properties().forEach(each -> values.put(each.getKey(), value(each.getValue())));
        return values;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            return mapping(node);
        }
        if (node.isArray()) {
            List<@Nullable Object> values = new ArrayList<>();
            node.forEach(each -> values.add(value(each)));
            return values;
        }
        return YamlValues.scalar(node);
    }

    /**
     * Writes plain values.
     *
     * @param values as {@link #read} gives them
     * @return YAML, from which the same values are read
     */
    public static String write(Map<String, Object> values) {
        return YamlValues.write(values);
    }
}

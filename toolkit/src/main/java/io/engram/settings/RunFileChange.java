package io.engram.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.engram.text.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One value of Engram's file of a whole run, said otherwise. */
final class RunFileChange {
    /** Sizes of a mini-batch, of which a file says one. */
    private static final List<String> SIZES =
            List.of("n_mini_batch", "seq_mini_batch_size", "mini_batch_size");

    private static final List<String> MEMORIES = List.of("lstm", "gru");

    private RunFileChange() {}

    /**
     * A tree with another value.
     *
     * @param tree a file that was read without an objection; it is not changed
     * @param name as {@link ConfigFile#with} takes it
     * @return another tree, which nobody has looked at yet
     * @throws IllegalArgumentException if nothing has the name
     */
    static JsonNode of(JsonNode tree, Algorithm algorithm, String name, Object value) {
        List<String> path = path(name, algorithm);
        ObjectNode changed = tree.deepCopy();
        ObjectNode section = changed;
        for (String key : path.subList(0, path.size() - 1)) {
            JsonNode below = section.path(key);
            section = below.isObject() ? (ObjectNode) below : section.putObject(key);
        }
        String key = path.get(path.size() - 1);
        for (List<String> one : List.of(SIZES, MEMORIES)) {
            if (one.contains(key) && path.size() > 1) {
                section.remove(one);
            }
        }
        section.set(key, YamlValues.node(plain(value)));
        return changed;
    }

    private static Object plain(Object value) {
        return value instanceof Schedule schedule ? ScheduleYaml.write(schedule) : value;
    }

    private static List<String> path(String name, Algorithm algorithm) {
        String[] parts = name.split("\\.", -1);
        String first = snake(parts[0]);
        if (parts.length > 1) {
            // The options of environments and wrappers are named as in Java.
            boolean isOurs = !first.equals(RunFile.ENVIRONMENT) || parts.length == 2;
            return Arrays.stream(parts).map(each -> isOurs ? snake(each) : each).toList();
        }
        if (RunFile.KEYS.contains(first)) {
            return List.of(first);
        }
        if (ConfigYaml.keys(algorithm).contains(first)) {
            return List.of(RunFile.AGENT, first);
        }
        List<String> ofNetwork = NetworkSettings.keys(algorithm);
        if (ofNetwork.contains(first)) {
            return List.of(RunFile.NETWORK, first);
        }
        var known = new ArrayList<>(ConfigYaml.keys(algorithm));
        known.addAll(ofNetwork);
        known.addAll(RunFile.KEYS);
        throw new IllegalArgumentException(
                "nothing in the file of a run for %s is called '%s'; did you mean '%s'? An option of the environment is named as environment.options.%s"
                        .formatted(algorithm.key(), name, Nearest.to(first, known), name));
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}

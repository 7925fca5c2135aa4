package io.engram.settings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What differs between two configurations, in words. */
final class ConfigChanges {
    private ConfigChanges() {}

    /** One line for each parameter that differs, under its name in the builders. */
    static List<String> of(AgentConfig from, AgentConfig to) {
        Map<String, Object> before = ConfigYaml.toMap(from);
        Map<String, Object> after = ConfigYaml.toMap(to);
        var keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        var changes = new ArrayList<String>();
        for (String key : keys) {
            if (!Objects.equals(before.get(key), after.get(key))) {
                changes.add(
                        "%s: %s → %s"
                                .formatted(
                                        camelCase(key),
                                        text(before.get(key)),
                                        text(after.get(key))));
            }
        }
        return changes;
    }

    static String camelCase(String key) {
        var name = new StringBuilder();
        for (String word : key.split("_")) {
            name.append(
                    name.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    static String text(Object value) {
        if (value instanceof Map<?, ?> schedule && schedule.containsKey("initial")) {
            String line =
                    "%s to %s over %s updates"
                            .formatted(
                                    text(schedule.get("initial")),
                                    text(schedule.get("final")),
                                    schedule.get("max_decay_steps"));
            String power = text(schedule.get("power"));
            return power.equals("1") ? line : line + " to the power of " + power;
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(each -> camelCase(each.getKey().toString()) + " " + text(each.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        return value == null ? "none" : value.toString();
    }
}

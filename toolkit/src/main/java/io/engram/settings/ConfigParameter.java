package io.engram.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One parameter of an agent.
 *
 * @param name its name, in camelCase
 * @param value its value
 * @param usual the algorithm's default
 */
public record ConfigParameter(String name, String value, String usual) {

    /**
     * Whether it is not the algorithm's default.
     *
     * @return true if so
     */
    public boolean isChanged() {
        return !value.equals(usual);
    }

    /** All of a configuration, those first that are not the default. */
    static List<ConfigParameter> of(AgentConfig config) {
        Map<String, Object> values = ConfigYaml.toMap(config);
        Map<String, Object> defaults = ConfigYaml.toMap(config.defaults());
        values.remove("algorithm");
        var changed = new ArrayList<ConfigParameter>();
        var same = new ArrayList<ConfigParameter>();
        values.forEach(
                (key, value) -> {
                    Object usual = defaults.get(key);
                    var each =
                            new ConfigParameter(
                                    ConfigChanges.camelCase(key),
                                    ConfigChanges.text(value),
                                    ConfigChanges.text(usual));
                    (Objects.equals(value, usual) ? same : changed).add(each);
                });
        changed.addAll(same);
        return changed;
    }
}

package io.engram.agent;

import io.engram.show.HtmlTable;
import io.engram.show.HtmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An agent's parameters, and which of them differ from the defaults. */
final class AgentTable {
    private AgentTable() {}

    static String html(Agent agent) {
        return "<b>%s</b> · %s%s"
                .formatted(
                        HtmlText.escape(agent.config().algorithm().key()),
                        HtmlText.escape(agent.network().toString()),
                        HtmlTable.of(
                                List.of("parameter", "value", "default, where it differs"),
                                rows(agent.config())));
    }

    /** Those that differ come first: they are what makes this agent. */
    private static List<List<String>> rows(AgentConfig config) {
        Map<String, Object> values = ConfigYaml.toMap(config);
        Map<String, Object> defaults = ConfigYaml.toMap(defaults(config));
        var other = new ArrayList<List<String>>();
        var same = new ArrayList<List<String>>();
        // It stands above the table.
        values.remove("algorithm");
        values.forEach(
                (key, value) -> {
                    Object usual = defaults.get(key);
                    String name = ConfigChanges.camelCase(key);
                    String text = ConfigChanges.text(value);
                    if (Objects.equals(value, usual)) {
                        same.add(List.of(name, text, ""));
                    } else {
                        other.add(List.of(name, text, ConfigChanges.text(usual)));
                    }
                });
        other.addAll(same);
        return other;
    }

    static AgentConfig defaults(AgentConfig config) {
        return AgentConfig.ofYaml("algorithm: " + config.algorithm().key());
    }

    static String text(Agent agent) {
        List<String> set = defaults(agent.config()).changesTo(agent.config());
        return "%s, %s%s"
                .formatted(
                        agent.config().algorithm().key(),
                        agent.network(),
                        set.isEmpty() ? ", defaults" : "; " + String.join("; ", set));
    }
}

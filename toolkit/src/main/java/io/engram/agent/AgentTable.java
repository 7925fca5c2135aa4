package io.engram.agent;

import io.engram.settings.AgentConfig;
import io.engram.show.HtmlTable;
import io.engram.show.HtmlText;
import java.util.List;

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

    private static List<List<String>> rows(AgentConfig config) {
        return config.parameters().stream()
                .map(it -> List.of(it.name(), it.value(), it.isChanged() ? it.usual() : ""))
                .toList();
    }

    static String text(Agent agent) {
        List<String> set = agent.config().defaults().changesTo(agent.config());
        return "%s, %s%s"
                .formatted(
                        agent.config().algorithm().key(),
                        agent.network(),
                        set.isEmpty() ? ", defaults" : "; " + String.join("; ", set));
    }
}

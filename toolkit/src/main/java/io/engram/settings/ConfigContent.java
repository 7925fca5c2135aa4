package io.engram.settings;

import io.engram.environment.EnvironmentSpec;
import io.engram.show.HtmlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a {@link ConfigFile} says, and how a notebook or a terminal shows it. */
record ConfigContent(
        String where,
        ConfigFile.Format format,
        AgentConfig config,
        RunPart run,
        List<String> notes) {

    String html() {
        var html =
                new StringBuilder("<b>%s</b>, %s<table>".formatted(HtmlText.escape(where), format));
        rows().forEach(
                        (name, text) ->
                                html.append(
                                        "<tr><td>%s</td><td>%s</td></tr>"
                                                .formatted(
                                                        HtmlText.escape(name),
                                                        HtmlText.escape(text))));
        html.append("</table>");
        if (!notes.isEmpty()) {
            html.append("done otherwise or not used:<ul>");
            notes.forEach(
                    note -> html.append("<li>").append(HtmlText.escape(note)).append("</li>"));
            html.append("</ul>");
        }
        return html.append("<details><summary>parameters</summary><pre>")
                .append(HtmlText.escape(config.toYaml()))
                .append("</pre></details>")
                .toString();
    }

    String plain() {
        var text = new StringBuilder("%s, %s".formatted(where, format));
        rows().forEach((name, value) -> text.append("\n  %-20s %s".formatted(name, value)));
        notes.forEach(note -> text.append("\n  - ").append(note));
        return text.toString();
    }

    private Map<String, String> rows() {
        var rows = new LinkedHashMap<String, String>();
        put(rows, "name", run.name());
        if (run.environment() != null) {
            rows.put("environment", text(run.environment()));
        }
        put(rows, "environments", run.environmentCount());
        put(rows, "updates", run.updates());
        put(rows, "seed", run.seed());
        if (!run.network().values().isEmpty()) {
            rows.put("network", run.network().toString());
        }
        put(rows, "checkpoint every", run.checkpointEvery());
        if (run.evaluations() != null) {
            rows.put(
                    "evaluate every",
                    "%d updates, %d episodes"
                            .formatted(run.evaluations().updates(), run.evaluations().episodes()));
        }
        rows.put("algorithm", config.algorithm().key());
        return rows;
    }

    private static void put(Map<String, String> rows, String name, Object value) {
        if (value != null) {
            rows.put(name, value.toString());
        }
    }

    private static String text(EnvironmentSpec environment) {
        String options = environment.options().isEmpty() ? "" : " " + environment.options();
        String wrappers =
                environment.wrappers().stream()
                        .map(each -> ", %s %s".formatted(each.name(), each.options()))
                        .collect(Collectors.joining());
        return environment.id() + options + wrappers;
    }
}

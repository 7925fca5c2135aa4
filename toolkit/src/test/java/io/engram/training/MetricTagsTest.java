package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.agent.UpdateStatistics;
import io.engram.checkpoint.MetricHistory;
import io.engram.environment.Episode;
import io.engram.events.EventFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every metric of the CSV is an event, and the page of tags tells which. */
class MetricTagsTest {

    /** A row with every metric that there is. */
    private static MetricRow everything(Map<String, Double> info) {
        var rnd = new UpdateStatistics.Rnd(1, 2, 3, 4);
        var statistics =
                new UpdateStatistics(
                        5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, rnd);
        var episodes = List.of(new Episode(0, 1, 2, info), new Episode(0, 3, 4, info));
        MetricRow row = MetricLog.row(1, 1, 2, episodes, statistics, 24, 25);
        return MetricLog.withEvaluation(row, 26);
    }

    private static Map<String, Float> events(Path folder, MetricRow row) throws IOException {
        try (var sink = new EventSink(folder)) {
            var nothing = new MetricHistory(List.of(), List.of());
            sink.begin(nothing);
            sink.write(row, MetricLog.append(nothing, row));
        }
        try (var files = Files.list(folder)) {
            return EventFileReader.read(files.findFirst().orElseThrow()).stream()
                    .flatMap(event -> event.scalars.stream())
                    .collect(
                            Collectors.toMap(
                                    EventFileReader.Scalar::tag, EventFileReader.Scalar::value));
        }
    }

    @Test
    void givenARowOfEveryMetric_thenEachIsAnEventOfItsOwn(@TempDir Path folder) throws IOException {
        MetricRow row = everything(Map.of("success", 0.5, "reward", 0.25, "return", 0.75));
        Map<String, Float> events = events(folder, row);

        assertThat(row.values())
                .allSatisfy(
                        (name, value) ->
                                assertThat(events)
                                        .as(name)
                                        .containsEntry(MetricTags.of(name), value.floatValue()));
        assertThat(events).containsEntry("episode/success_percent", 0.5f);
        assertThat(events).hasSize(row.values().size() + 1);
    }

    @Test
    void givenThePageOfTags_thenItHasEveryMetricWithItsTagAndNothingElse() throws IOException {
        var wanted = new LinkedHashMap<String, String>();
        everything(Map.of()).values().keySet().forEach(it -> wanted.put(it, MetricTags.of(it)));
        wanted.put("episode_<name>_mean", MetricTags.of("episode_<name>_mean"));
        var rows = new TreeMap<String, String>();
        Path page = Path.of(System.getProperty("basedir", ".")).resolve("../docs/tensorboard.md");
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("| `")) {
                String[] cells = line.substring(3, line.length() - 3).split("` \\| `");
                rows.put(cells[0], cells[1]);
            }
        }
        assertThat(rows).containsExactlyInAnyOrderEntriesOf(wanted);
    }
}

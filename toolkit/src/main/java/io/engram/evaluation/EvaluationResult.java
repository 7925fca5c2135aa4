package io.engram.evaluation;

import io.engram.show.Columns;
import io.engram.show.HtmlText;
import io.engram.show.Showable;
import io.engram.video.Video;
import io.engram.video.VideoWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What an evaluation found. */
public final class EvaluationResult implements Showable {
    private final Evaluation evaluation;
    private final List<EpisodeResult> episodes;

    EvaluationResult(Evaluation evaluation, List<EpisodeResult> episodes) {
        this.evaluation = evaluation;
        this.episodes = List.copyOf(episodes);
    }

    /**
     * Every episode, in the order of its seeds.
     *
     * @return the episodes
     */
    public List<EpisodeResult> episodes() {
        return episodes;
    }

    /**
     * The mean return and its spread.
     *
     * @return the statistics of the episodes' returns
     */
    public Statistics returns() {
        return statistics(EpisodeResult::totalReward);
    }

    private Statistics statistics(ToDoubleFunction<EpisodeResult> measure) {
        return Statistics.of(episodes.stream().mapToDouble(measure).toArray(), evaluation.seed());
    }

    /**
     * Mean, standard deviation, interquartile mean, 95 % bootstrap interval of the mean, least and
     * greatest value of the return, the length, and whatever the task measures (such as success).
     *
     * @return a table with one row for each; its title tells which update the policy is from
     */
    public Table summary() {
        Table table =
                Table.create(
                        "%s: %d %s episodes"
                                .formatted(
                                        evaluation.policy().title(),
                                        episodes.size(),
                                        evaluation.isGreedy() ? "greedy" : "sampled"),
                        StringColumn.create("measure"),
                        Columns.numbers("mean"),
                        Columns.numbers("std"),
                        Columns.numbers("iqm"),
                        Columns.numbers("low 95 %"),
                        Columns.numbers("high 95 %"),
                        Columns.numbers("min"),
                        Columns.numbers("max"));
        addRow(table, "return", returns());
        addRow(table, "length", statistics(EpisodeResult::length));
        for (String name : measurements()) {
            addRow(table, name, statistics(each -> each.info().getOrDefault(name, 0.0)));
        }
        return table;
    }

    private TreeSet<String> measurements() {
        var names = new TreeSet<String>();
        episodes.forEach(episode -> names.addAll(episode.info().keySet()));
        return names;
    }

    private static void addRow(Table table, String measure, Statistics statistics) {
        table.stringColumn(0).append(measure);
        double[] values = {
            statistics.mean(),
            statistics.std(),
            statistics.iqm(),
            statistics.low(),
            statistics.high(),
            statistics.min(),
            statistics.max()
        };
        for (int i = 0; i < values.length; i++) {
            table.doubleColumn(i + 1).append(values[i]);
        }
    }

    /**
     * Every episode as a table.
     *
     * @return one row for each episode: index, seed, return, length, measurements
     */
    public Table table() {
        Table table =
                Table.create(
                        "episodes",
                        IntColumn.create("episode"),
                        LongColumn.create("seed"),
                        Columns.numbers("return"),
                        IntColumn.create("length"));
        measurements().forEach(name -> table.addColumns(Columns.numbers(name)));
        for (EpisodeResult episode : episodes) {
            table.intColumn("episode").append(episode.index());
            table.longColumn("seed").append(episode.seed());
            table.doubleColumn("return").append(episode.totalReward());
            table.intColumn("length").append(episode.length());
            for (String name : measurements()) {
                table.doubleColumn(name).append(episode.info().getOrDefault(name, Double.NaN));
            }
        }
        return table;
    }

    /**
     * Films the first episodes again, one after the other, from the same seeds.
     *
     * @param count how many episodes, at least 1
     * @param file where the film goes: {@code .mp4} (H.264) or {@code .gif}
     * @return the film, which a notebook shows in place
     * @throws IllegalArgumentException if the count is out of range or the file of another kind
     * @throws IllegalStateException if the environment has no picture
     */
    public Video film(int count, Path file) {
        if (count < 1 || count > episodes.size()) {
            throw new IllegalArgumentException(
                    "film needs 1 to %d episodes, but was asked for %d"
                            .formatted(episodes.size(), count));
        }
        int framesPerSecond;
        try (var environment = evaluation.makeEnvironment()) {
            framesPerSecond = environment.framesPerSecond();
        }
        var writer = VideoWriter.open(file, framesPerSecond);
        try (writer) {
            film(count, writer, framesPerSecond);
        }
        return writer.video();
    }

    private void film(int count, VideoWriter writer, int framesPerSecond) {
        try {
            new EpisodePlayer(evaluation).playOneByOne(count, new Camera(writer, framesPerSecond));
        } catch (RuntimeException e) {
            // Half a film is no film: an older one stays in its place.
            writer.discard();
            throw e;
        }
    }

    @Override
    public String toHtml() {
        return "<pre>" + HtmlText.escape(summary().print()) + "</pre>";
    }

    @Override
    public String toString() {
        Statistics returns = returns();
        return String.format(
                Locale.ROOT,
                "%d episodes, return %.2f ± %.2f",
                episodes.size(),
                returns.mean(),
                returns.std());
    }
}

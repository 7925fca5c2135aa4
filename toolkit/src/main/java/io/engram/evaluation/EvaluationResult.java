package io.engram.evaluation;

import io.engram.environment.Environment;
import io.engram.plot.Histogram;
import io.engram.show.Columns;
import io.engram.show.HtmlTable;
import io.engram.show.Picture;
import io.engram.show.Showable;
import io.engram.video.PngFrames;
import io.engram.video.Video;
import io.engram.video.VideoWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What an evaluation found. */
public final class EvaluationResult implements Showable {
    private static final int MOST_TOGETHER = 16;
    private static final int MOST_STILLS = 240;

    private final Evaluation evaluation;
    private final List<EpisodeResult> episodes;
    private final Measures measures;
    private final FilmStyle style;

    EvaluationResult(Evaluation evaluation, List<EpisodeResult> episodes) {
        this(evaluation, episodes, FilmStyle.captioned());
    }

    private EvaluationResult(Evaluation evaluation, List<EpisodeResult> episodes, FilmStyle style) {
        this.evaluation = evaluation;
        this.episodes = List.copyOf(episodes);
        measures = new Measures(this.episodes);
        this.style = style;
    }

    /**
     * The same result, whose films and contact sheets show something else.
     *
     * @param newStyle what they show and how large; {@link FilmStyle#captioned()} unless said
     * @return a result of the same episodes
     */
    public EvaluationResult filmStyle(FilmStyle newStyle) {
        return new EvaluationResult(
                evaluation, episodes, Objects.requireNonNull(newStyle, "newStyle"));
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
        addRow(table, Measures.RETURN, returns());
        addRow(table, Measures.LENGTH, statistics(EpisodeResult::length));
        for (String name : measures.ofTask()) {
            addRow(table, name, statistics(each -> each.info().getOrDefault(name, 0.0)));
        }
        return table;
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
                        Columns.numbers(Measures.RETURN),
                        IntColumn.create(Measures.LENGTH));
        measures.ofTask().forEach(name -> table.addColumns(Columns.numbers(name)));
        for (EpisodeResult episode : episodes) {
            table.intColumn("episode").append(episode.index());
            table.longColumn("seed").append(episode.seed());
            table.doubleColumn(Measures.RETURN).append(episode.totalReward());
            table.intColumn(Measures.LENGTH).append(episode.length());
            for (String name : measures.ofTask()) {
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
     * @throws java.util.concurrent.CancellationException if this thread was interrupted; an older
     *     film stays in its place
     */
    public Video film(int count, Path file) {
        if (count < 1 || count > episodes.size()) {
            throw new IllegalArgumentException(
                    "film needs 1 to %d episodes, but was asked for %d"
                            .formatted(episodes.size(), count));
        }
        return film(episodes.subList(0, count), file);
    }

    /**
     * The episode of the highest return; of equal ones the first.
     *
     * @return the episode
     */
    public EpisodeResult best() {
        return best(1).get(0);
    }

    /**
     * The episodes of the highest returns.
     *
     * @param count how many, at least 1
     * @return the episodes, the best first
     * @throws IllegalArgumentException if there are not so many
     */
    public List<EpisodeResult> best(int count) {
        return first(count, "best", Comparator.comparing(EpisodeResult::totalReward).reversed());
    }

    /**
     * The episode of the lowest return; of equal ones the first.
     *
     * @return the episode
     */
    public EpisodeResult worst() {
        return worst(1).get(0);
    }

    /**
     * The episodes of the lowest returns.
     *
     * @param count how many, at least 1
     * @return the episodes, the worst first
     * @throws IllegalArgumentException if there are not so many
     */
    public List<EpisodeResult> worst(int count) {
        return first(count, "worst", Comparator.comparing(EpisodeResult::totalReward));
    }

    private List<EpisodeResult> first(int count, String what, Comparator<EpisodeResult> order) {
        if (count < 1 || count > episodes.size()) {
            throw new IllegalArgumentException(
                    "%s needs 1 to %d episodes, but was asked for %d"
                            .formatted(what, episodes.size(), count));
        }
        return episodes.stream().sorted(order).limit(count).toList();
    }

    /**
     * Films an episode again, from its seed.
     *
     * <pre>{@code
     * test.film(test.best(), Path.of("videos/best.mp4"))
     * test.film(test.episodes().get(6), Path.of("videos/seventh.mp4"))
     * }</pre>
     *
     * @param episode one of {@link #episodes}
     * @param file where the film goes: {@code .mp4} (H.264) or {@code .gif}
     * @return the film, which a notebook shows in place
     * @throws IllegalArgumentException if it is no episode of this evaluation, or the file of
     *     another kind
     * @throws IllegalStateException if the environment has no picture
     */
    public Video film(EpisodeResult episode, Path file) {
        return film(List.of(episode), file);
    }

    /**
     * Films episodes again, one after the other, from their seeds.
     *
     * @param which some of {@link #episodes}, at least one
     * @param file where the film goes: {@code .mp4} (H.264) or {@code .gif}
     * @return the film, which a notebook shows in place
     * @throws IllegalArgumentException as {@link #film(EpisodeResult, Path)}
     * @throws IllegalStateException if the environment has no picture
     */
    public Video film(List<EpisodeResult> which, Path file) {
        List<Integer> indices = indices(which);
        return filmed(
                file,
                (player, reel, environment) ->
                        player.playOneByOne(
                                indices,
                                new Camera(reel, framing(Framing.Place.ALONE, environment))));
    }

    /**
     * Films episodes again, each in a file of its own: {@code episode-7.mp4} for the seventh.
     *
     * @param which some of {@link #episodes}, at least one
     * @param folder where the films go
     * @return the films, in the order of the episodes
     * @throws IllegalArgumentException if one is no episode of this evaluation
     * @throws IllegalStateException if the environment has no picture
     */
    public List<Video> filmEach(List<EpisodeResult> which, Path folder) {
        return indices(which).stream()
                .map(
                        index ->
                                film(
                                        episodes.get(index),
                                        folder.resolve("episode-%d.mp4".formatted(index + 1))))
                .toList();
    }

    /**
     * Films episodes again side by side, in one film. It is over when the longest is; the others
     * rest on their ends.
     *
     * @param which 1 to 16 of {@link #episodes}
     * @param file where the film goes: {@code .mp4} (H.264) or {@code .gif}
     * @return the film, which a notebook shows in place
     * @throws IllegalArgumentException if there are too many, or as {@link #film(EpisodeResult,
     *     Path)}
     * @throws IllegalStateException if the environment has no picture
     */
    public Video filmTogether(List<EpisodeResult> which, Path file) {
        if (which.size() > MOST_TOGETHER) {
            throw new IllegalArgumentException(
                    "filmTogether shows 1 to %d episodes side by side, but was given %d"
                            .formatted(MOST_TOGETHER, which.size()));
        }
        List<Integer> indices = indices(which);
        return filmed(
                file,
                (player, reel, environment) ->
                        player.playTogether(
                                indices,
                                new Mosaic(
                                        reel,
                                        framing(Framing.Place.TOGETHER, environment),
                                        style.columnsOr(Mosaic.columns(indices.size())),
                                        indices.size())));
    }

    /**
     * Plays an episode again and writes its pictures as PNG files, as the environment draws them:
     * {@code frame-000001.png} is what is seen before the first action.
     *
     * @param episode one of {@link #episodes}
     * @param folder a folder for these files alone; older frames in it are replaced
     * @return the files in their order
     * @throws IllegalArgumentException if it is no episode of this evaluation
     * @throws IllegalStateException if the environment has no picture
     * @throws java.io.UncheckedIOException if something else is in the folder, or it cannot be
     *     written
     */
    public List<Path> frames(EpisodeResult episode, Path folder) {
        List<Integer> indices = indices(List.of(episode));
        var frames = PngFrames.into(folder);
        new EpisodePlayer(evaluation)
                .playOneByOne(indices, moment -> frames.write(moment.picture()));
        return frames.files();
    }

    /**
     * Plays an episode again and writes down what the policy thinks and remembers in each step.
     *
     * <pre>{@code
     * var trace = test.trace(test.worst());
     * trace.chart();
     * trace.memory()
     * }</pre>
     *
     * @param episode one of {@link #episodes}
     * @return the episode, step by step
     * @throws IllegalArgumentException if it is no episode of this evaluation
     * @throws java.util.concurrent.CancellationException if this thread was interrupted
     */
    public EpisodeTrace trace(EpisodeResult episode) {
        return new EpisodePlayer(evaluation).trace(indices(List.of(episode)).get(0));
    }

    /**
     * A histogram of the episodes' returns, with their mean.
     *
     * @return the picture
     */
    public Picture histogram() {
        return histogram(Measures.RETURN);
    }

    /**
     * A histogram of a measure of the episodes, with its mean.
     *
     * @param measure {@code return}, {@code length}, or what the task measures, as in {@link
     *     #summary}
     * @return the picture
     * @throws IllegalArgumentException if no episode has this measure
     */
    public Picture histogram(String measure) {
        return Histogram.of(
                evaluation.policy().description().name(),
                measure,
                "episodes",
                measures.values(measure));
    }

    /**
     * Plays an episode again and puts stills of it on one picture, at equal distances, the first
     * and the last state included, each with its step and the return so far.
     *
     * <pre>{@code
     * test.contactSheet(test.best(), 12)
     * test.filmStyle(FilmStyle.full()).contactSheet(test.best(), 12).writePng(Path.of("videos/best.png"))
     * }</pre>
     *
     * @param episode one of {@link #episodes}
     * @param stills how many, 1 to 240; fewer if the episode is shorter
     * @return the picture, which a notebook shows
     * @throws IllegalArgumentException if it is no episode of this evaluation, or the number is out
     *     of range
     * @throws IllegalStateException if the environment has no picture
     * @throws java.util.concurrent.CancellationException if this thread was interrupted
     */
    public Picture contactSheet(EpisodeResult episode, int stills) {
        if (stills < 1 || stills > MOST_STILLS) {
            throw new IllegalArgumentException(
                    "stills must be 1 to %d, but is %d".formatted(MOST_STILLS, stills));
        }
        List<Integer> indices = indices(List.of(episode));
        try (var environment = evaluation.makeEnvironment()) {
            var sheet =
                    new ContactSheet(
                            episode.length(), stills, framing(Framing.Place.SHEET, environment));
            new EpisodePlayer(evaluation).playOneByOne(indices, sheet);
            return sheet.picture(episode, style);
        }
    }

    private Framing framing(Framing.Place place, Environment environment) {
        return new Framing(style, place, evaluation, environment);
    }

    private List<Integer> indices(List<EpisodeResult> which) {
        if (which.isEmpty()) {
            throw new IllegalArgumentException("a film needs at least 1 episode, but was given 0");
        }
        for (EpisodeResult each : which) {
            if (each.index() >= episodes.size() || !episodes.get(each.index()).equals(each)) {
                throw new IllegalArgumentException(
                        "episode %d of seed %d is not of this evaluation; take it from episodes(), best() or worst()"
                                .formatted(each.index() + 1, each.seed()));
            }
        }
        return which.stream().map(EpisodeResult::index).toList();
    }

    private interface Filming {
        void film(EpisodePlayer player, Reel reel, Environment environment);
    }

    private Video filmed(Path file, Filming filming) {
        VideoWriter writer;
        try (var environment = evaluation.makeEnvironment()) {
            int drawn = environment.framesPerSecond();
            int shown = style.framesPerSecondOf(drawn);
            writer = VideoWriter.open(file, shown);
            try (writer) {
                film(filming, writer, new Reel(writer, drawn, shown), environment);
            }
        }
        return writer.video();
    }

    private void film(Filming filming, VideoWriter writer, Reel reel, Environment environment) {
        try {
            filming.film(new EpisodePlayer(evaluation), reel, environment);
        } catch (RuntimeException e) {
            // Half a film is no film: an older one stays in its place.
            writer.discard();
            throw e;
        }
    }

    @Override
    public String toHtml() {
        return HtmlTable.of(summary());
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

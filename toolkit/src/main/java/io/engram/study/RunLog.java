package io.engram.study;

import io.engram.events.EventReader;
import io.engram.plot.Curve;
import io.engram.plot.Scatter;
import io.engram.show.Picture;
import io.engram.text.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What some system wrote down of one run: Engram's {@code metrics.csv} and {@code episodes.csv},
 * the {@code progress.csv} of Stable-Baselines3, the TensorBoard events of CleanRL, or any CSV file
 * with named columns.
 *
 * <pre>{@code
 * var published = RunLog.read(Path.of("sb3/progress.csv"));
 * run.curves().with(published.curve().named("SB3"))
 * }</pre>
 *
 * <p>The steps and the return are found by the names that these systems give them; {@link
 * #curve(String, String)} takes any others.
 */
public final class RunLog {
    /** What a position may be called, the likeliest first. */
    static final List<String> STEPS =
            List.of(
                    "environment_steps",
                    "time/total_timesteps",
                    "global_step",
                    "total_timesteps",
                    "timesteps_total",
                    "num_env_steps_sampled_lifetime",
                    "timesteps",
                    "step",
                    "steps");

    /** What a mean return may be called, the likeliest first; then that of single episodes. */
    static final List<String> RETURNS =
            List.of(
                    "episode_return_mean",
                    "rollout/ep_rew_mean",
                    "episode/reward_mean",
                    "env_runners/episode_return_mean",
                    "episode_reward_mean",
                    "eprewmean",
                    "charts/episodic_return",
                    "episodic_return",
                    "episode_return",
                    "return",
                    "reward",
                    "value");

    private static final List<String> FILES = List.of("metrics.csv", "progress.csv");

    private final Path path;
    private final Numbers numbers;

    /** The numbers of a log. */
    interface Numbers {
        /** The names of what can be drawn. */
        List<String> metrics();

        /** The names of what it can be drawn over. */
        List<String> positions();

        /**
         * The points at which both are finite, in the order in which they were written.
         *
         * @param position one of {@link #positions}
         * @param metric one of {@link #metrics}
         */
        List<double[]> points(String position, String metric);
    }

    private RunLog(Path path, Numbers numbers) {
        this.path = path;
        this.numbers = numbers;
    }

    /**
     * Reads what is in a file or a folder.
     *
     * @param path a CSV file, an event file, or a folder in which one of these is: {@code
     *     metrics.csv}, {@code progress.csv}, or event files, which are read as one
     * @return the log
     * @throws IllegalArgumentException if there is nothing of the kind, or it is damaged; it names
     *     the file
     * @throws UncheckedIOException if it cannot be read
     */
    public static RunLog read(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("there is no file or folder " + path);
        }
        if (EventReader.isEventFile(path)) {
            return new RunLog(path, new EventNumbers(EventReader.scalars(path)));
        }
        if (!Files.isDirectory(path)) {
            return new RunLog(path, CsvNumbers.read(path));
        }
        Optional<Path> csv =
                FILES.stream().map(path::resolve).filter(Files::isRegularFile).findFirst();
        if (csv.isPresent()) {
            return new RunLog(path, CsvNumbers.read(csv.get()));
        }
        if (list(path).stream().noneMatch(EventReader::isEventFile)) {
            throw new IllegalArgumentException(
                    "the folder %s has no log: neither of %s, nor a TensorBoard event file; give the file itself if it is called otherwise"
                            .formatted(path, FILES));
        }
        return new RunLog(path, new EventNumbers(EventReader.scalars(path)));
    }

    /**
     * Reads the logs of several runs.
     *
     * <pre>{@code
     * RunLog.readAll(Path.of("logs"), "cartpole-lstm-*")
     * }</pre>
     *
     * @param folder the folder in which the files or folders of the runs are
     * @param pattern which of them, by their names: {@code *} stands for any characters, {@code ?}
     *     for one, {@code {a,b}} for either
     * @return their logs, in the order of their names
     * @throws IllegalArgumentException if no name fits, or as {@link #read}
     * @throws UncheckedIOException if one cannot be read
     */
    public static List<RunLog> readAll(Path folder, String pattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        List<Path> all = list(folder);
        List<Path> fitting =
                all.stream().filter(each -> matcher.matches(each.getFileName())).toList();
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    "no name in %s fits '%s'; there are %s"
                            .formatted(
                                    folder,
                                    pattern,
                                    all.stream().map(Path::getFileName).limit(20).toList()));
        }
        return fitting.stream().map(RunLog::read).toList();
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        try (var files = Files.list(folder)) {
            return files.sorted(Comparator.comparing(each -> each.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * What the run is called.
     *
     * @return the name of its folder or file
     */
    public String name() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /**
     * What can be drawn.
     *
     * @return the names of the columns that have numbers, or the tags
     */
    public List<String> metrics() {
        return numbers.metrics();
    }

    /**
     * The return over the steps.
     *
     * @return a curve of the log's name
     * @throws IllegalArgumentException if neither is called as any known system calls it; it tells
     *     the names that there are
     */
    public Curve curve() {
        return curve(known(RETURNS, numbers.metrics(), "a return"));
    }

    /**
     * A metric over the steps.
     *
     * @param metric one of {@link #metrics}
     * @return a curve of the log's name
     * @throws IllegalArgumentException if there is no such metric, or the steps are not called as
     *     any known system calls them
     */
    public Curve curve(String metric) {
        requireMetric(metric);
        return curve(known(STEPS, numbers.positions(), "steps"), metric);
    }

    /**
     * A metric over anything. Of a CSV it is any other column; of events {@code step}, or {@code
     * seconds} since the first.
     *
     * @param position what is below the curve
     * @param metric one of {@link #metrics}
     * @return a curve of the log's name, sorted by position; rows in which one of both is missing
     *     are left out
     * @throws IllegalArgumentException if there is no such position or metric
     */
    public Curve curve(String position, String metric) {
        require(position, numbers.positions());
        requireMetric(metric);
        List<double[]> points =
                numbers.points(position, metric).stream()
                        .sorted(Comparator.comparingDouble(point -> point[0]))
                        .toList();
        return new Curve(
                name(),
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray());
    }

    /**
     * A dot for each point of a metric over the steps, and their moving mean, for what is written
     * for each episode.
     *
     * <pre>{@code
     * RunLog.read(Path.of("logs/cartpole/episodes.csv")).scatter("return")
     * }</pre>
     *
     * @param metric one of {@link #metrics}
     * @return the picture
     * @throws IllegalArgumentException as {@link #curve(String)}
     */
    public Picture scatter(String metric) {
        requireMetric(metric);
        String steps = known(STEPS, numbers.positions(), "steps");
        return Scatter.of(name(), steps.replace('_', ' '), metric, curve(steps, metric));
    }

    private void requireMetric(String metric) {
        require(metric, numbers.metrics());
    }

    private void require(String name, List<String> all) {
        if (!all.contains(name)) {
            throw new IllegalArgumentException(
                    "%s has no '%s'%s; it has %s"
                            .formatted(
                                    path,
                                    name,
                                    all.isEmpty()
                                            ? ""
                                            : ", perhaps '%s'".formatted(Nearest.to(name, all)),
                                    all));
        }
    }

    /** The first of the known names that there is, however it is capitalised. */
    private String known(List<String> names, List<String> all, String what) {
        for (String name : names) {
            for (String each : all) {
                if (each.equalsIgnoreCase(name)) {
                    return each;
                }
            }
        }
        throw new IllegalArgumentException(
                "nothing in %s is called as %s of a known system is; say curve(position, metric) with two of %s"
                        .formatted(path, what, all));
    }

    @Override
    public String toString() {
        return "RunLog(%s, %s)".formatted(path, metrics());
    }
}

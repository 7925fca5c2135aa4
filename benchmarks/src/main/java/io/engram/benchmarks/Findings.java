package io.engram.benchmarks;

import io.engram.plot.LearningCurve;
import io.engram.settings.ConfigFile;
import io.engram.statistics.Aggregate;
import io.engram.statistics.Bootstrap;
import io.engram.statistics.Interval;
import io.engram.study.Study;
import io.engram.sweep.Sweep;
import io.engram.sweep.SweepRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The experiments of {@code docs/findings.md}: trains what is missing of one, then draws its chart
 * and writes its numbers.
 *
 * <pre>{@code
 * java … io.engram.benchmarks.Findings stored-states
 * }</pre>
 *
 * <p>Runs are kept below {@code target/findings}; a command that was stopped goes on when it is
 * given again.
 */
public final class Findings {
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERROR = System.err;
    private static final Path RUNS = Path.of("target", "findings");
    private static final Path NUMBERS = Path.of("benchmarks", "results", "findings");
    private static final Path CHARTS = Path.of("docs", "images");
    private static final Path CONFIGS = Path.of("configs");
    private static final long FIRST_SEED = 2001;
    private static final long BOOTSTRAP_SEED = 1;
    private static final int[] LENGTHS = {4, 8, 16, 32};

    /** Updates after which groups can be told apart, a quarter and less of a whole training. */
    private static final int WALKER_UPDATES = 100;

    private static final int LANDER_UPDATES = 200;

    private Findings() {}

    /** What is compared. */
    private enum Experiment {
        STORED_STATES(10, Findings::storedStates),
        RESET_CARTPOLE(10, () -> reset("cartpole-masked")),
        RESET_POC_MEMORY(10, () -> reset("poc-memory")),
        MEMORY_CARTPOLE(10, () -> memory("cartpole-masked")),
        MEMORY_PENDULUM(10, () -> memory("pendulum-masked")),
        MEMORY_LUNAR_LANDER(5, () -> shorter(memory("lunar-lander-masked"), LANDER_UPDATES)),
        MEMORY_LUNAR_LANDER_CONTINUOUS(
                5, () -> shorter(memory("lunar-lander-continuous-masked"), LANDER_UPDATES)),
        SHAPED_WALKER(
                5,
                () -> shorter(shaped(), WALKER_UPDATES),
                "," + Walk.HEADER,
                run -> "," + Walk.of(run));

        private final int seeds;
        private final Supplier<Map<String, ConfigFile>> groups;

        /** Columns besides those of all experiments. */
        private final String header;

        private final Function<SweepRun, String> cells;

        Experiment(int seeds, Supplier<Map<String, ConfigFile>> groups) {
            this(seeds, groups, "", run -> "");
        }

        Experiment(
                int seeds,
                Supplier<Map<String, ConfigFile>> groups,
                String header,
                Function<SweepRun, String> cells) {
            this.seeds = seeds;
            this.groups = groups;
            this.header = header;
            this.cells = cells;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static ConfigFile config(String name) {
        return ConfigFile.read(CONFIGS.resolve(name + ".yaml"));
    }

    private static String storedGroup(boolean stored, int length) {
        return (stored ? "stored, " : "zero, ") + length;
    }

    private static Map<String, ConfigFile> storedStates() {
        var groups = new LinkedHashMap<String, ConfigFile>();
        ConfigFile base = config("cartpole-masked");
        for (boolean stored : new boolean[] {true, false}) {
            for (int length : LENGTHS) {
                groups.put(
                        storedGroup(stored, length),
                        base.with("seqLen", length).with("storedHiddenState", stored));
            }
        }
        return groups;
    }

    private static Map<String, ConfigFile> reset(String name) {
        var groups = new LinkedHashMap<String, ConfigFile>();
        groups.put("reset at the end of an episode", config(name));
        groups.put("carried over", config(name).with("resetHiddenState", false));
        return groups;
    }

    private static Map<String, ConfigFile> memory(String name) {
        ConfigFile without = config(name + "-feed-forward");
        var groups = new LinkedHashMap<String, ConfigFile>();
        groups.put("memory", config(name));
        groups.put(
                "the last four frames",
                without.with(
                        "environment.wrappers",
                        List.of("MaskVelocity", Map.of("FrameStack", Map.of("k", 4)))));
        groups.put("neither", without);
        return groups;
    }

    private static Map<String, ConfigFile> shaped() {
        ConfigFile shaped = config("bipedal-walker");
        var groups = new LinkedHashMap<String, ConfigFile>();
        groups.put("no reward below -1", shaped);
        groups.put("rewards as they are", shaped.with("environment.wrappers", List.of()));
        return groups;
    }

    private static Map<String, ConfigFile> shorter(Map<String, ConfigFile> groups, int updates) {
        groups.replaceAll((name, file) -> file.with("updates", updates));
        return groups;
    }

    /**
     * Runs experiments.
     *
     * @param arguments their names, such as {@code stored-states}
     * @throws IOException if something cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        var wanted = new ArrayList<Experiment>();
        for (String argument : arguments) {
            for (Experiment each : Experiment.values()) {
                if (each.label().equals(argument)) {
                    wanted.add(each);
                }
            }
        }
        if (wanted.size() != arguments.length || wanted.isEmpty()) {
            ERROR.println(
                    "give names of experiments, of "
                            + List.of(Experiment.values()).stream()
                                    .map(Experiment::label)
                                    .toList());
            System.exit(2);
            return;
        }
        for (Experiment each : wanted) {
            run(each);
        }
    }

    private static void run(Experiment experiment) throws IOException {
        String label = experiment.label();
        Study study = Study.of("");
        var lines = new ArrayList<String>();
        lines.add("group,seed,last_return,best_evaluation,environment_steps" + experiment.header);
        var scores = new LinkedHashMap<String, double[]>();
        int number = 0;
        for (var group : experiment.groups.get().entrySet()) {
            Sweep sweep = trained(label + "-" + ++number, group.getValue(), experiment.seeds);
            study.group(group.getKey(), logs(sweep), "*-seed-*");
            scores.put(
                    group.getKey(),
                    sweep.runs().stream()
                            .mapToDouble(run -> run.lastReturn().orElseThrow())
                            .toArray());
            for (SweepRun run : sweep.runs()) {
                lines.add(
                        String.format(
                                        Locale.ROOT,
                                        "%s,%d,%.5g,%.5g,%d",
                                        group.getKey().replace(',', ';'),
                                        run.seed(),
                                        run.lastReturn().orElseThrow(),
                                        run.score().orElse(Double.NaN),
                                        run.update() * steps(group.getValue()))
                                + experiment.cells.apply(run));
            }
        }
        Files.createDirectories(NUMBERS);
        Files.write(NUMBERS.resolve(label + ".csv"), lines);
        LearningCurve chart =
                experiment == Experiment.STORED_STATES ? overLengths(scores) : study.curves();
        chart.writePng(CHARTS.resolve("finding-" + label + ".png"));
        OUT.println(study.table());
    }

    private static long steps(ConfigFile file) {
        return (long) file.config().nSteps() * file.environmentCount().orElseThrow();
    }

    private static Path logs(Sweep sweep) {
        return sweep.runs().get(0).logs().getParent();
    }

    private static Sweep trained(String name, ConfigFile file, int seeds) {
        Sweep sweep =
                Sweep.builder(name)
                        .base(file)
                        .seeds(LongStream.range(FIRST_SEED, FIRST_SEED + seeds).toArray())
                        .checkpoints(RUNS.resolve("checkpoints"))
                        .logs(RUNS.resolve("logs"))
                        .run();
        for (SweepRun run : sweep.runs()) {
            if (run.state() != SweepRun.State.DONE) {
                throw new IllegalStateException(
                        "the run %s is %s: %s".formatted(run.name(), run.state(), run.note()));
            }
        }
        return sweep;
    }

    /** The return at the end over the length of the sequences, for both beginnings. */
    private static LearningCurve overLengths(Map<String, double[]> scores) {
        var chart =
                LearningCurve.builder("")
                        .labels("length of a sequence", "IQM of the return at the end");
        for (boolean stored : new boolean[] {true, false}) {
            var x = new double[LENGTHS.length];
            var y = new double[LENGTHS.length];
            var low = new double[LENGTHS.length];
            var high = new double[LENGTHS.length];
            for (int i = 0; i < LENGTHS.length; i++) {
                double[] values = scores.get(storedGroup(stored, LENGTHS[i]));
                Interval interval = Bootstrap.interval(values, Aggregate::iqm, BOOTSTRAP_SEED);
                x[i] = LENGTHS[i];
                y[i] = Aggregate.iqm(values);
                low[i] = interval.low();
                high[i] = interval.high();
            }
            chart.curve(stored ? "stored states" : "zeros", x, y, low, high);
        }
        return chart.build();
    }
}

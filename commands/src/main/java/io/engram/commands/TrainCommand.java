package io.engram.commands;

import io.engram.checkpoint.CheckpointStore;
import io.engram.settings.ConfigFile;
import io.engram.training.TrainingRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains as a file says. */
@Command(
        name = "train",
        description = {
            "Trains as a file says, into checkpoints/ and logs/ of your folder.",
            "Ctrl-C saves and ends; --resume goes on."
        },
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private static final int OK = 0;

    private final Places places;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "a file such as configs/cartpole-masked.yaml (docs/yaml.md)")
    private Path file;

    @Option(names = "--seed", description = "in place of the file's, or of 1")
    private Long seed;

    @Option(
            names = "--updates",
            description = "how many the run shall have made, in place of the file's")
    private Integer updates;

    @Option(
            names = "--minutes",
            description = "stop after so many minutes if it is not done before")
    private Double minutes;

    @Option(names = "--name", description = "the run's name, in place of the file's")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "RUN",
            description =
                    "begin with the parameters of its policy, such as checkpoints/bipedal-walker")
    private Path from;

    @ArgGroup private Existing existing = new Existing();

    /** What to do where there is a run of the name. */
    private static final class Existing {
        @Option(names = "--resume", description = "go on with the run where it was saved")
        private boolean resume;

        @Option(names = "--replace", description = "start over; the earlier run is removed")
        private boolean replace;
    }

    TrainCommand(Places places) {
        this.places = places;
    }

    @Override
    public Integer call() {
        ConfigFile config = ConfigFile.read(places.find(file));
        String run = name(config);
        boolean exists = !new CheckpointStore(places.checkpoints().resolve(run)).list().isEmpty();
        PrintWriter out = spec.commandLine().getOut();
        config.notes().forEach(out::println);
        if (existing.resume) {
            resume(config, run, exists);
        } else {
            begin(config, run, exists);
        }
        return OK;
    }

    private void resume(ConfigFile config, String run, boolean exists) {
        if (!exists) {
            throw new CommandException(
                    "there is no run '%s' in %s; leave out --resume to begin it"
                            .formatted(run, places.told(places.checkpoints())));
        }
        if (seed != null) {
            throw new CommandException(
                    "--seed %d: a run keeps the seed that it began with; leave it out, or begin another run with --name"
                            .formatted(seed));
        }
        if (from != null) {
            throw new CommandException(
                    "--from %s: a run that goes on has its parameters; leave it out, or begin another run with --name"
                            .formatted(from));
        }
        try (var resumed = TrainingRun.resume(places.checkpoints().resolve(run))) {
            train(resumed, config, run);
        }
    }

    private void begin(ConfigFile config, String run, boolean exists) {
        if (exists && !existing.replace) {
            throw new CommandException(
                    "there is a run '%s' in %s already; --resume goes on with it, --replace starts over, --name gives this one another name"
                            .formatted(run, places.told(places.checkpoints())));
        }
        var builder =
                TrainingRun.builder(run, config)
                        .checkpoints(places.checkpoints())
                        .logs(places.logs())
                        .replace(existing.replace);
        if (seed != null) {
            builder.seed(seed);
        }
        if (from != null) {
            builder.from(PolicyArgument.best(places.find(from)));
        }
        try (var begun = builder.build()) {
            begun.notes().forEach(spec.commandLine().getOut()::println);
            train(begun, config, run);
        }
    }

    private String name(ConfigFile config) {
        if (name != null) {
            return name;
        }
        String stem = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return config.name().orElse(stem);
    }

    private void train(TrainingRun run, ConfigFile config, String title) {
        PrintWriter out = spec.commandLine().getOut();
        int goal = updates == null ? config.updates() : updates;
        if (minutes == null) {
            run.train(goal);
        } else {
            long end = System.nanoTime() + duration(minutes).toNanos();
            run.train(goal, state -> System.nanoTime() - end >= 0);
        }
        long made = run.state().update();
        String where = places.told(run.checkpoints());
        out.printf(
                Locale.ROOT,
                "%s: %d updates, %,d environment steps, saved in %s%n",
                title,
                made,
                run.state().environmentSteps(),
                where);
        if (made < goal) {
            out.printf("%d updates remain: ./lab train %s --resume%n", goal - made, again());
        }
        out.printf(
                "./lab evaluate %s tests its best policy, ./lab film %s films it%n", where, where);
        out.flush();
    }

    private String again() {
        return name == null ? file.toString() : file + " --name " + name;
    }

    private static Duration duration(double minutes) {
        if (!(minutes > 0)) {
            throw new CommandException("--minutes must be more than 0, but is " + minutes);
        }
        return Duration.ofMillis((long) (minutes * 60_000));
    }
}

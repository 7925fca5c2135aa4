package io.engram.training;

import io.engram.agent.Agent;
import io.engram.checkpoint.Checkpoint;
import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.RunDescription;
import io.engram.engine.EngineThread;
import io.engram.engine.Kernels;
import io.engram.environment.Claim;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environment.VectorEnvironment;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.NetworkSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Makes runs: new ones, and ones that go on from a checkpoint. */
final class RunFactory {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private RunFactory() {}

    static TrainingRun start(TrainingRun.Builder builder) {
        refuse(problems(builder));
        var environments = builder.environments;
        Path logs = builder.logs.resolve(builder.name);
        var description =
                new RunDescription(
                        builder.name,
                        builder.seed,
                        builder.agent.config(),
                        environments.observationSpace(),
                        environments.actionSpace(),
                        builder.agent.network().spec(),
                        environments.spec(),
                        environments.task(),
                        environments.vectorSpec(),
                        new RunDescription.Settings(
                                builder.checkpointEvery,
                                builder.keepCheckpoints,
                                logs.toString(),
                                builder.evaluates
                                        ? new RunDescription.Evaluations(
                                                builder.evaluateEvery, builder.evaluationEpisodes)
                                        : null));
        var store = new CheckpointStore(builder.checkpoints.resolve(builder.name));
        if (!store.list().isEmpty() && !builder.replace) {
            throw new CheckpointException(
                    "there is a run '%s' in %s already; go on with TrainingRun.resume(Path.of(\"%s\")), choose another name, or start over with replace(true)"
                            .formatted(builder.name, builder.checkpoints, store.folder()));
        }
        Kernels.requireAsLoaded();
        RunFiles.requireWritable(builder.checkpoints, "checkpoints");
        RunFiles.requireWritable(logs, "logs");
        var files = new RunFiles(description, store, builder.replace);
        var sinks = sinks(logs, builder.listeners);
        return begun(
                environments,
                description,
                claim -> {
                    var loop =
                            new TrainingLoop(
                                    description, builder.agent, environments, files, sinks);
                    loop.begin();
                    return new TrainingRun(description, loop, files, claim);
                });
    }

    /** A run that has its environments for itself, or none. */
    private static TrainingRun begun(
            VectorEnvironment environments,
            RunDescription description,
            Function<Claim, TrainingRun> beginning) {
        return EngineThread.call(
                () -> {
                    Claim claim = environments.claim(description.name());
                    boolean begun = false;
                    try {
                        TrainingRun run = beginning.apply(claim);
                        begun = true;
                        return run;
                    } finally {
                        if (!begun) {
                            claim.release();
                        }
                    }
                });
    }

    private static List<MetricSink> sinks(
            Path logs, List<java.util.function.Consumer<MetricRow>> listeners) {
        var sinks = new ArrayList<MetricSink>();
        sinks.add(new CsvSink(logs));
        sinks.add(new EventSink(logs));
        listeners.forEach(listener -> sinks.add(new ListenerSink(listener)));
        return sinks;
    }

    private static List<String> problems(TrainingRun.Builder builder) {
        var problems = new ArrayList<String>();
        if (builder.name == null || !NAME.matcher(builder.name).matches()) {
            problems.add(
                    "name must be letters, digits, dots, dashes and underscores, but is '%s'"
                            .formatted(builder.name));
        }
        if (builder.agent == null) {
            problems.add("agent is missing; give RecurrentPPO.builder()….build()");
        }
        if (builder.environments == null) {
            problems.add("environments are missing; give VectorEnvironment.of(…)");
        }
        if (builder.checkpointEvery < 1) {
            problems.add("checkpointEvery must be at least 1, but is " + builder.checkpointEvery);
        }
        if (builder.keepCheckpoints < 1) {
            problems.add("keepCheckpoints must be at least 1, but is " + builder.keepCheckpoints);
        }
        if (builder.evaluates && (builder.evaluateEvery < 1 || builder.evaluationEpisodes < 1)) {
            problems.add(
                    "evaluateEvery needs at least 1 update and 1 episode, but was given %d and %d"
                            .formatted(builder.evaluateEvery, builder.evaluationEpisodes));
        }
        return problems;
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    static TrainingRun resume(
            Checkpoint checkpoint,
            ActorCriticNetwork givenNetwork,
            VectorEnvironment givenEnvironments) {
        if (givenEnvironments != null) {
            requireSameTask(checkpoint.description(), givenEnvironments);
        }
        return resume(
                checkpoint,
                checkpoint.description(),
                givenNetwork,
                givenEnvironments,
                files -> files.standing(checkpoint.state()));
    }

    static TrainingRun resumeInAnotherTask(
            Checkpoint checkpoint,
            ActorCriticNetwork givenNetwork,
            VectorEnvironment environments) {
        return resume(
                checkpoint,
                checkpoint.description().in(environments.spec(), environments.task()),
                givenNetwork,
                environments,
                files -> Standing.withoutBest(checkpoint.state().inAnotherTask()));
    }

    private static void requireSameTask(
            RunDescription description, VectorEnvironment environments) {
        var trained = description.task();
        if (trained.isPresent()
                && environments.task().isPresent()
                && !trained.equals(environments.task())) {
            throw new IllegalArgumentException(
                    "the run '%s' was trained in %s, but is resumed in %s; give the same environments, or call TrainingRun.resumeInAnotherTask(…) if that is meant"
                            .formatted(
                                    description.name(), trained.get(), environments.task().get()));
        }
    }

    private static TrainingRun resume(
            Checkpoint checkpoint,
            RunDescription description,
            ActorCriticNetwork givenNetwork,
            VectorEnvironment givenEnvironments,
            Function<RunFiles, Standing> standing) {
        ActorCriticNetwork network = givenNetwork != null ? givenNetwork : network(checkpoint);
        VectorEnvironment environments =
                givenEnvironments != null ? givenEnvironments : environments(checkpoint);
        requireSame(
                "observation space",
                description.observationSpace(),
                environments.observationSpace());
        requireSame("action space", description.actionSpace(), environments.actionSpace());
        requireSame("vector of environments", description.vector(), environments.vectorSpec());
        var agent = Agent.of(description.config(), network);
        Path folder = checkpoint.folder().toAbsolutePath().getParent();
        Path logs = Path.of(description.settings().logs());
        Kernels.requireAsLoaded();
        RunFiles.requireWritable(folder, "checkpoints");
        RunFiles.requireWritable(logs, "logs");
        var files = new RunFiles(description, new CheckpointStore(folder), false);
        var sinks = sinks(logs, List.of());
        return begun(
                environments,
                description,
                claim -> {
                    var loop = new TrainingLoop(description, agent, environments, files, sinks);
                    loop.restore(standing.apply(files));
                    KernelNotice.log(checkpoint);
                    return new TrainingRun(description, loop, files, claim);
                });
    }

    private static void requireSame(String what, Object saved, Object given) {
        if (!saved.equals(given)) {
            throw new IllegalArgumentException(
                    "the run was made with the %s %s, but is resumed with %s"
                            .formatted(what, saved, given));
        }
    }

    private static ActorCriticNetwork network(Checkpoint checkpoint) {
        NetworkSpec spec =
                checkpoint
                        .description()
                        .network()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the run '%s' has a network of its own; give it: TrainingRun.resume(path, network, environments)"
                                                        .formatted(
                                                                checkpoint.description().name())));
        return spec.network();
    }

    private static VectorEnvironment environments(Checkpoint checkpoint) {
        RunDescription description = checkpoint.description();
        EnvironmentSpec spec =
                description
                        .environment()
                        .filter(it -> isKnown(it.id()))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the run '%s' has environments of its own; give them: TrainingRun.resume(path, environments)"
                                                        .formatted(description.name())));
        return description.vector().make(() -> Environments.make(spec));
    }

    /** Without any environments a jar is missing, which is what the attempt to make one says. */
    private static boolean isKnown(String id) {
        List<String> all = Environments.all();
        return all.isEmpty() || all.contains(id);
    }
}

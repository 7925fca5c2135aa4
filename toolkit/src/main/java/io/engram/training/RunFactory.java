package io.engram.training;

import io.engram.agent.Agent;
import io.engram.checkpoint.Checkpoint;
import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.RunDescription;
import io.engram.checkpoint.RunNote;
import io.engram.engine.EngineLane;
import io.engram.engine.Kernels;
import io.engram.environment.Claim;
import io.engram.environment.EnvironmentException;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environment.Task;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.VectorSpec;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.NetworkSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes runs: new ones, and ones that go on from a checkpoint. */
final class RunFactory {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private RunFactory() {}

    static TrainingRun start(TrainingRunBuilder builder) {
        refuse(problems(builder));
        var environments = builder.environments;
        TransferPlan plan = plan(builder);
        var evaluation =
                EvaluationSetup.of(
                        builder.name, builder.evaluateEvery, builder.evaluation, environments);
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
                                evaluation.evaluations(),
                                builder.filmEvery),
                        plan == null ? List.of() : plan.notes());
        var store = new CheckpointStore(builder.checkpoints.resolve(builder.name));
        if (!store.list().isEmpty() && !builder.replace) {
            throw new CheckpointException(
                    "there is a run '%s' in %s already; go on with TrainingRun.resume(Path.of(\"%s\")), choose another name, or start over with replace(true)"
                            .formatted(builder.name, builder.checkpoints, store.folder()));
        }
        Kernels.requireAsLoaded();
        RunFiles.requireWritable(builder.checkpoints, "checkpoints");
        RunFiles.requireWritable(logs, "logs");
        var listeners = new ListenerSink(builder.listeners);
        var sinks = sinks(logs, listeners);
        return run(
                builder.name,
                environments,
                new RunFiles(description, store.folder(), builder.replace),
                (files, claim, lane) -> {
                    var loop =
                            new TrainingLoop(
                                    description,
                                    builder.agent,
                                    environments,
                                    files,
                                    sinks,
                                    evaluation.factory());
                    loop.begin(plan);
                    return new TrainingRun(
                            description, lane, loop, files, claim, listeners, builder.shown);
                });
    }

    /** Goes on with the run of that name, if there is one; else starts it. */
    static TrainingRun startOrResume(TrainingRunBuilder builder) {
        var problems = problems(builder);
        if (builder.replace) {
            problems.add("replace(true) starts over, and buildOrResume() goes on: leave one out");
        }
        refuse(problems);
        var store = new CheckpointStore(builder.checkpoints.resolve(builder.name));
        if (store.list().isEmpty()) {
            return start(builder);
        }
        Resumption resumption = TrainingRun.resuming(store.folder());
        RunDescription saved = resumption.checkpoint.description();
        var changes = new ArrayList<>(saved.config().changesTo(builder.agent.config()));
        if (saved.seed() != builder.seed) {
            changes.add(0, "seed: %d → %d".formatted(saved.seed(), builder.seed));
        }
        if (!changes.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is a run '%s' in %s already, which was made otherwise (%s); give this one another name, or go on with the other by TrainingRun.resume(path, agent)"
                            .formatted(
                                    builder.name, builder.checkpoints, String.join("; ", changes)));
        }
        resumption
                .network(builder.agent.network())
                .environments(builder.environments)
                .checkpoints(builder.checkpoints)
                .logs(builder.logs);
        if (builder.evaluation != null) {
            resumption.evaluation(builder.evaluation);
        }
        resumption.shown = builder.shown;
        resumption.listeners.addAll(builder.listeners);
        return resume(resumption);
    }

    private static TransferPlan plan(TrainingRunBuilder builder) {
        return builder.transfer == null
                ? null
                : TransferPlan.of(
                        builder.transfer, builder.name, builder.agent, builder.environments);
    }

    /** Makes a run of what it has for itself, in its lane. */
    private interface Making {
        TrainingRun make(RunFiles files, Claim claim, EngineLane lane);
    }

    /**
     * Makes a run that has its environments, its folder and its lane for itself; if that fails,
     * environments and folder are free again.
     */
    private static TrainingRun run(
            String name, VectorEnvironment environments, RunFiles files, Making making) {
        var lane = new EngineLane("engram-engine-" + name);
        try {
            return lane.call(
                    () -> {
                        Claim claim = environments.claim(name);
                        try {
                            return making.make(files, claim, lane);
                        } catch (RuntimeException | Error e) {
                            claim.release();
                            throw e;
                        }
                    });
        } catch (RuntimeException | Error e) {
            files.close();
            throw e;
        }
    }

    /** What hears of every update; whoever may throw anything comes last. */
    private static List<MetricSink> sinks(Path logs, ListenerSink listeners) {
        return List.of(new CsvSink(logs), new EventSink(logs), listeners);
    }

    private static List<String> problems(TrainingRunBuilder builder) {
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
        if (builder.evaluation != null) {
            RunDescription.Evaluations.problem(builder.evaluateEvery, builder.evaluation.episodes())
                    .ifPresent(problems::add);
        }
        if (builder.films && builder.filmEvery < 1) {
            problems.add("filmEvery must be at least 1, but is " + builder.filmEvery);
        }
        return problems;
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    static TrainingRun resume(Resumption resumption) {
        if (resumption.anotherTask && resumption.environments == null) {
            throw new IllegalArgumentException(
                    "anotherTask() needs the environments of that task; give them with environments(…)");
        }
        Checkpoint checkpoint = resumption.checkpoint;
        Agent agent = agent(resumption);
        var change = new AgentChange(checkpoint, agent);
        change.refuseWhatCannotChange();
        if (!resumption.hasPlaces()) {
            change.refuseBranch();
        }
        RunDescription saved = change.description();
        RunPlaces places = resumption.places();
        VectorEnvironment environments =
                resumption.environments != null
                        ? resumption.environments
                        : environments(checkpoint);
        if (!resumption.anotherTask) {
            requireSameTask(saved, environments);
        }
        requireSame("observation space", saved.observationSpace(), environments.observationSpace());
        requireSame("action space", saved.actionSpace(), environments.actionSpace());
        requireSameVector(saved.vector(), environments.vectorSpec());
        var evaluation = EvaluationSetup.resumed(saved, resumption.evaluation, environments);
        Kernels.requireAsLoaded();
        RunFiles.requireWritable(places.checkpoints(), "checkpoints");
        RunFiles.requireWritable(places.logs(), "logs");
        var moved = saved.withLogs(places.logs().toString());
        var description = resumption.anotherTask ? in(environments, moved, checkpoint) : moved;
        var listeners = new ListenerSink(resumption.listeners);
        var sinks = sinks(places.logs(), listeners);
        return run(
                description.name(),
                environments,
                new RunFiles(description, places.checkpoints(), false),
                (files, claim, lane) -> {
                    var loop =
                            new TrainingLoop(
                                    description,
                                    agent,
                                    environments,
                                    files,
                                    sinks,
                                    evaluation.factory());
                    Standing standing =
                            resumption.anotherTask
                                    ? Standing.withoutBest(checkpoint.state().inAnotherTask())
                                    : files.standing(checkpoint.state());
                    restore(loop, standing, checkpoint);
                    KernelNotice.log(checkpoint, agent);
                    return new TrainingRun(
                            description, lane, loop, files, claim, listeners, resumption.shown);
                });
    }

    private static RunDescription in(
            VectorEnvironment environments, RunDescription run, Checkpoint checkpoint) {
        String text =
                "another task: %s → %s".formatted(text(run.task()), text(environments.task()));
        return run.playedIn(environments.spec(), environments.task())
                .noting(List.of(new RunNote(checkpoint.state().update(), text)));
    }

    private static String text(Optional<Task> task) {
        return task.map(Task::toString).orElse("environments of several tasks");
    }

    /** The agent that is given, or the saved one with a network that is given or made anew. */
    private static Agent agent(Resumption resumption) {
        if (resumption.agent != null && resumption.network != null) {
            throw new IllegalArgumentException(
                    "agent(…) brings its network along; leave network(…) out");
        }
        if (resumption.agent != null) {
            return resumption.agent;
        }
        Checkpoint checkpoint = resumption.checkpoint;
        return Agent.of(
                checkpoint.description().config(),
                resumption.network != null ? resumption.network : network(checkpoint));
    }

    /** Whoever steps them, the bits are the same. */
    private static void requireSameVector(VectorSpec saved, VectorSpec given) {
        requireSame("number of environments", saved.count(), given.count());
        requireSame(
                "normalization of the environments",
                saved.normalizations(),
                given.normalizations());
    }

    private static void restore(TrainingLoop loop, Standing standing, Checkpoint checkpoint) {
        try {
            loop.restore(standing);
        } catch (IllegalArgumentException | EnvironmentException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CheckpointException(
                    "cannot go on from %s: its state does not fit together (%s)"
                            .formatted(checkpoint.folder(), e),
                    e);
        }
    }

    private static void requireSameTask(
            RunDescription description, VectorEnvironment environments) {
        var trained = description.task();
        if (trained.isPresent()
                && environments.task().isPresent()
                && !trained.equals(environments.task())) {
            throw new IllegalArgumentException(
                    "the run '%s' was trained in %s, but is resumed in %s; give the same environments, or say TrainingRun.resuming(path).environments(…).anotherTask() if that is meant"
                            .formatted(
                                    description.name(), trained.get(), environments.task().get()));
        }
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
                        .filter(it -> Environments.knows(it.id()))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the run '%s' has environments of its own; give them: TrainingRun.resume(path, environments)"
                                                        .formatted(description.name())));
        return description.vector().make(Environments.factory(spec));
    }
}

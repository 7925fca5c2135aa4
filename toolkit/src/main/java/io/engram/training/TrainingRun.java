package io.engram.training;

import io.engram.agent.Agent;
import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.RunDescription;
import io.engram.engine.EngineLane;
import io.engram.environment.Claim;
import io.engram.environment.VectorEnvironment;
import io.engram.network.ActorCriticNetwork;
import io.engram.plot.LearningCurve;
import io.engram.settings.ConfigFile;
import io.engram.show.Showable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * An agent learning in its environments, with everything that makes it last: metrics, checkpoints,
 * and a way back after an interrupt.
 *
 * <pre>{@code
 * var run = TrainingRun.builder("cartpole-masked", agent, envs).seed(1).checkpointEvery(10).build();
 * run.train(100);
 * }</pre>
 *
 * <p>Two runs of the same seed, configuration, machine and thread count give the same bits, however
 * often they were interrupted or resumed.
 */
public final class TrainingRun extends RunRecord implements AutoCloseable, Showable {
    private static final long WAIT_FOR_ENVIRONMENT_SECONDS = 10;

    private final RunDescription description;
    private final TrainingLoop loop;
    private final RunFiles files;
    private final Claim claim;
    private final EngineLane lane;
    private final LoopWork work;
    private final ListenerSink listeners;
    private final TrainCalls calls;
    private final Screen screen;

    TrainingRun(
            RunDescription description,
            EngineLane lane,
            TrainingLoop loop,
            RunFiles files,
            Claim claim,
            ListenerSink listeners,
            List<String> shown) {
        super(description, loop, files);
        this.description = description;
        this.lane = lane;
        this.loop = loop;
        this.files = files;
        this.claim = claim;
        work = new LoopWork(description.name(), lane, loop, WAIT_FOR_ENVIRONMENT_SECONDS);
        screen = new Screen(description, loop, shown);
        calls = new TrainCalls(description.name(), this::begin);
        files.busyWhile(calls::isTraining);
        this.listeners = listeners;
        listeners.of(this);
    }

    /**
     * A new run.
     *
     * @param name the run's name, also of its folders: letters, digits, dots, dashes, underscores
     * @param agent what learns
     * @param environments where it learns
     * @return a builder
     */
    public static TrainingRunBuilder builder(
            String name, Agent agent, VectorEnvironment environments) {
        return new TrainingRunBuilder(name, agent, environments);
    }

    /**
     * A new run as a file describes it: its environments, its ready-made network and its agent, and
     * what it says of name, seed, checkpoints and evaluations. All but the first three can be set
     * otherwise.
     *
     * <p>{@code TrainingRun.builder(ConfigFile.read(path)).seed(3).build()}
     *
     * @param file which says how the run and its environment are called
     * @return a builder
     * @throws IllegalStateException if it names no environment that Engram can make by name, or has
     *     no name
     * @throws IllegalArgumentException if nothing has the environment's name, or an option or a
     *     wrapper is not known or out of range
     */
    public static TrainingRunBuilder builder(ConfigFile file) {
        return TrainingRunBuilder.of(file);
    }

    /**
     * A new run as a file describes it, under another name.
     *
     * @param name the run's name, also of its folders: letters, digits, dots, dashes, underscores
     * @param file which says how the environment is called
     * @return a builder
     * @throws IllegalStateException if it names no environment that Engram can make by name
     * @throws IllegalArgumentException as {@link #builder(ConfigFile)}
     */
    public static TrainingRunBuilder builder(String name, ConfigFile file) {
        return TrainingRunBuilder.of(name, file);
    }

    /**
     * Goes on with a run from its newest checkpoint, with a network and environments that Engram
     * can make by name. It goes on writing in the folder in which the checkpoint lies; {@link
     * #resuming} takes a copy that lies elsewhere, and says where to write.
     *
     * @param path the run's folder, the folder of one of its checkpoints, or the file {@code best}
     *     in the run's folder
     * @return the run, at exactly the bits that it had
     * @throws CheckpointException if there is no intact checkpoint, it lies outside of its run's
     *     folder, or somebody else writes there
     * @throws IllegalArgumentException if the network or the environments are the user's own; use
     *     {@link #resume(Path, ActorCriticNetwork, VectorEnvironment)}
     */
    public static TrainingRun resume(Path path) {
        return resuming(path).build();
    }

    /**
     * Goes on with a run from its newest checkpoint, with other parameters of the agent, in
     * environments that Engram can make by name. What may change and what may not is told at {@link
     * Resumption#agent}.
     *
     * @param path the run's folder, the folder of its newest checkpoint
     * @param agent an agent with the same network, newly made
     * @return the run, with all that it has learned; {@link #notes} tells what changed
     * @throws CheckpointException if there is no intact checkpoint, or the run has gone on from it
     * @throws IllegalArgumentException if the run cannot go on with this agent, or the environments
     *     are the user's own; say {@code resuming(path).agent(agent).environments(envs).build()}
     */
    public static TrainingRun resume(Path path, Agent agent) {
        return resuming(path).agent(agent).build();
    }

    /**
     * Goes on with a run from its newest checkpoint, with more to say about it: where it goes on
     * writing, and who hears of its updates.
     *
     * @param path the run's folder, the folder of one of its checkpoints or of a copy of one, or
     *     the file {@code best} in the run's folder
     * @return what remains to be said, and then built
     * @throws CheckpointException if there is no intact checkpoint
     */
    public static Resumption resuming(Path path) {
        return new Resumption(CheckpointStore.load(path));
    }

    /**
     * Goes on with a run from its newest checkpoint, in environments of the user's own.
     *
     * @param path the run's folder, the folder of one of its checkpoints, or the file {@code best}
     *     in the run's folder
     * @param environments the same environments, newly made
     * @return the run, at exactly the bits that it had
     * @throws CheckpointException if there is no intact checkpoint
     * @throws IllegalArgumentException if they are other environments than the run was trained in
     * @throws io.engram.environment.EnvironmentException if they show something else than before
     *     when the episodes that had begun are played again
     */
    public static TrainingRun resume(Path path, VectorEnvironment environments) {
        return resuming(path).environments(Objects.requireNonNull(environments)).build();
    }

    /**
     * Goes on with a run from its newest checkpoint, with a network and in environments of the
     * user's own.
     *
     * @param path the run's folder, the folder of one of its checkpoints, or the file {@code best}
     *     in the run's folder
     * @param network the same network, newly made
     * @param environments the same environments, newly made; null if Engram can make them by name
     * @return the run, at exactly the bits that it had
     */
    public static TrainingRun resume(
            Path path, ActorCriticNetwork network, VectorEnvironment environments) {
        return resuming(path)
                .network(Objects.requireNonNull(network))
                .environments(environments)
                .build();
    }

    /**
     * Trains until the run has made a number of updates. Blocks, and shows how it goes. Whatever
     * goes wrong, the last finished update is saved before the exception is thrown.
     *
     * <p>An interrupt saves a checkpoint and returns; the thread's interrupt flag is set again, so
     * that loops around this call can end. Calling it again goes on from the last finished update.
     *
     * @param updates the number of updates that the run shall have made, counted from its beginning
     * @throws IllegalStateException if the run is training already, in another thread, or is
     *     closed, or a newer run of the same name has its environments
     * @throws IllegalArgumentException if {@code updates} is below 1
     * @throws io.engram.environment.EnvironmentException if an environment misbehaves, or has not
     *     come back since an earlier call was interrupted; the message names it and its step
     */
    public void train(int updates) {
        train(Extent.updates(updates, description));
    }

    /**
     * Trains as {@link #train(int)} does, but ends when a rule says so.
     *
     * @param updates the number of updates that the run shall have made at most, counted from its
     *     beginning
     * @param rule says after each update whether training ends; asked before the first one too
     * @throws IllegalArgumentException if {@code updates} is below 1, or the rule goes by
     *     evaluations and the run has none
     */
    public void train(int updates, StopRule rule) {
        EvaluationRule.require(Objects.requireNonNull(rule, "rule"), description);
        train(Extent.updates(updates, rule, description));
    }

    /**
     * Trains as {@link #train(int)} does, until the run has taken a number of environment steps.
     *
     * @param environmentSteps the steps that the run shall have taken at least, counted from its
     *     beginning over all environments; an update is not cut off, so it may take up to {@code
     *     nSteps} · N - 1 more
     * @throws IllegalArgumentException if it is below 1
     */
    public void trainSteps(long environmentSteps) {
        train(Extent.environmentSteps(environmentSteps, description));
    }

    /**
     * Trains as {@link #train(int)} does, for some time from now on: the update in which it is over
     * is the last one.
     *
     * @param time how long, more than 0
     * @throws IllegalArgumentException if it is 0 or negative
     */
    public void train(Duration time) {
        train(Extent.time(time, description));
    }

    private void train(Extent extent) {
        listeners.refuseWithin("train", "call it after the train call that is going on");
        calls.train(extent);
    }

    private Watch begin(Extent extent, boolean isShown) {
        files.requireOwn();
        claim.requireHeld();
        return new Watch(
                loop,
                files,
                work,
                extent,
                isShown ? screen::open : screen::openNowhere,
                screen.report(extent));
    }

    /**
     * Trains as {@link #train(int)} does, but on a thread of its own: it returns when training has
     * begun, and shows nothing. {@link #watch} shows it, from any cell, {@link #stop} ends it, and
     * what goes wrong is told there.
     *
     * @param updates as of {@link #train(int)}, which also tells what is thrown
     */
    public void start(int updates) {
        listeners.refuseWithin("start", "call it after the train call that is going on");
        calls.start(Extent.updates(updates, state -> false, description));
    }

    /**
     * Shows the training that is under way, on whichever thread, until it ends. An interrupt ends
     * the watching alone. If nothing is under way, it shows how the last call ended, and returns.
     */
    public void watch() {
        listeners.refuseWithin("watch", "call it from another thread");
        screen.watch(calls.latest());
    }

    /**
     * Ends the {@code train} call that is going on, after its present update: from {@code onUpdate}
     * or from any thread. The run is saved, the call returns as if it had come to its end, and a
     * further one goes on. Nothing happens if none is going on.
     */
    public void stop() {
        calls.stop();
    }

    /**
     * The curves of several runs in one chart, each with its band.
     *
     * @param runs the runs, at least one
     * @return a chart over environment steps
     * @throws IllegalStateException if one of them has made no update
     */
    public static LearningCurve compare(TrainingRun... runs) {
        return RunCurves.compare(runs);
    }

    /**
     * Frees the run's tensors, closes its files and its environments. The checkpoints stay. If an
     * environment has not come back since an interrupt, the environments are closed when it does.
     */
    @Override
    public void close() {
        listeners.refuseWithin("close", "call run.stop() there and close the run afterwards");
        loop.stop();
        Aside.call(
                () -> {
                    work.end();
                    lane.run(loop::close);
                    files.close();
                    work.whenBack(loop::closeEnvironments);
                    return null;
                });
    }

    @Override
    public String toHtml() {
        return RunHtml.of(this);
    }

    @Override
    public String toString() {
        return "TrainingRun(%s, seed %d, %d updates, %,d environment steps)"
                .formatted(
                        description.name(),
                        description.seed(),
                        state().update(),
                        state().environmentSteps());
    }
}

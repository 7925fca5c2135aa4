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
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
public final class TrainingRun extends RunTraining {
    TrainingRun(
            RunDescription description,
            EngineLane lane,
            TrainingLoop loop,
            RunFiles files,
            Claim claim,
            ListenerSink listeners,
            List<String> shown) {
        super(description, lane, loop, files, claim, listeners, shown);
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
            Path path, ActorCriticNetwork network, @Nullable VectorEnvironment environments) {
        return resuming(path)
                .network(Objects.requireNonNull(network))
                .environments(environments)
                .build();
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
}

package io.engram.training;

import io.engram.agent.Agent;
import io.engram.checkpoint.Checkpoint;
import io.engram.checkpoint.CheckpointException;
import io.engram.environment.VectorEnvironment;
import io.engram.evaluation.EvaluationPlan;
import io.engram.network.ActorCriticNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with a run from a checkpoint, with all that can be said about it.
 *
 * <pre>{@code
 * var run = TrainingRun.resuming(Path.of("downloads/update-000100"))
 *         .checkpoints(Path.of("checkpoints")).logs(Path.of("logs")).build();
 * }</pre>
 */
public final class Resumption {
    final Checkpoint checkpoint;
    final List<BiConsumer<TrainingRun, MetricRow>> listeners = new ArrayList<>();
    ActorCriticNetwork network;
    Agent agent;
    VectorEnvironment environments;
    EvaluationPlan evaluation;
    boolean anotherTask;
    List<String> shown = List.of();
    private Path checkpoints;
    private Path logs;

    Resumption(Checkpoint checkpoint) {
        if (checkpoint.state().isPolicyOnly()) {
            throw new CheckpointException(
                    "%s holds a policy alone, without the optimiser and the random streams that the run '%s' would need to go on; begin another run from it with TrainingRun.builder(…).from(Policy.load(path))"
                            .formatted(checkpoint.folder(), checkpoint.description().name()));
        }
        this.checkpoint = checkpoint;
    }

    /**
     * A network of the user's own.
     *
     * @param same the same network, newly made; null, as if not set: Engram makes it
     * @return this
     */
    public Resumption network(@Nullable ActorCriticNetwork same) {
        network = same;
        return this;
    }

    /**
     * Goes on with other parameters of the agent: learning rate, entropy, epochs, schedules and
     * most others. Schedules count from the run's beginning. The network is that of the agent, and
     * must be the same; so must the algorithm, {@code rewardScaling}, and whether there are {@code
     * initNormSteps}. What changed is in {@link TrainingRun#notes}, and in the checkpoints.
     *
     * @param other an agent with the same network, newly made
     * @return this
     */
    public Resumption agent(Agent other) {
        agent = Objects.requireNonNull(other, "other");
        return this;
    }

    /**
     * Environments of the user's own, or those of {@link #anotherTask another task}.
     *
     * @param same the same environments, newly made; null, as if not set: Engram makes them by name
     * @return this
     */
    public Resumption environments(@Nullable VectorEnvironment same) {
        environments = same;
        return this;
    }

    /**
     * How the policy is evaluated while it is trained, for a run that does so in environments of
     * the user's own; other evaluations go on by themselves.
     *
     * @param same the same plan, newly made
     * @return this
     */
    public Resumption evaluation(EvaluationPlan same) {
        evaluation = Objects.requireNonNull(same, "same");
        return this;
    }

    /**
     * Goes on in other environments than the run was trained in, which {@link #environments} gives,
     * though of the same spaces, number and normalisation: with all that it learned, in new
     * episodes. From then on it is a run of these environments, whose best policy is found anew.
     *
     * @return this
     */
    public Resumption anotherTask() {
        anotherTask = true;
        return this;
    }

    /**
     * Where the run goes on saving its checkpoints. It need not be set for a checkpoint that lies
     * in the folder of its run: the run goes on there.
     *
     * @param folder holds one folder for each run
     * @return this
     */
    public Resumption checkpoints(Path folder) {
        checkpoints = Objects.requireNonNull(folder);
        return this;
    }

    /**
     * Where the run goes on with its metrics and TensorBoard events. Unless this is set, they go
     * where they went, if that is below the folder in which {@code checkpoints} lies, and otherwise
     * to {@code logs} in that folder.
     *
     * @param folder holds one folder for each run
     * @return this
     */
    public Resumption logs(Path folder) {
        logs = Objects.requireNonNull(folder);
        return this;
    }

    /**
     * Chooses the metrics that are drawn while the run trains, as {@link TrainingRunBuilder#show}.
     *
     * @param metrics their names; none for the usual ones
     * @return this
     * @throws IllegalArgumentException if there is no such metric
     */
    public Resumption show(String... metrics) {
        shown = ShownMetrics.columns(metrics);
        return this;
    }

    /**
     * Calls somebody after every update, on the run's thread.
     *
     * @param listener receives the update's metrics
     * @return this
     */
    public Resumption onUpdate(Consumer<MetricRow> listener) {
        Objects.requireNonNull(listener, "listener");
        return onUpdate((run, row) -> listener.accept(row));
    }

    /**
     * Calls somebody after every update, on the run's thread, with the run besides: to look at it,
     * to {@linkplain TrainingRun#save(java.nio.file.Path) save} it, to {@linkplain
     * TrainingRun#stop() stop} it. Training goes on when the listener returns. What waits for the
     * end of training, {@code train} and {@code close}, is refused there.
     *
     * <pre>{@code
     * .onUpdate((run, row) -> {
     *     if (row.update() == 100) {
     *         run.save(Path.of("kept/after-100"));
     *     }
     * })
     * }</pre>
     *
     * @param listener receives the run, and the update's metrics
     * @return this
     */
    public Resumption onUpdate(BiConsumer<TrainingRun, MetricRow> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /** Whether it is said where both kinds of files go. */
    boolean hasPlaces() {
        return checkpoints != null && logs != null;
    }

    RunPlaces places() {
        return RunPlaces.of(checkpoint, checkpoints, logs);
    }

    /**
     * Makes the run.
     *
     * @return the run, at exactly the bits that it had
     * @throws CheckpointException if the checkpoint lies outside of its run's folder and {@link
     *     #checkpoints} is not set, there is another run in the folder, somebody else writes there,
     *     or it is not writable
     * @throws IllegalArgumentException if the network or the environments are the user's own and
     *     not given, or not those of the run
     * @throws io.engram.environment.EnvironmentException if the environments show something else
     *     than before when the episodes that had begun are played again
     */
    public TrainingRun build() {
        return RunFactory.resume(this);
    }
}

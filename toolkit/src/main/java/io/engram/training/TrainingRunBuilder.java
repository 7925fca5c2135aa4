package io.engram.training;

import io.engram.agent.Agent;
import io.engram.checkpoint.CheckpointException;
import io.engram.environment.VectorEnvironment;
import io.engram.evaluation.EvaluationPlan;
import io.engram.evaluation.Policy;
import io.engram.settings.ConfigFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Puts a {@link TrainingRun} together. */
public final class TrainingRunBuilder {
    final String name;
    final Agent agent;
    final VectorEnvironment environments;
    final List<BiConsumer<TrainingRun, MetricRow>> listeners = new ArrayList<>();
    long seed = 1;
    int checkpointEvery = 10;
    int keepCheckpoints = 5;
    int evaluateEvery;
    EvaluationPlan evaluation;
    boolean films;
    int filmEvery;
    boolean replace;
    List<String> shown = List.of();
    Transfer transfer;
    Path checkpoints = Path.of("checkpoints");
    Path logs = Path.of("logs");

    TrainingRunBuilder(String name, Agent agent, VectorEnvironment environments) {
        this.name = name;
        this.agent = agent;
        this.environments = environments;
    }

    static TrainingRunBuilder of(ConfigFile file) {
        String name =
                file.name()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "the file does not say how the run is called; give TrainingRun.builder(…) a name before the file"));
        return of(name, file);
    }

    static TrainingRunBuilder of(String name, ConfigFile file) {
        VectorEnvironment environments = file.environments();
        var agent = Agent.of(file.config(), file.network(environments));
        var builder = new TrainingRunBuilder(name, agent, environments);
        file.seed().ifPresent(builder::seed);
        file.checkpointEvery().ifPresent(builder::checkpointEvery);
        file.evaluateEvery()
                .ifPresent(each -> builder.evaluateEvery(each.updates(), each.episodes()));
        return builder;
    }

    /**
     * The one source of all randomness.
     *
     * @param value any number; 1 unless set
     * @return this builder
     */
    public TrainingRunBuilder seed(long value) {
        seed = value;
        return this;
    }

    /**
     * How often a checkpoint is saved, while training goes on; a save that fails ends it after one
     * of the next updates. One is saved at the end of {@code train} in any case.
     *
     * @param updates every how many updates, at least 1; 10 unless set
     * @return this builder
     */
    public TrainingRunBuilder checkpointEvery(int updates) {
        checkpointEvery = updates;
        return this;
    }

    /**
     * How many checkpoints stay, the newest ones. That of the best policy stays besides.
     *
     * @param count at least 1; 5 unless set
     * @return this builder
     */
    public TrainingRunBuilder keepCheckpoints(int count) {
        keepCheckpoints = count;
        return this;
    }

    /**
     * Finds the best policy by an evaluation: after every so many updates, the policy plays
     * episodes with the likeliest actions, all at once, in environments of their own, the same
     * episodes each time. Of equally good policies the latest is kept. Metrics have the mean return
     * as {@code evaluation_return_mean}. What is learned is the same bits with and without it.
     *
     * <p>Unless this is set, the best policy is found by the mean return of the 100 latest episodes
     * of training.
     *
     * @param updates every how many updates, at least 1; what comes after the last multiple is not
     *     evaluated
     * @param episodes how many episodes, 1 to 10,000; one is cut off after 10,000 steps
     * @return this builder
     */
    public TrainingRunBuilder evaluateEvery(int updates, int episodes) {
        return evaluateEvery(updates, EvaluationPlan.of(episodes));
    }

    /**
     * Finds the best policy by an evaluation, as {@link #evaluateEvery(int, int)} does, whose
     * episodes are played as a plan says: with sampled actions, with a seed of its own, in another
     * environment.
     *
     * <pre>{@code
     * .evaluateEvery(10, EvaluationPlan.of(50).sampled().seed(7))
     * }</pre>
     *
     * @param updates every how many updates, at least 1
     * @param plan how the episodes are played
     * @return this builder
     */
    public TrainingRunBuilder evaluateEvery(int updates, EvaluationPlan plan) {
        evaluateEvery = updates;
        evaluation = Objects.requireNonNull(plan, "plan");
        return this;
    }

    /**
     * Begins with the parameters of a trained policy, to go on from there in another task or with
     * other parameters of the agent: as {@link #from(Transfer)} does with {@link
     * Transfer#of(Policy)}.
     *
     * @param policy the policy, whose network has the same parameters
     * @return this builder
     */
    public TrainingRunBuilder from(Policy policy) {
        return from(Transfer.of(policy));
    }

    /**
     * Begins with what is taken over from a trained policy. The run is a new one, with its own
     * seed, metrics and number of updates; {@link TrainingRun#notes} tells what was taken.
     *
     * @param what what is taken over
     * @return this builder
     */
    public TrainingRunBuilder from(Transfer what) {
        transfer = Objects.requireNonNull(what, "what");
        return this;
    }

    /**
     * Films the policy while it is trained: after every so many updates it plays one episode as it
     * acts in training, by chance, in an environment of its own; the same episode each time, for
     * its first 2,000 steps. The films are {@code films/update-000010.mp4} and so on in the run's
     * folder of the logs; a run that starts over makes a new folder, {@code films-2}, so no film is
     * ever overwritten. What is learned is the same bits with and without it.
     *
     * <p>A film that cannot be made is told in the log, and training goes on.
     *
     * @param updates every how many updates, at least 1
     * @return this builder
     */
    public TrainingRunBuilder filmEvery(int updates) {
        films = true;
        filmEvery = updates;
        return this;
    }

    /**
     * Starts over where there is a run of this name already. Its checkpoints stay until the new run
     * saves its first one, and are removed then.
     *
     * @param value false unless set: an older run is an error, so that nothing is lost
     * @return this builder
     */
    public TrainingRunBuilder replace(boolean value) {
        replace = value;
        return this;
    }

    /**
     * Where runs have their checkpoints.
     *
     * @param folder holds one folder for each run; {@code checkpoints} unless set
     * @return this builder
     */
    public TrainingRunBuilder checkpoints(Path folder) {
        checkpoints = folder;
        return this;
    }

    /**
     * Where runs have their metrics and TensorBoard events.
     *
     * @param folder holds one folder for each run; {@code logs} unless set
     * @return this builder
     */
    public TrainingRunBuilder logs(Path folder) {
        logs = folder;
        return this;
    }

    /**
     * Chooses the metrics that are drawn while the run trains, in place of the usual ones. What is
     * learned and logged does not depend on it.
     *
     * <pre>{@code
     * .show("return", "kl", "hidden_state_drift")
     * }</pre>
     *
     * @param metrics columns of {@link TrainingRun#metrics}, the first one large; {@code return},
     *     {@code length}, {@code success}, {@code kl} and {@code evaluation} are short for {@code
     *     episode_return_mean}, {@code approximate_kl} and so on. None: the usual ones
     * @return this builder
     * @throws IllegalArgumentException if there is no such metric
     */
    public TrainingRunBuilder show(String... metrics) {
        shown = ShownMetrics.columns(metrics);
        return this;
    }

    /**
     * Calls somebody after every update, on the run's thread.
     *
     * @param listener receives the update's metrics
     * @return this builder
     */
    public TrainingRunBuilder onUpdate(Consumer<MetricRow> listener) {
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
     * @return this builder
     */
    public TrainingRunBuilder onUpdate(BiConsumer<TrainingRun, MetricRow> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Makes the run: gives the network its first parameters and begins an episode in every
     * environment. The environments belong to this run from then on; an earlier run of the same
     * name that had them cannot go on.
     *
     * @return the run, before its first update
     * @throws IllegalArgumentException if the name or a number is out of range, or the network's
     *     output does not fit the environments, or what is taken over does not fit the network
     * @throws IllegalStateException if the environments belong to a run of another name
     * @throws CheckpointException if there is a run of this name already, or the folders cannot be
     *     written to
     */
    public TrainingRun build() {
        return RunFactory.start(this);
    }

    /**
     * Makes the run, or goes on with it if there is one of this name already: what a program says
     * that may be killed and started again.
     *
     * <pre>{@code
     * try (var run = TrainingRun.builder("overnight", agent, envs).seed(1).buildOrResume()) {
     *     run.train(10_000);
     * }
     * }</pre>
     *
     * @return the run, before its first update or at exactly the bits that it had
     * @throws IllegalArgumentException as {@link #build}, if the run of this name was made with
     *     another seed, other parameters or other environments, or if {@code replace(true)} was set
     * @throws CheckpointException if none of its checkpoints is intact, or the folders cannot be
     *     written to
     */
    public TrainingRun buildOrResume() {
        return RunFactory.startOrResume(this);
    }
}

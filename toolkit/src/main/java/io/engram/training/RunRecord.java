package io.engram.training;

import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.RunDescription;
import io.engram.checkpoint.RunNote;
import io.engram.checkpoint.RunState;
import io.engram.evaluation.Policy;
import io.engram.network.ActorCriticNetwork;
import io.engram.plot.LearningCurve;
import io.engram.show.Picture;
import io.engram.show.Showable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tech.tablesaw.api.Table;

/**
 * What there is of a run besides its training: where it stands, what it has learned, and how that
 * is kept.
 */
public abstract sealed class RunRecord implements Showable permits RunTraining {
    private final RunDescription description;
    private final TrainingLoop loop;
    private final RunFiles files;

    RunRecord(RunDescription description, TrainingLoop loop, RunFiles files) {
        this.description = description;
        this.loop = loop;
        this.files = files;
    }

    /**
     * The metrics, one row for each update.
     *
     * @return a table; its columns are explained in the documentation of metrics
     */
    public Table metrics() {
        return MetricLog.table(description.name(), state().metrics());
    }

    /**
     * The finished episodes of training, one row for each, in the order in which they ended: the
     * update, the environment steps by then, which environment, return, length, seconds of training
     * by then, and whatever the task measures. It is read from {@code episodes.csv} in the run's
     * {@linkplain #logs() logs}; what somebody removed there is missing.
     *
     * @return a table
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public Table episodes() {
        return Aside.call(() -> EpisodeLog.table(description.name(), logs(), state().update()));
    }

    /**
     * The mean return of the latest episodes, with a band of one standard deviation, and what
     * evaluations found if there are any.
     *
     * @return a chart over environment steps
     * @throws IllegalStateException before the first update
     */
    public LearningCurve curves() {
        return RunCurves.of(this);
    }

    /**
     * The return of each finished episode of training as a dot over the environment steps, and
     * their moving mean, from {@link #episodes()}.
     *
     * @return the picture
     * @throws IllegalStateException if no episode has ended yet
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public Picture scatter() {
        return scatter("return");
    }

    /**
     * A number of each finished episode of training as a dot over the environment steps, and their
     * moving mean.
     *
     * @param column one of the columns of {@link #episodes()}, for example {@code length}
     * @return the picture
     * @throws IllegalArgumentException if there is no such column
     * @throws IllegalStateException if no episode has ended yet
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public Picture scatter(String column) {
        return RunCurves.scatter(description.name(), episodes(), column);
    }

    /**
     * What does not change in this run.
     *
     * @return name, seed, configuration, spaces
     */
    public RunDescription description() {
        return description;
    }

    /**
     * What was done to the run besides training: what it began with, if it took over a policy, and
     * what changed when it was resumed.
     *
     * @return one line for each, oldest first; {@code run.json} in the checkpoints has them too
     */
    public List<RunNote> notes() {
        return description.notes();
    }

    /**
     * Where the run stands: after its last finished update.
     *
     * @return the state
     */
    public RunState state() {
        return loop.standing().now();
    }

    /**
     * The policy after the last finished update.
     *
     * @return the policy, which does not change when the run goes on
     */
    public Policy policy() {
        return Policy.of(description, state(), network());
    }

    /**
     * The best policy so far, by the return of training or by {@link
     * TrainingRunBuilder#evaluateEvery}. It is in the checkpoints too, as {@code best}.
     *
     * @return the policy, which tells which update it is from; {@link #policy} as long as none was
     *     judged
     */
    public Policy best() {
        Standing standing = loop.standing();
        return Policy.of(description, standing.best().orElse(standing.now()), network());
    }

    /**
     * The network that learns.
     *
     * @return the network
     */
    public ActorCriticNetwork network() {
        return loop.network();
    }

    /**
     * The folder of the run's checkpoints.
     *
     * @return the folder
     */
    public Path checkpoints() {
        return files.store().folder();
    }

    /**
     * The folder of the run's metrics and TensorBoard events.
     *
     * @return the folder
     */
    public Path logs() {
        return files.logs();
    }

    /**
     * The films of {@link TrainingRunBuilder#filmEvery}, each named after its update.
     *
     * @return files for {@code Video.of}, the earliest first; none if nothing was filmed
     */
    public List<Path> films() {
        return TrainingFilms.of(logs());
    }

    /**
     * Saves a checkpoint of the last finished update, and the best policy.
     *
     * @return the checkpoint's folder
     */
    public Path save() {
        return Aside.call(() -> files.save(loop.standing()));
    }

    /**
     * Saves a checkpoint of the last finished update anywhere: to keep it, to move it, or to go on
     * from it in several ways. It is a policy for {@link Policy#load}, and {@link
     * TrainingRun#resuming} goes on from it where {@link Resumption#checkpoints} says.
     *
     * <pre>{@code
     * run.save(Path.of("kept/before-the-change"));
     * }</pre>
     *
     * @param folder the checkpoint's own folder, outside of the folders of runs; an older
     *     checkpoint there is replaced, anything else is not
     * @return the folder
     * @throws CheckpointException if something else is there, or it cannot be written
     */
    public Path save(Path folder) {
        Objects.requireNonNull(folder, "folder");
        return Aside.call(() -> files.saveAs(folder, loop.standing()));
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

package io.engram.training;

import io.engram.checkpoint.RunDescription;
import io.engram.checkpoint.RunState;
import io.engram.show.Picture;
import java.util.List;
import java.util.Optional;

/** Makes the {@link Progress} of a call of {@code train}. Any thread may ask. */
final class ProgressReport {
    private final RunDescription run;
    private final TrainingLoop loop;
    private final Extent extent;
    private final List<String> chosen;
    private final Pace pace;
    private final long stepsBefore;
    private List<Hint> hints = List.of();
    private long hintsOf = -1;

    /**
     * The beginning of a call.
     *
     * @param chosen the metrics to draw; empty for the usual ones
     */
    ProgressReport(RunDescription run, TrainingLoop loop, Extent extent, List<String> chosen) {
        this.run = run;
        this.loop = loop;
        this.extent = extent;
        this.chosen = chosen;
        RunState now = loop.standing().now();
        stepsBefore = now.environmentSteps();
        pace = new Pace(System.nanoTime(), now.update());
    }

    /**
     * How far the run is.
     *
     * @param ended whether nothing more is to come
     */
    synchronized Progress now(boolean ended, Optional<Picture> thumbnail, String note) {
        RunState state = loop.standing().now();
        Pulse pulse = loop.pulse();
        long total = extent.totalUpdates(state);
        double within = ended ? 0 : pulse.fraction();
        double made = state.update() + within;
        long time = System.nanoTime();
        double byPace = pace.secondsLeft(time, made, total);
        long inProgress =
                ended ? 0 : (long) pulse.steps(run.config().nSteps()) * run.vector().count();
        long steps = state.environmentSteps() + inProgress;
        double passed = pace.secondsPassed(time);
        if (hintsOf != state.update()) {
            hints = Hints.of(state.metrics(), run.config(), run.actionSpace());
            hintsOf = state.update();
        }
        return new Progress(
                run.name(),
                (int) state.update(),
                total,
                Math.min(1, made / Math.max(1, total)),
                ended ? "" : pulse.text(),
                steps,
                MetricLog.latest(state.metrics())
                        .getOrDefault(
                                MetricLog.STEPS_PER_SECOND,
                                (steps - stepsBefore) / Math.max(passed, 1e-3)),
                passed,
                ended ? Double.NaN : extent.secondsLeft().orElse(byPace),
                state.metrics(),
                ShownMetrics.of(chosen, state.metrics()),
                hints,
                thumbnail,
                note);
    }
}

package io.engram.training;

import io.engram.checkpoint.MetricHistory;
import io.engram.show.Picture;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a run has come: what a live view shows.
 *
 * @param runName the run's name
 * @param update the number of updates made
 * @param totalUpdates the number of updates to make; an estimate where a time is given
 * @param fraction how much of the way is done, 0 to 1, counted from the run's beginning; it moves
 *     within an update
 * @param doing what is done within the present update, in words, or an empty text
 * @param environmentSteps the number of environment steps taken, those of the present update too
 * @param stepsPerSecond environment steps per second, of the last update
 * @param secondsPassed since the call of {@code train} began
 * @param secondsLeft until it ends, by its latest updates; NaN where that is not known
 * @param metrics the metrics of all updates
 * @param shown the metrics to draw, the first one large
 * @param hints what looks sick now
 * @param thumbnail the present policy at play, or empty if there is nothing to see
 * @param note what to tell the user, or an empty text
 */
public record Progress(
        String runName,
        int update,
        long totalUpdates,
        double fraction,
        String doing,
        long environmentSteps,
        double stepsPerSecond,
        double secondsPassed,
        double secondsLeft,
        MetricHistory metrics,
        List<String> shown,
        List<Hint> hints,
        Optional<Picture> thumbnail,
        String note) {

    /**
     * The metrics of the last update.
     *
     * @return numbers by name; none before the first update
     */
    public Map<String, Double> latest() {
        return MetricLog.latest(metrics);
    }

    /**
     * A metric over all updates.
     *
     * @param metric its name
     * @return one number for each update; NaN where it has none
     */
    public double[] column(String metric) {
        return MetricLog.column(metrics, metric);
    }
}

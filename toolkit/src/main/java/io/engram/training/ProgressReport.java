package io.engram.training;

import io.engram.checkpoint.RunState;

/** Makes the {@link Progress} of a run's state. */
final class ProgressReport {
    private ProgressReport() {}

    static Progress of(String name, RunState state, long totalUpdates, String note) {
        var metrics = state.metrics();
        double[] mean = MetricLog.column(metrics, MetricLog.RETURN_MEAN);
        double[] deviation = MetricLog.column(metrics, MetricLog.RETURN_STD);
        var low = new double[mean.length];
        var high = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            low[i] = mean[i] - deviation[i];
            high[i] = mean[i] + deviation[i];
        }
        String second =
                metrics.columns().contains(MetricLog.SUCCESS)
                        ? MetricLog.SUCCESS
                        : MetricLog.ENTROPY;
        var latest = MetricLog.latest(metrics);
        return new Progress(
                name,
                (int) state.update(),
                totalUpdates,
                state.environmentSteps(),
                latest.getOrDefault(MetricLog.STEPS_PER_SECOND, 0.0),
                MetricLog.column(metrics, MetricLog.STEPS),
                mean,
                low,
                high,
                second.replace("episode_", "").replace("_mean", ""),
                MetricLog.column(metrics, second),
                latest,
                note);
    }
}

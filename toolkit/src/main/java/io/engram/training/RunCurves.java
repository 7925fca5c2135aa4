package io.engram.training;

import io.engram.plot.LearningCurve;

/** Draws the mean return of the latest episodes of runs, each with a band of one deviation. */
final class RunCurves {
    private RunCurves() {}

    static LearningCurve of(TrainingRun... runs) {
        String title = runs.length == 1 ? runs[0].description().name() : "";
        var chart = LearningCurve.builder(title).labels("environment steps", "episode return");
        for (TrainingRun run : runs) {
            String name = run.description().name();
            if (run.state().update() == 0) {
                throw new IllegalStateException(
                        "the run '%s' has no update to draw yet; call train(…) first"
                                .formatted(name));
            }
            Progress now = ProgressReport.of(name, run.state(), 0, "");
            chart.curve(name, now.curveSteps(), now.curveMean(), now.curveLow(), now.curveHigh());
        }
        return chart.build();
    }
}

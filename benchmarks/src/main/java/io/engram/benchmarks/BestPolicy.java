package io.engram.benchmarks;

import io.engram.environment.Environments;
import io.engram.evaluation.Evaluation;
import io.engram.training.TrainingRun;
import java.util.function.ToDoubleFunction;

/** What the best policy of a run is worth: its mean return in a test. */
final class BestPolicy {
    private static final int EPISODES = 100;

    private BestPolicy() {}

    /** With the likeliest actions. */
    static ToDoubleFunction<TrainingRun> greedy() {
        return run -> mean(evaluation(run).greedy());
    }

    /** With actions drawn as in training. */
    static ToDoubleFunction<TrainingRun> sampled() {
        return run -> mean(evaluation(run).sampled());
    }

    /** In environments like those of the run, with seeds of their own. */
    private static Evaluation evaluation(TrainingRun run) {
        return Evaluation.of(
                        run.best(),
                        () -> Environments.make(run.description().environment().orElseThrow()))
                .episodes(EPISODES)
                .environments(EPISODES)
                .seed(1_000);
    }

    private static double mean(Evaluation evaluation) {
        return evaluation.run().returns().mean();
    }
}

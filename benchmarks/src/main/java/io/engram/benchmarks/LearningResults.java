package io.engram.benchmarks;

import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.EvaluationResult;
import io.engram.evaluation.Policy;
import io.engram.training.TrainingRun;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import tech.tablesaw.api.Table;

/**
 * Trains a task with several seeds and prints what the results are judged by.
 *
 * <pre>{@code
 * java … io.engram.benchmarks.LearningResults poc-memory 5
 * }</pre>
 */
public final class LearningResults {
    private static final PrintStream OUT = System.out;
    private static final int TEST_EPISODES = 100;

    private LearningResults() {}

    /**
     * Trains and prints.
     *
     * @param arguments the task, the number of seeds (5 unless given), the first seed (1 unless
     *     given)
     */
    public static void main(String[] arguments) {
        Task task = Task.named(arguments.length > 0 ? arguments[0] : "");
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int first = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        for (int seed = first; seed < first + seeds; seed++) {
            train(task, seed);
        }
    }

    private static void train(Task task, int seed) {
        var environments = task.environments();
        Path folder = Path.of("target", "learning-results");
        try (var run =
                TrainingRun.builder(
                                task.label() + "-" + seed, task.agent(environments), environments)
                        .seed(seed)
                        .checkpointEvery(task.updates())
                        .replace(true)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build()) {
            run.train(task.updates());
            report(task, seed, run);
        }
    }

    private static void report(Task task, int seed, TrainingRun run) {
        Table metrics = run.metrics();
        line("%s seed %d: %,d steps", task.label(), seed, run.state().environmentSteps());
        if (metrics.columnNames().contains("episode_success_mean")) {
            firstUpdate(metrics, "episode_success_mean", 0.95, 1.0);
        }
        if (task == Task.CARTPOLE_V0_MASKED || task == Task.CARTPOLE_V0_MASKED_RND) {
            firstUpdate(metrics, "episode_return_mean", 100, 150, 175, 190);
        }
        double[] returns = metrics.doubleColumn("episode_return_mean").asDoubleArray();
        double sum = 0;
        int last = Math.min(10, returns.length);
        for (int i = returns.length - last; i < returns.length; i++) {
            sum += returns[i];
        }
        line("  mean return over the last %d updates: %.2f", last, sum / last);
        if (task.test() != null) {
            EvaluationResult result = test(task.test(), run.policy());
            var statistics = result.returns();
            line(
                    "  greedy, %d episodes: %.2f ± %.2f (min %.2f, 95 %% interval of the mean %.2f to %.2f)",
                    TEST_EPISODES,
                    statistics.mean(),
                    statistics.std(),
                    statistics.min(),
                    statistics.low(),
                    statistics.high());
        }
    }

    private static EvaluationResult test(Task.Test test, Policy policy) {
        return Evaluation.of(policy, () -> make(test))
                .episodes(TEST_EPISODES)
                .environments(TEST_EPISODES)
                .greedy()
                .seed(1_000)
                .run();
    }

    private static Environment make(Task.Test test) {
        Environment environment = Environments.make(test.id());
        for (var wrapper : test.wrappers()) {
            environment = wrapper.apply(environment);
        }
        return environment;
    }

    /** Updates are counted from 0, as in the reference's recorded results. */
    private static void firstUpdate(Table metrics, String column, double... thresholds) {
        double[] values = metrics.doubleColumn(column).asDoubleArray();
        for (double threshold : thresholds) {
            int first = 0;
            while (first < values.length && !(values[first] >= threshold)) {
                first++;
            }
            line(
                    "  %s >= %s first at update %s",
                    column, threshold, first < values.length ? first : "(never)");
        }
    }

    private static void line(String format, Object... values) {
        OUT.println(String.format(Locale.ROOT, format, values));
    }
}

package io.engram.benchmarks;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environment.Step;
import io.engram.evaluation.Evaluation;
import io.engram.evaluation.Policy;
import io.engram.random.RandomStream;
import io.engram.space.Observation;
import io.engram.training.TrainingRun;
import java.nio.file.Path;

/**
 * What somebody does with a task in a long day at one process: train, save, close, resume, look at
 * the curve, test, film, and let the policy play.
 */
final class SoakCycle {
    private static final String NAME = "cycle";
    private static final int UPDATES = 2;
    private static final int EPISODES = 8;
    private static final int PLAYED = 4;
    private static final int STEPS = 64;

    private final SoakTask task;
    private final Path folder;
    private final int number;

    /**
     * A cycle.
     *
     * @param folder where it writes
     * @param number which one it is; its seed, and films of odd ones are GIFs
     */
    SoakCycle(SoakTask task, Path folder, int number) {
        this.task = task;
        this.folder = folder;
        this.number = number;
    }

    void run() {
        train();
        resume();
        test(Policy.load(folder.resolve(NAME)));
    }

    private void train() {
        var environments = task.environments().get();
        try (var run =
                TrainingRun.builder(NAME, task.agent().apply(environments), environments)
                        .seed(number)
                        .checkpointEvery(1)
                        .evaluateEvery(UPDATES, EPISODES)
                        .checkpoints(folder)
                        .logs(folder.resolve("logs"))
                        .build()) {
            run.train(UPDATES);
            run.save();
        }
    }

    private void resume() {
        try (var run = TrainingRun.resume(folder.resolve(NAME))) {
            run.train(2 * UPDATES);
            run.curves().writePng(folder.resolve("curve.png"));
            run.metrics();
        }
    }

    private void test(Policy policy) {
        EnvironmentSpec spec = policy.description().environment().orElseThrow();
        var test =
                Evaluation.of(policy, () -> Environments.make(spec))
                        .episodes(EPISODES)
                        .seed(number)
                        .run();
        test.summary();
        test.film(1, folder.resolve(number % 2 == 0 ? "film.mp4" : "film.gif"));
        play(policy, spec);
    }

    private void play(Policy policy, EnvironmentSpec spec) {
        try (var session = policy.session(PLAYED);
                var environments = new Played(spec)) {
            for (int step = 0; step < STEPS; step++) {
                var actions = session.act(environments.seen, environments.chance);
                for (int n = 0; n < PLAYED; n++) {
                    Step next = environments.each[n].step(actions[n]);
                    environments.seen[n] = next.observation();
                    if (next.done()) {
                        environments.seen[n] = environments.each[n].reset(step);
                        session.beginEpisode(n);
                    }
                }
            }
        }
    }

    /** Environments in which a session plays. */
    private static final class Played implements AutoCloseable {
        private final Environment[] each = new Environment[PLAYED];
        private final Observation[] seen = new Observation[PLAYED];
        private final RandomStream[] chance = new RandomStream[PLAYED];

        Played(EnvironmentSpec spec) {
            for (int n = 0; n < PLAYED; n++) {
                each[n] = Environments.make(spec);
                seen[n] = each[n].reset(n);
                chance[n] = RandomStream.of(n, "soak");
            }
        }

        @Override
        public void close() {
            for (Environment environment : each) {
                environment.close();
            }
        }
    }
}

package io.engram.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.EnvironmentException;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.evaluation.Evaluation;
import io.engram.fixture.Bits;
import io.engram.fixture.Runs;
import io.engram.settings.ConfigFile;
import io.engram.space.Action;
import io.engram.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training, resuming, testing and filming in environments of Python are as in any other. */
class RunsTest {
    @TempDir Path folder;

    @BeforeEach
    void use() {
        PythonEnvironments.use(WithPython.having());
    }

    private TrainingRun run(String name, VectorEnvironment envs) {
        return Runs.below(folder, name, Runs.agent(envs), envs).checkpointEvery(1).build();
    }

    private Path checkpoints(String name) {
        return folder.resolve("checkpoints").resolve(name);
    }

    @Test
    void givenARunInPython_whenResumedByItsFolder_thenItIsTheUnbrokenOneToTheBit() {
        try (var unbroken = run("unbroken", PythonEnvironments.vector("CartPole-v1", 4))) {
            unbroken.train(4);
            try (var broken = run("broken", PythonEnvironments.vector("CartPole-v1", 4))) {
                broken.train(2);
            }
            try (var resumed = TrainingRun.resume(checkpoints("broken"))) {
                resumed.train(4);
                Bits.assertSame(resumed.state(), unbroken.state());
            }
        }
    }

    @Test
    void givenANormalizedRunInWrappersOfBothLanguages_whenResumed_thenItIsTheUnbrokenOne() {
        try (var unbroken = run("unbroken", wrapped())) {
            unbroken.train(3);
            try (var broken = run("broken", wrapped())) {
                broken.train(2);
            }
            try (var resumed = TrainingRun.resume(checkpoints("broken"))) {
                resumed.train(3);
                Bits.assertSame(resumed.state(), unbroken.state());
            }
        }
    }

    private static VectorEnvironment wrapped() {
        return PythonEnvironments.of("CartPole-v1")
                .wrap("gymnasium.wrappers.TimeAwareObservation")
                .vector(3, it -> new MaskVelocity(it, 1, 3))
                .normalizeObservations();
    }

    @Test
    void givenRandomnessThatIsNotOfTheSeed_whenResumed_thenItIsRefusedWithASentence() {
        try (var run = run("chance", WithPython.scripted("Chance").vector(3))) {
            run.train(1);
        }
        // By its name, with the folder of its module.
        assertThatThrownBy(() -> TrainingRun.resume(checkpoints("chance")).train(2))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageMatching(
                        "scripted:Chance \\(environment \\d\\) showed something else than before"
                                + " when its \\d saved actions were played again: .*");
    }

    @Test
    void givenSeedOnce_whenResumed_thenItIsRefusedAndGoesOnInNewEpisodes() {
        PythonEnvironmentBuilder once = WithPython.scripted("Scripted").seedOnce();
        try (var run = run("once", once.vector(3))) {
            run.train(2);
        }
        Path path = checkpoints("once");
        assertThatThrownBy(() -> TrainingRun.resume(path).train(3))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("anotherTask()");
        try (var run =
                TrainingRun.resuming(path).environments(once.vector(3)).anotherTask().build()) {
            run.train(3);
            assertThat(run.state().update()).isEqualTo(3);
        }
    }

    @Test
    void givenEpisodesThatLeaveTraces_whenMadeNewEachTime_thenTheyComeBack() {
        try (var envs = WithPython.scripted("Traces").newEachEpisode().vector(2);
                var others = WithPython.scripted("Traces").newEachEpisode().vector(2)) {
            var actions = Collections.nCopies(2, Action.of(1)).toArray(Action[]::new);
            envs.reset(1);
            for (int i = 0; i < 24; i++) {
                envs.step(actions);
            }
            others.restore(envs.state());
            assertThat(others.step(actions).observations())
                    .isEqualTo(envs.step(actions).observations());
        }
    }

    @Test
    void givenAPolicyOfARunInPython_thenItIsTestedAndFilmedWhereItWasTrained() throws Exception {
        try (var run = run("cartpole", PythonEnvironments.vector("CartPole-v1", 4))) {
            run.train(1);
            var test = Evaluation.of(run.best()).episodes(5).run();
            assertThat(test.summary().rowCount()).isPositive();
            Path film = folder.resolve("cartpole.mp4");
            test.film(1, film);
            assertThat(Files.size(film)).isGreaterThan(1_000);

            // Engram's own CartPole plays the same episodes.
            var own = Evaluation.of(run.best(), "CartPole-v1").anotherTask().episodes(5).run();
            assertThat(own.episodes()).isEqualTo(test.episodes());
        }
    }

    @Test
    void givenAFileThatNamesAnEnvironmentOfPython_thenItIsMade() throws Exception {
        Path file = folder.resolve("run.yaml");
        Files.writeString(
                file,
                """
                name: file
                updates: 1
                environment:
                  id: python:CartPole-v1
                  count: 2
                  options: {sutton_barto_reward: true, wrappers: [gymnasium.wrappers.TimeAwareObservation]}
                agent: {algorithm: recurrent_ppo}
                """);
        try (var envs = ConfigFile.read(file).environments()) {
            envs.reset(1);
            var step = envs.step(new Action[] {Action.of(0), Action.of(1)});
            assertThat(step.rewards()).containsOnly(0);
            assertThat(step.observations()[1].floats()).hasSize(5).endsWith(1);
        }
    }
}

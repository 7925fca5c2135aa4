package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.space.Action;
import io.engram.video.Video;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingFilmsTest {
    private static final int TRAINING = 8;

    @TempDir Path folder;

    private static List<String> names(TrainingRun run) {
        return run.films().stream().map(file -> file.getFileName().toString()).toList();
    }

    @Test
    void givenFilms_whenTrained_thenThereIsOneOfEverySoManyUpdatesAndNoBitIsAnother() {
        try (var run = Runs.recall(folder, "filmed").filmEvery(2).build();
                var plain = Runs.recall(folder, "plain").build()) {
            run.train(5);
            plain.train(5);

            assertThat(names(run)).containsExactly("update-000002.mp4", "update-000004.mp4");
            assertThat(run.films().get(0)).startsWith(run.logs().resolve("films"));
            // Recall takes four steps, and is seen before each and after the last.
            assertThat(Video.of(run.films().get(1)).frames()).isEqualTo(5);
            Bits.assertSame(run.state(), plain.state());
            assertThat(plain.films()).isEmpty();
        }
    }

    @Test
    void givenAResumedRun_thenItGoesOnFilmingInTheSameFolder() throws IOException {
        try (var run = Runs.recall(folder, "run").filmEvery(2).build()) {
            run.train(4);
        }
        Path first = folder.resolve("logs/run/films/update-000004.mp4");
        byte[] before = Files.readAllBytes(first);
        var envs = VectorEnvironment.of(TRAINING, Recall::new);
        try (var run = TrainingRun.resume(folder.resolve("checkpoints/run"), envs)) {
            run.train(6);

            assertThat(names(run))
                    .containsExactly("update-000002.mp4", "update-000004.mp4", "update-000006.mp4");
            assertThat(first).hasBinaryContent(before);
        }
    }

    @Test
    void givenANewRunOfTheSameName_thenTheFilmsOfTheOldOneStay() throws IOException {
        try (var run = Runs.recall(folder, "run").filmEvery(1).build()) {
            run.train(1);
        }
        Path old = folder.resolve("logs/run/films/update-000001.mp4");
        byte[] before = Files.readAllBytes(old);
        try (var run = Runs.recall(folder, "run").filmEvery(1).seed(9).replace(true).build()) {
            run.train(1);

            assertThat(run.films())
                    .containsExactly(folder.resolve("logs/run/films-2/update-000001.mp4"));
        }
        assertThat(old).hasBinaryContent(before);
        // Begun anew, but not filmed before the end of the process: its folder is its own.
        Runs.recall(folder, "run").filmEvery(1).replace(true).build().close();
        assertThat(folder.resolve("logs/run/films-3")).isEmptyDirectory();
        Runs.recall(folder, "run").filmEvery(1).replace(true).build().close();
        assertThat(folder.resolve("logs/run/films-4")).doesNotExist();
    }

    @Test
    void givenNoPicture_whenBuilt_thenItIsRefusedAndTheEnvironmentsAreFree() {
        var envs =
                VectorEnvironment.of(
                        TRAINING,
                        () ->
                                new Recall() {
                                    @Override
                                    public BufferedImage render() {
                                        throw new IllegalStateException("it is dark");
                                    }
                                });
        var agent = Runs.agent(envs);
        assertThatThrownBy(() -> Runs.below(folder, "dark", agent, envs).filmEvery(3).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("filmEvery is 3, but there is nothing to film (it is dark)");
        Runs.below(folder, "other", agent, envs).build().close();
        assertThatThrownBy(() -> Runs.recall(folder, "run").filmEvery(0).build())
                .hasMessageContaining("filmEvery must be at least 1, but is 0");
    }

    @Test
    void givenAFilmThatFails_thenTrainingGoesOn() {
        var made = new AtomicInteger();
        var envs = VectorEnvironment.of(TRAINING, () -> new Breaking(made.getAndIncrement()));
        try (var run = Runs.below(folder, "run", Runs.agent(envs), envs).filmEvery(1).build()) {
            run.train(2);

            assertThat(run.state().update()).isEqualTo(2);
            assertThat(names(run)).containsExactly("update-000002.mp4");
        }
        assertThat(folder.resolve("logs/run/films")).isDirectoryContaining("glob:**.mp4");
        assertThat(folder.resolve("logs/run/films")).isDirectoryNotContaining("glob:**.partial");
    }

    /** Breaks where it is filmed for the first time. */
    private static final class Breaking extends EnvironmentWrapper {
        // The ninth looks for a picture, the tenth is filmed.
        private static final int FILMED = TRAINING + 1;
        private final int number;

        Breaking(int number) {
            super(new Recall());
            this.number = number;
        }

        @Override
        public Step step(Action action) {
            if (number == FILMED) {
                throw new IllegalStateException("broken");
            }
            return super.step(action);
        }
    }

    @Test
    void givenAnInterruptWhileFilming_thenNoUpdateIsLostAndTheFilmIsMadeNextTime()
            throws InterruptedException {
        var filming = new Semaphore(0);
        var made = new AtomicInteger();
        var envs =
                VectorEnvironment.of(
                        TRAINING,
                        () -> {
                            boolean slow = made.getAndIncrement() == TRAINING + 1;
                            Environment recall = new Recall();
                            return new EnvironmentWrapper(recall) {
                                @Override
                                public Step step(Action action) {
                                    if (slow) {
                                        filming.release();
                                        rest();
                                    }
                                    return super.step(action);
                                }
                            };
                        });
        try (var run = Runs.below(folder, "run", Runs.agent(envs), envs).filmEvery(1).build()) {
            var cell = new Thread(() -> run.train(3));
            cell.start();
            assertThat(filming.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            cell.interrupt();
            cell.join(60_000);

            assertThat(run.state().update()).isEqualTo(1);
            assertThat(run.films()).isEmpty();
            run.train(2);
            assertThat(names(run)).containsExactly("update-000001.mp4", "update-000002.mp4");
        }
    }

    private static void rest() {
        try {
            Thread.sleep(150);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the engine's thread", e);
        }
    }
}

package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Step;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.space.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stop button ends a test and a film as it ends training. */
class InterruptedTestTest {
    @TempDir static Path runs;
    private static Policy policy;

    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private int interruptAt;

    @BeforeAll
    static void train() {
        try (var run = Runs.recall(runs, "recall").build()) {
            policy = run.policy();
        }
    }

    @BeforeEach
    void never() {
        interruptAt = Integer.MAX_VALUE;
    }

    /** Recall in which the thread that plays it is interrupted. */
    private final class Stopped extends Recall {
        Stopped() {
            open.incrementAndGet();
        }

        @Override
        public Step step(Action action) {
            if (steps.incrementAndGet() == interruptAt) {
                Thread.currentThread().interrupt();
            }
            return super.step(action);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    @Test
    void givenAnInterruptInATest_thenItEndsBeforeTheNextStepAndClosesItsEnvironments() {
        interruptAt = 40;
        var test = Evaluation.of(policy, Stopped::new).anotherTask().episodes(200);
        assertThatThrownBy(test::run)
                .isInstanceOf(CancellationException.class)
                .hasMessage("the evaluation was interrupted; run it again");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(steps.get()).isBetween(40, 56);
        assertThat(open).hasValue(0);
        assertThat(test.run().episodes()).hasSize(200);
    }

    @Test
    void givenAnInterruptInAFilm_thenItEndsAndAnOlderFilmStays() throws Exception {
        var result = Evaluation.of(policy, Stopped::new).anotherTask().episodes(8).run();
        Path file = runs.resolve("film.gif");
        result.film(1, file);
        byte[] film = Files.readAllBytes(file);

        // The first text that Java draws takes an interrupt away, so that came before.
        interruptAt = steps.get() + 6;
        assertThatThrownBy(() -> result.film(8, file))
                .isInstanceOf(CancellationException.class)
                .hasMessage("the film was interrupted; run it again");
        assertThat(steps.get()).isLessThan(interruptAt + 3);
        assertThat(open).hasValue(0);
        assertThat(Files.readAllBytes(file)).isEqualTo(film);
    }
}

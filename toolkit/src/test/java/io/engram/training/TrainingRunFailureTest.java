package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.ndarray.NDList;
import io.engram.agent.Agent;
import io.engram.agent.RecurrentPPO;
import io.engram.agent.TrainingDivergedException;
import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.environment.EnvironmentException;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.fixture.WatchedNetwork;
import io.engram.network.RecurrentActorCritic;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingRunFailureTest {
    @TempDir Path folder;

    enum Fault {
        NAN_OBSERVATION(
                "returned NaN as element 1 of its observation",
                step -> Step.of(Observation.of(0, Float.NaN), 0)),
        NAN_REWARD("returned the reward NaN", step -> Step.of(step.observation(), Double.NaN)),
        WRONG_SIZE(
                "returned an observation of 3 floats", step -> Step.of(Observation.of(0, 0, 0), 0)),
        EXCEPTION(
                "threw java.lang.IllegalStateException: out of fuel",
                step -> {
                    throw new IllegalStateException("out of fuel");
                });

        final String message;
        final UnaryOperator<Step> change;

        Fault(String message, UnaryOperator<Step> change) {
            this.message = message;
            this.change = change;
        }
    }

    /** Recall that goes wrong in step 78 of its life: step 2 of an episode, in the 3rd update. */
    private static final class Faulty extends Recall {
        private final Fault fault;
        private int life;

        Faulty(Fault fault) {
            this.fault = fault;
        }

        @Override
        public Step step(Action action) {
            Step step = super.step(action);
            return fault != null && ++life == 78 ? fault.change.apply(step) : step;
        }
    }

    /** Pays beyond all bounds in the 78th step of its life, in the 3rd update. */
    private static final class Lavish extends Recall {
        private int life;

        @Override
        public Step step(Action action) {
            Step step = super.step(action);
            return ++life == 78 ? Step.of(step.observation(), 1e30) : step;
        }
    }

    @Test
    void givenAnUpdateThatDiverges_thenTheOneBeforeIsSavedAndTheSentenceSaysWhatToTry() {
        var envs = VectorEnvironment.of(8, Lavish::new);
        Agent agent =
                RecurrentPPO.builder()
                        .network(RecurrentActorCritic.builder(envs).gru(8).hidden(8).build())
                        .nSteps(32)
                        .rewardScaling(false)
                        .build();
        try (var run =
                TrainingRun.builder("lavish", agent, envs)
                        .checkpoints(folder.resolve("checkpoints"))
                        .logs(folder.resolve("logs"))
                        .build()) {
            assertThatThrownBy(() -> run.train(4))
                    .isInstanceOf(TrainingDivergedException.class)
                    .hasMessageContaining("update 3 of 'lavish' failed: the value loss of")
                    .hasMessageContaining("became Infinity; try a lower learningRate")
                    .hasMessageContaining("stands after update 2, saved in");

            run.train(4);
            assertThat(run.state().update()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenAFaultyEnvironment_thenOneExceptionTellsAllAndTheRunGoesOn(Fault fault) {
        var count = new AtomicInteger();
        var envs =
                VectorEnvironment.of(
                        8, () -> new Faulty(count.getAndIncrement() == 5 ? fault : null));
        Path checkpoints = folder.resolve("checkpoints");
        try (var run =
                TrainingRun.builder("faulty", Runs.agent(envs), envs)
                        .seed(3)
                        .checkpointEvery(100)
                        .checkpoints(checkpoints)
                        .logs(folder.resolve("logs"))
                        .build()) {
            assertThatThrownBy(() -> run.train(4))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("Faulty (environment 5)")
                    .hasMessageContaining(fault.message)
                    .hasMessageContaining("in step 2 of its episode")
                    .hasMessageContaining("update 3 of 'faulty' failed")
                    .hasMessageContaining("stands after update 2, saved in")
                    .hasMessageContaining(checkpoints.resolve("faulty/update-000002").toString());
        }

        try (var resumed =
                        TrainingRun.resume(
                                checkpoints.resolve("faulty"),
                                VectorEnvironment.of(8, () -> new Faulty(null)));
                var unbroken = Runs.recall(folder, "healthy").build()) {
            resumed.train(4);
            unbroken.train(4);
            Bits.assertSame(resumed.state(), unbroken.state());
        }
    }

    /** What is not an exception of the project's own; each is thrown after the third update. */
    private static Stream<Throwable> othersFailures() {
        return Stream.of(
                new IllegalStateException("out of ideas"),
                new CancellationException("not ours"),
                new StackOverflowError("too deep"),
                new NoClassDefFoundError("org/example/Gone"),
                new IOException("undeclared"));
    }

    @ParameterizedTest
    @MethodSource("othersFailures")
    void givenAListenerThatFails_thenTheLastFinishedUpdateIsSavedBeforeItIsThrown(
            Throwable failure) {
        try (var run =
                Runs.recall(folder, "listened")
                        .checkpointEvery(100)
                        .onUpdate(
                                row -> {
                                    if (row.update() == 3) {
                                        sneak(failure);
                                    }
                                })
                        .build()) {
            Throwable thrown = catchThrowable(() -> run.train(10));

            assertThat(thrown instanceof CompletionException ? thrown.getCause() : thrown)
                    .isSameAs(failure);
            assertThat(CheckpointStore.load(run.checkpoints()).state().update()).isEqualTo(3);
            assertSameAsUnbroken(run);
        }
    }

    @Test
    void givenANetworkThatFails_thenTheLastFinishedUpdateIsSavedBeforeItIsThrown() {
        var failure = new IllegalStateException("shapes differ");
        var callsLeft = new AtomicInteger(Integer.MAX_VALUE);
        try (var run =
                        watched(
                                "failing",
                                seen -> {
                                    if (callsLeft.decrementAndGet() < 0) {
                                        throw failure;
                                    }
                                });
                var unbroken = watched("unbroken", seen -> {})) {
            run.train(2);
            // The checkpoint of the end is taken away: what is saved now was saved for the failure.
            new CheckpointStore(run.checkpoints()).clear();
            callsLeft.set(40);

            assertThatThrownBy(() -> run.train(10)).isSameAs(failure);

            assertThat(CheckpointStore.load(run.checkpoints()).state().update()).isEqualTo(2);
            callsLeft.set(Integer.MAX_VALUE);
            run.train(4);
            unbroken.train(4);
            Bits.assertSame(run.state(), unbroken.state());
        }
    }

    private TrainingRun watched(String name, Consumer<NDList> before) {
        var envs = VectorEnvironment.of(8, Recall::new);
        var network =
                new WatchedNetwork(
                        RecurrentActorCritic.builder(envs).gru(16).hidden(16).build(), before);
        return Runs.below(folder, name, Agent.of(Runs.agent(envs).config(), network), envs)
                .checkpointEvery(100)
                .build();
    }

    private void assertSameAsUnbroken(TrainingRun run) {
        run.train(4);
        try (var unbroken = Runs.recall(folder, "unbroken").build()) {
            unbroken.train(4);
            Bits.assertSame(run.state(), unbroken.state());
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void givenAnotherRunOfThatName_thenBothWaysOutAreNamedAndNothingIsLost() {
        try (var run = Runs.recall(folder, "twice").checkpointEvery(1).build()) {
            run.train(2);
        }
        var store = new CheckpointStore(folder.resolve("checkpoints/twice"));

        assertThatThrownBy(() -> Runs.recall(folder, "twice").build())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("there is a run 'twice'")
                .hasMessageContaining("TrainingRun.resume(")
                .hasMessageContaining("replace(true)");
        assertThat(store.list()).hasSize(2);

        try (var run = Runs.recall(folder, "twice").seed(9).replace(true).build()) {
            assertThat(store.list()).hasSize(2);
            run.train(1);
            assertThat(store.list()).containsExactly(store.folder().resolve("update-000001"));
            assertThat(CheckpointStore.load(store.folder()).description().seed()).isEqualTo(9);
        }
    }

    @Test
    void givenAFileInThePlaceOfAFolder_thenTheSetterIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Runs.recall(folder, "a").checkpoints(file).build())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("checkpoints(…)");
        assertThatThrownBy(() -> Runs.recall(folder, "a").logs(file).build())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("logs(…)");
    }

    @Test
    void givenWrongSettings_thenOneMessageNamesAll() {
        assertThatThrownBy(
                        () ->
                                TrainingRun.builder("../up", null, null)
                                        .checkpointEvery(0)
                                        .keepCheckpoints(0)
                                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but is '../up'")
                .hasMessageContaining("agent is missing")
                .hasMessageContaining("environments are missing")
                .hasMessageContaining("checkpointEvery must be at least 1, but is 0")
                .hasMessageContaining("keepCheckpoints must be at least 1, but is 0");
    }

    @Test
    void givenAFolderThatVanishesBehindAFile_thenTheErrorTellsAndTrainingCanGoOn()
            throws IOException {
        try (var run = Runs.recall(folder, "broken").checkpointEvery(1).build()) {
            Path checkpoints = folder.resolve("checkpoints");
            Files.delete(run.checkpoints().resolve(".lock"));
            Files.delete(run.checkpoints());
            Files.delete(checkpoints);
            Files.createFile(checkpoints);

            assertThatThrownBy(() -> run.train(2))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(checkpoints.resolve("broken/update-000001").toString())
                    .hasMessageContaining("There is no earlier checkpoint");
            // Training went on while the first update was being saved.
            assertThat(run.state().update()).isBetween(1L, 2L);

            Files.delete(checkpoints);
            run.train(2);
            try (var unbroken = Runs.recall(folder, "whole").build()) {
                unbroken.train(2);
                Bits.assertSame(run.state(), unbroken.state());
            }
            assertThat(Files.readAllLines(run.logs().resolve("metrics.csv"))).hasSize(3);
        }
    }
}

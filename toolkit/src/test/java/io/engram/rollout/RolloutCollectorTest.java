package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import io.engram.engine.EngineThread;
import io.engram.environment.Environment;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.Forward;
import io.engram.network.HiddenShape;
import io.engram.network.PolicyDistribution;
import io.engram.network.RecurrentPPORNDNetwork;
import io.engram.network.RecurrentPPOSharedNetwork;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What is written down, with a memory that counts looks: in environment 0 episodes terminate after
 * three steps, in environment 1 they are cut off after four.
 */
class RolloutCollectorTest {
    private static final int STEPS = 6;

    /** By how much each number of a memory of two layers grows with a look. */
    private static final float[] GROWTH = {1, 2, 10, 20};

    /** Shows where it is: 1000 · environment + 100 · episode + step. */
    private static final class Clock implements Environment {
        private final int number;
        private final int length;
        private int episode = -1;
        private int step;

        Clock(int number) {
            this.number = number;
            length = 3 + number;
        }

        @Override
        public ObservationSpace observationSpace() {
            return ObservationSpace.vector(1);
        }

        @Override
        public ActionSpace actionSpace() {
            return ActionSpace.discrete(2);
        }

        private Observation time() {
            return Observation.of(1000 * number + 100 * episode + step);
        }

        @Override
        public Observation reset(long seed) {
            episode++;
            step = 0;
            return time();
        }

        @Override
        public Step step(Action action) {
            step++;
            boolean ends = step == length;
            return new Step(time(), step, ends && number == 0, ends && number == 1);
        }
    }

    /** Counts looks in its memory, and values what it sees by it and an eighth of that count. */
    private static final class Counter implements RecurrentPPOSharedNetwork {
        private final Block linear = Linear.builder().setUnits(2).build();

        @Override
        public Map<String, Block> blocks() {
            return Map.of("linear", linear);
        }

        @Override
        public HiddenShape hiddenStateShape() {
            return new HiddenShape(2, 2);
        }

        @Override
        public Output forward(Forward forward, NDList observations, NDArray hiddenState) {
            NDArray seen = observations.head();
            NDArray growth = hiddenState.getManager().create(GROWTH, new Shape(2, 1, 2));
            NDArray looks = hiddenState.get("0,:,0").reshape(-1, 1, 1);
            return new Output(
                    new PolicyDistribution.Categorical(forward.apply(linear, seen), 2),
                    seen.add(looks.div(8)),
                    hiddenState.add(growth));
        }
    }

    /** Values what it sees by it, and expects the tenfold intrinsic reward. */
    private static final class Curious implements RecurrentPPORNDNetwork {
        private final Block linear = Linear.builder().setUnits(2).build();

        @Override
        public Map<String, Block> blocks() {
            return Map.of("linear", linear);
        }

        @Override
        public Map<String, Block> targetBlocks() {
            return Map.of();
        }

        @Override
        public HiddenShape hiddenStateShape() {
            return new HiddenShape(2, 2);
        }

        @Override
        public Output forwardActorCritic(
                Forward forward, NDList observations, NDArray hiddenState) {
            NDArray seen = observations.head();
            return new Output(
                    new PolicyDistribution.Categorical(forward.apply(linear, seen), 2),
                    seen,
                    seen.mul(10),
                    hiddenState);
        }

        @Override
        public Features forwardRnd(Forward forward, NDList observations, NDArray hiddenState) {
            return new Features(observations.head(), observations.head());
        }
    }

    /** What a test looks at, outside the engine. */
    private record Seen(
            float[] hiddenStates,
            float[] lastHiddenStates,
            float[] nextHiddenStates,
            Rollout rollout) {}

    private static final class Collection implements AutoCloseable {
        private final VectorEnvironment environments;
        private final RolloutCollector collector;
        private final ActorCriticNetwork network;
        private int asked;

        Collection(boolean resetHiddenState, float[] state) {
            this(new Counter(), resetHiddenState, state);
        }

        Collection(ActorCriticNetwork network, boolean resetHiddenState, float[] state) {
            this.network = network;
            var made = new AtomicInteger();
            environments = VectorEnvironment.of(2, () -> new Clock(made.getAndIncrement()));
            collector = new RolloutCollector(environments, network, resetHiddenState);
            collector.begin(environments.reset(1), state);
        }

        Seen collect(int steps) {
            return EngineThread.call(
                    () -> {
                        try (var phase = NDManager.newBaseManager();
                                var parameters = parameters(phase)) {
                            Rollout rollout =
                                    collector.collect(
                                            parameters,
                                            phase,
                                            steps,
                                            RandomStream.of(1, "actions"),
                                            () -> asked++);
                            return new Seen(
                                    rollout.hiddenStates,
                                    rollout.lastHiddenStates,
                                    rollout.nextHiddenStates(),
                                    rollout);
                        }
                    });
        }

        private FlatParameters parameters(NDManager phase) {
            return FlatParameters.initialize(
                    network,
                    environments.observationSpace(),
                    phase.getDevice(),
                    RandomStream.of(1, "initialization"));
        }

        @Override
        public void close() {
            environments.close();
        }
    }

    /** Memories after these numbers of looks, one row each. */
    private static float[] rows(int... looks) {
        var rows = new float[looks.length * GROWTH.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = looks[i / GROWTH.length] * GROWTH[i % GROWTH.length];
        }
        return rows;
    }

    private static float[] numbers(Observation... observations) {
        var numbers = new float[observations.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = observations[i] == null ? -1 : observations[i].floats()[0];
        }
        return numbers;
    }

    @Test
    void givenEpisodesThatEnd_thenWhatWasSeenAndPaidIsWrittenDownByEnvironment() {
        try (var collection = new Collection(true, null)) {
            Rollout rollout = collection.collect(STEPS).rollout();

            assertThat(numbers(rollout.observations[0])).containsExactly(0, 1, 2, 100, 101, 102);
            assertThat(numbers(rollout.observations[1]))
                    .containsExactly(1000, 1001, 1002, 1003, 1100, 1101);
            assertThat(rollout.rewards[0]).containsExactly(1, 2, 3, 1, 2, 3);
            assertThat(rollout.rewards[1]).containsExactly(1, 2, 3, 4, 1, 2);
            assertThat(rollout.terminated[0])
                    .containsExactly(false, false, true, false, false, true);
            assertThat(rollout.truncated[1])
                    .containsExactly(false, false, false, true, false, false);
            assertThat(numbers(rollout.finalObservations[0]))
                    .containsExactly(-1, -1, 3, -1, -1, 103);
            assertThat(numbers(rollout.finalObservations[1]))
                    .containsExactly(-1, -1, -1, 1004, -1, -1);
            assertThat(numbers(rollout.lastObservations)).containsExactly(200, 1102);
            assertThat(rollout.episodes())
                    .extracting(each -> each.length())
                    .containsExactly(3, 4, 3);
            assertThat(collection.asked).isEqualTo(STEPS);
        }
    }

    @Test
    void givenEpisodesThatEnd_thenEachStepHasTheMemoryThatWasFedIntoIt() {
        try (var collection = new Collection(true, null)) {
            Seen seen = collection.collect(STEPS);

            // Step by step, of environment 0 and then of 1.
            assertThat(seen.hiddenStates())
                    .containsExactly(rows(0, 0, 1, 1, 2, 2, 0, 3, 1, 0, 2, 1));
            assertThat(seen.lastHiddenStates()).containsExactly(rows(0, 2));
            assertThat(seen.nextHiddenStates())
                    .containsExactly(rows(1, 1, 2, 2, 0, 3, 1, 0, 2, 1, 0, 2));
        }
    }

    @Test
    void givenMemoryThatIsCarriedOver_thenNoEpisodeEndEmptiesIt() {
        try (var collection = new Collection(false, null)) {
            Seen seen = collection.collect(STEPS);

            assertThat(seen.hiddenStates())
                    .containsExactly(rows(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5));
            assertThat(seen.lastHiddenStates()).containsExactly(rows(6, 6));
        }
    }

    @Test
    void givenACut_thenItsFinalObservationIsValuedUnderTheMemoryBeforeItIsEmptied() {
        try (var collection = new Collection(true, null)) {
            Rollout rollout = collection.collect(STEPS).rollout();

            assertThat(rollout.values[0][0])
                    .containsExactly(0, 1.125f, 2.25f, 100, 101.125f, 102.25f);
            assertThat(rollout.values[0][1])
                    .containsExactly(1000, 1001.125f, 1002.25f, 1003.375f, 1100, 1101.125f);
            assertThat(rollout.finalValues[0][1][3]).isEqualTo(1004.5f);
            assertThat(rollout.bootstrapValues[0]).containsExactly(200, 1102.25f);
        }
    }

    @Test
    void givenACuriousNetwork_thenBothItsValuesAreWrittenDown() {
        try (var collection = new Collection(new Curious(), true, null)) {
            Rollout rollout = collection.collect(STEPS).rollout();

            assertThat(rollout.values[0][1]).containsExactly(1000, 1001, 1002, 1003, 1100, 1101);
            assertThat(rollout.values[1][1])
                    .containsExactly(10_000, 10_010, 10_020, 10_030, 11_000, 11_010);
            assertThat(rollout.finalValues[1][1][3]).isEqualTo(10_040);
            assertThat(rollout.bootstrapValues[1]).containsExactly(2000, 11_020);
        }
    }

    @Test
    void givenASecondRollout_thenEpisodesAndMemoryGoOn() {
        try (var collection = new Collection(true, null)) {
            collection.collect(STEPS);
            Seen seen = collection.collect(1);

            assertThat(numbers(seen.rollout().observations[0])).containsExactly(200);
            assertThat(numbers(seen.rollout().observations[1])).containsExactly(1102);
            assertThat(seen.hiddenStates()).containsExactly(rows(0, 2));
            assertThat(seen.nextHiddenStates()).containsExactly(rows(1, 3));
            assertThat(numbers(seen.rollout().nextObservations())).containsExactly(201, 1103);
        }
    }

    @Test
    void givenTheMemoryOfAnotherCollector_thenItBeginsWithIt() {
        float[] saved;
        try (var collection = new Collection(true, null)) {
            collection.collect(2);
            saved = collection.collector.hiddenState();
            // (layers, N, H): the rows of both environments side by side
            assertThat(saved).containsExactly(2, 4, 2, 4, 20, 40, 20, 40);
        }
        try (var collection = new Collection(true, saved)) {
            assertThat(collection.collect(1).hiddenStates()).containsExactly(rows(2, 2));
            assertThat(saved).as("what was given stays").startsWith(2, 4);
        }
    }

    @Test
    void givenSomebodyWhoGivesUp_thenTheStepIsNotMade() {
        try (var collection = new Collection(true, null)) {
            var gaveUp = new IllegalStateException("enough");

            assertThatThrownBy(
                            () ->
                                    EngineThread.run(
                                            () -> {
                                                try (var phase = NDManager.newBaseManager();
                                                        var parameters =
                                                                collection.parameters(phase)) {
                                                    collection.collector.collect(
                                                            parameters,
                                                            phase,
                                                            STEPS,
                                                            RandomStream.of(1, "actions"),
                                                            () -> {
                                                                throw gaveUp;
                                                            });
                                                }
                                            }))
                    .isSameAs(gaveUp);
            assertThat(collection.collector.hiddenState()).containsOnly(0);
        }
    }

    @Test
    void givenRollouts_thenTheOrderOfNextObservationsIsStepByStep() {
        try (var collection = new Collection(true, null)) {
            Rollout rollout = collection.collect(4).rollout();

            assertThat(numbers(rollout.nextObservations()))
                    .containsExactly(1, 1001, 2, 1002, 3, 1003, 101, 1004);
            assertThat(Arrays.stream(rollout.actions[0]).mapToDouble(each -> each[0]).toArray())
                    .hasSize(4)
                    .containsAnyOf(0, 1);
        }
    }
}

package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.engram.engine.EngineThread;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.network.FlatParameters;
import io.engram.network.RecurrentActorCritic;
import io.engram.pass.NetworkPass;
import io.engram.random.RandomStream;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory at the beginning of sequences after the parameters changed. */
class RecomputedHiddenStatesTest {
    private static final int ENVIRONMENTS = 3;
    private static final int STEPS = 14;

    /** What the tests look at, outside the engine. */
    private record Result(
            double drift, List<float[]> stored, List<float[]> recomputed, List<float[]> stepwise) {}

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenTheParametersThatActed_thenTheStatesStayAsTheyWere(boolean isInJava) {
        Result result = recompute("lstm", 4, true, 0, isInJava);

        assertThat(result.drift).isLessThan(1e-5);
        requireClose(result.recomputed, result.stored);
    }

    @ParameterizedTest
    @CsvSource({
        "lstm, 4, true, true",
        "lstm, 4, true, false",
        "gru, 4, true, true",
        "gru, 4, true, false",
        "lstm, 4, false, true",
        "lstm, 4, false, false",
        "gru, 3, false, true",
        "gru, 3, false, false",
        "lstm, 0, false, true",
        "lstm, 0, false, false",
        "gru, 0, true, true",
        "gru, 0, true, false"
    })
    void givenOtherParameters_thenTheStatesAreThoseOfStepsOneByOne(
            String memory, int seqLen, boolean resetHiddenState, boolean isInJava) {
        Result result = recompute(memory, seqLen, resetHiddenState, 0.1, isInJava);

        requireClose(result.recomputed, result.stepwise);
        if (seqLen > 0 || !resetHiddenState) {
            assertThat(result.drift)
                    .isGreaterThan(0.01)
                    .isCloseTo(relativeDistance(result.stored, result.recomputed), within(1e-6));
        } else {
            // Whole episodes begin with an empty memory, or with that of the rollout's beginning.
            assertThat(result.drift).isZero();
        }
    }

    private static double relativeDistance(List<float[]> before, List<float[]> now) {
        double differences = 0;
        double squares = 0;
        for (int row = 0; row < now.size(); row++) {
            for (int i = 0; i < now.get(row).length; i++) {
                differences += Math.pow(now.get(row)[i] - before.get(row)[i], 2);
                squares += Math.pow(now.get(row)[i], 2);
            }
        }
        return Math.sqrt(differences) / Math.sqrt(squares);
    }

    private static void requireClose(List<float[]> actual, List<float[]> expected) {
        for (int row = 0; row < expected.size(); row++) {
            for (int i = 0; i < expected.get(row).length; i++) {
                assertThat(actual.get(row)[i])
                        .as("sequence %d, number %d", row, i)
                        .isCloseTo(expected.get(row)[i], within(1e-5f));
            }
        }
    }

    private static Result recompute(
            String memory, int seqLen, boolean resetHiddenState, double change, boolean isInJava) {
        return EngineThread.call(
                () -> {
                    // Episodes of six steps, so that some go on into the rollout that is looked at.
                    try (var envs = VectorEnvironment.of(ENVIRONMENTS, () -> new Recall(5));
                            var phase = NDManager.newBaseManager()) {
                        var builder = RecurrentActorCritic.builder(envs).hidden(8);
                        var network =
                                (memory.equals("lstm") ? builder.lstm(8) : builder.gru(8)).build();
                        try (var parameters =
                                FlatParameters.initialize(
                                        network,
                                        envs.observationSpace(),
                                        phase.getDevice(),
                                        RandomStream.of(1, "initialization"))) {
                            var collector = new RolloutCollector(envs, network, resetHiddenState);
                            collector.begin(envs.reset(1), null);
                            var random = RandomStream.of(1, "actions");
                            collector.collect(parameters, phase, 3, random, () -> {});
                            var rollout =
                                    collector.collect(parameters, phase, STEPS, random, () -> {});
                            var sequences = rollout.split(seqLen);
                            var table =
                                    new SequenceTable(
                                            rollout, sequences, network.hiddenStateShape());
                            List<float[]> stored = starts(table, sequences.size());
                            shake(parameters, change);
                            double drift =
                                    table.recomputeHiddenStates(
                                            passage(
                                                    isInJava,
                                                    table,
                                                    network,
                                                    parameters,
                                                    envs.observationSpace(),
                                                    phase));
                            return new Result(
                                    drift,
                                    stored,
                                    starts(table, sequences.size()),
                                    stepByStep(
                                            rollout,
                                            sequences,
                                            network,
                                            parameters,
                                            resetHiddenState,
                                            phase));
                        }
                    }
                });
    }

    private static SequenceTable.Passage passage(
            boolean isInJava,
            SequenceTable table,
            RecurrentActorCritic network,
            FlatParameters parameters,
            ObservationSpace seen,
            NDManager phase) {
        if (isInJava) {
            var pass = NetworkPass.of(network).orElseThrow();
            pass.load(parameters.entries(), parameters.values());
            return table.passage(pass);
        }
        return new SequenceTensors(table, seen, -7, network.hiddenStateShape(), phase)
                .passage(network, parameters, phase);
    }

    private static void shake(FlatParameters parameters, double change) {
        float[] values = parameters.values();
        var random = RandomStream.of(2, "change");
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (change * random.nextGaussian());
        }
        parameters.set(values);
    }

    /** The state with which a mini-batch of each sequence alone begins. */
    private static List<float[]> starts(SequenceTable table, int count) {
        var rows = new float[count][];
        for (int row = 0; row < count; row++) {
            rows[row] = table.shards(new int[] {row}, 1, false).get(0).states();
        }
        return Arrays.asList(rows);
    }

    /** Every environment by itself, one step at a time, from the state it had at the beginning. */
    private static List<float[]> stepByStep(
            Rollout rollout,
            List<Sequence> sequences,
            RecurrentActorCritic network,
            FlatParameters parameters,
            boolean resetHiddenState,
            NDManager phase) {
        var actor = Actor.of(network, rollout.observationSpace, rollout.actionSpace, 1);
        actor.begin(parameters, phase);
        var states = new float[ENVIRONMENTS][STEPS][];
        float[] stored = rollout.hiddenStates.clone();
        int width = network.hiddenStateShape().size();
        for (int n = 0; n < ENVIRONMENTS; n++) {
            float[] state = Arrays.copyOfRange(stored, n * width, (n + 1) * width);
            for (int t = 0; t < STEPS; t++) {
                states[n][t] = state;
                var next = new float[width];
                actor.look(new Observation[] {rollout.observations[n][t]}, state, next);
                state = next;
                boolean done = rollout.terminated[n][t] || rollout.truncated[n][t];
                if (done && resetHiddenState) {
                    state = new float[width];
                }
            }
        }
        return sequences.stream()
                .map(sequence -> states[sequence.environment()][sequence.start()])
                .toList();
    }
}

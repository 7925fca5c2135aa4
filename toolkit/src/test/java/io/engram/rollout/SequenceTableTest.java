package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.engram.engine.EngineThread;
import io.engram.network.HiddenShape;
import io.engram.random.RandomStream;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Five steps of two environments, cut into sequences of two. An episode of environment 0 ends with
 * step 1, one of environment 1 with step 3. What a step has tells its place: 10 · environment +
 * step.
 */
class SequenceTableTest {
    private static final int STEPS = 5;
    private static final float PADDING = -7;
    private static final HiddenShape HIDDEN = new HiddenShape(2, 1);

    /** Rows of the sequences [0, 2) [2, 4) [4, 5) of environment 0, then of 1. */
    private static final int LAST_OF_0 = 2;

    private static final int FIRST_OF_1 = 3;
    private static final int SECOND_OF_0 = 1;

    private static Rollout rollout(int streams) {
        var rollout =
                new Rollout(
                        ObservationSpace.vector(1),
                        ActionSpace.multiDiscrete(2, 3),
                        2,
                        STEPS,
                        streams,
                        true);
        var states = new float[2 * STEPS * HIDDEN.size()];
        for (int n = 0; n < 2; n++) {
            for (int t = 0; t < STEPS; t++) {
                int place = 10 * n + t;
                rollout.see(n, t, Observation.of(place));
                rollout.actions[n][t] = new float[] {place, -place};
                rollout.logProbabilities[n][t] = place / 2f;
                rollout.advantages[n][t] = place * place;
                for (int v = 0; v < streams; v++) {
                    rollout.values[v][n][t] = 100 * (v + 1) + place;
                    rollout.returns[v][n][t] = 1000 * (v + 1) + place;
                }
                states[(t * 2 + n) * 2] = place;
                states[(t * 2 + n) * 2 + 1] = place + 0.5f;
            }
        }
        rollout.terminated[0][1] = true;
        rollout.truncated[1][3] = true;
        rollout.hiddenStates = states;
        return rollout;
    }

    private static void with(int streams, BiConsumer<SequenceTable, NDManager> use) {
        EngineThread.run(
                () -> {
                    try (var manager = NDManager.newBaseManager()) {
                        Rollout rollout = rollout(streams);
                        use.accept(new SequenceTable(rollout, rollout.split(2), HIDDEN), manager);
                    }
                });
    }

    @Test
    void givenSequencesOfDifferentLengths_thenEachStepIsInItsCellAndTheRestIsPadding() {
        with(
                2,
                (table, manager) -> {
                    var batch =
                            gather(
                                    table,
                                    new int[] {LAST_OF_0, FIRST_OF_1, SECOND_OF_0},
                                    false,
                                    manager);

                    assertThat(batch.observations().head().getShape())
                            .isEqualTo(new Shape(3, 2, 1));
                    assertThat(batch.observations().head().toFloatArray())
                            .containsExactly(4, PADDING, 10, 11, 2, 3);
                    StepTargets targets = batch.targets();
                    assertThat(targets.cells()).containsExactly(0, 2, 3, 4, 5);
                    assertThat(targets.actions())
                            .isDeepEqualTo(
                                    new float[][] {
                                        {4, -4}, {10, -10}, {11, -11}, {2, -2}, {3, -3}
                                    });
                    assertThat(targets.weight()).isEqualTo(1.0 / 5);
                    assertThat(targets.logProbabilities()).containsExactly(2, 5, 5.5f, 1, 1.5f);
                    assertThat(targets.advantages()).containsExactly(16, 100, 121, 4, 9);
                    assertThat(targets.values())
                            .isDeepEqualTo(
                                    new float[][] {
                                        {104, 110, 111, 102, 103}, {204, 210, 211, 202, 203}
                                    });
                    assertThat(targets.returns())
                            .isDeepEqualTo(
                                    new float[][] {
                                        {1004, 1010, 1011, 1002, 1003},
                                        {2004, 2010, 2011, 2002, 2003}
                                    });
                    assertThat(targets.legal()).isDeepEqualTo(new boolean[5][]);
                });
    }

    @Test
    void givenSequences_thenEachBeginsWithTheMemoryOfItsFirstStep() {
        with(
                1,
                (table, manager) -> {
                    var batch =
                            gather(
                                    table,
                                    new int[] {LAST_OF_0, FIRST_OF_1, SECOND_OF_0},
                                    false,
                                    manager);

                    // (layers, S, H)
                    assertThat(batch.hiddenState().getShape()).isEqualTo(new Shape(2, 3, 1));
                    assertThat(batch.hiddenState().toFloatArray())
                            .containsExactly(4, 10, 2, 4.5f, 10.5f, 2.5f);
                });
    }

    @Test
    void givenSequencesOfDifferentLengths_whenTheyAreOrdered_thenTheLongestAreFirstStepByStep() {
        with(
                2,
                (table, manager) -> {
                    int[] rows = {LAST_OF_0, FIRST_OF_1, SECOND_OF_0};
                    OrderedSteps steps = table.shards(rows, 1, false).get(0).inOrder();

                    assertThat(steps.order().rows()).isEqualTo(5);
                    assertThat(steps.observations())
                            .extracting(each -> each.floats()[0])
                            .containsExactly(10f, 2f, 4f, 11f, 3f);
                    assertThat(steps.hiddenStates()).containsExactly(10, 10.5f, 2, 2.5f, 4, 4.5f);
                    StepTargets targets = steps.targets();
                    assertThat(targets.logProbabilities()).containsExactly(5, 5.5f, 1, 1.5f, 2);
                    assertThat(targets.cells()).containsExactly(0, 3, 1, 4, 2);
                });
    }

    @Test
    void givenAdvantagesToNormalize_thenThoseOfTheBatchHaveMean0AndDeviation1() {
        with(
                1,
                (table, manager) -> {
                    var batch = gather(table, new int[] {LAST_OF_0, SECOND_OF_0}, true, manager);

                    // 16, 4 and 9: mean 29/3, variance 109/3
                    double deviation = Math.sqrt(109 / 3.0);
                    assertThat(batch.targets().advantages())
                            .containsExactly(
                                    new double[] {
                                        19 / 3.0 / deviation,
                                        -17 / 3.0 / deviation,
                                        -2 / 3.0 / deviation
                                    },
                                    within(1e-7));
                });
    }

    @Test
    void givenShards_thenTheirWeightsAndAdvantagesAreThoseOfTheWholeMiniBatch() {
        with(
                1,
                (table, manager) -> {
                    int[] rows = {LAST_OF_0, SECOND_OF_0, FIRST_OF_1};
                    var shards = table.shards(rows, 2, true);
                    var whole = gather(table, rows, true, manager);
                    var first = gather(table, shards.get(0), manager);
                    var second = gather(table, shards.get(1), manager);

                    assertThat(shards).hasSize(2);
                    assertThat(first.targets().cells()).containsExactly(0, 2, 3);
                    assertThat(second.targets().cells()).containsExactly(0, 1);
                    assertThat(first.targets().weight()).isEqualTo(whole.targets().weight());
                    assertThat(second.targets().weight()).isEqualTo(whole.targets().weight());
                    assertThat(first.targets().advantages())
                            .isEqualTo(Arrays.copyOf(whole.targets().advantages(), 3));
                    assertThat(second.targets().advantages())
                            .isEqualTo(Arrays.copyOfRange(whole.targets().advantages(), 3, 5));
                    assertThat(first.hiddenState().concat(second.hiddenState(), 1))
                            .isEqualTo(whole.hiddenState());
                    assertThat(table.shards(rows, 100, true)).hasSize(3);
                });
    }

    private static MiniBatch gather(
            SequenceTable table, int[] rows, boolean normalizeAdvantages, NDManager manager) {
        return gather(table, table.shards(rows, 1, normalizeAdvantages).get(0), manager);
    }

    private static MiniBatch gather(
            SequenceTable table, SequenceTable.Shard shard, NDManager manager) {
        var tensors =
                new SequenceTensors(table, ObservationSpace.vector(1), PADDING, HIDDEN, manager);
        tensors.prepareShards(shard.index() + 1);
        return tensors.gather(shard, manager);
    }

    @Test
    void givenASingleStep_thenItsAdvantageIsNotNormalized() {
        with(
                1,
                (table, manager) ->
                        assertThat(
                                        gather(table, new int[] {LAST_OF_0}, true, manager)
                                                .targets()
                                                .advantages())
                                .containsExactly(16));
    }

    @Test
    void givenAChoiceThatIsNotLegal_thenItIsSaidOfItsStepOnly() {
        EngineThread.run(
                () -> {
                    try (var manager = NDManager.newBaseManager()) {
                        Rollout rollout = rollout(1);
                        rollout.see(
                                0, 3, Observation.of(3).allowing(true, true, true, false, true));
                        var table = new SequenceTable(rollout, rollout.split(2), HIDDEN);
                        boolean[][] legal =
                                gather(table, new int[] {LAST_OF_0, SECOND_OF_0}, false, manager)
                                        .targets()
                                        .legal();

                        assertThat(legal)
                                .isDeepEqualTo(
                                        new boolean[][] {
                                            null, null, {true, true, true, false, true}
                                        });
                    }
                });
    }

    @Test
    void givenATable_thenItsSizesAreThoseOfItsSequences() {
        with(
                1,
                (table, manager) -> {
                    assertThat(table.size()).isEqualTo(6);
                    assertThat(table.length()).isEqualTo(2);
                    assertThat(table.paddingShare()).isCloseTo(2 / 12.0, within(1e-12));
                    int[] rows = {LAST_OF_0, FIRST_OF_1};
                    assertThat(table.shards(rows, 1, false).get(0).steps())
                            .containsExactly(8, 1, 3);
                });
    }

    @Test
    void givenMiniBatchesOfASize_thenEverySequenceIsInOneAndTheRestMakesASmallerOne() {
        with(
                1,
                (table, manager) -> {
                    List<int[]> batches = table.shuffled(4, RandomStream.of(1, "order"));

                    assertThat(batches).extracting(each -> each.length).containsExactly(4, 2);
                    requireEverySequenceOnce(batches);
                    assertThat(table.shuffled(6, RandomStream.of(1, "order"))).hasSize(1);
                });
    }

    @Test
    void givenANumberOfMiniBatches_thenTheFirstOnesHaveOneMoreWhereItDoesNotComeOutEven() {
        with(
                1,
                (table, manager) -> {
                    List<int[]> batches = table.dealt(4, RandomStream.of(1, "order"));

                    assertThat(batches).extracting(each -> each.length).containsExactly(2, 2, 1, 1);
                    requireEverySequenceOnce(batches);
                    assertThat(table.dealt(3, RandomStream.of(1, "order")))
                            .extracting(each -> each.length)
                            .containsExactly(2, 2, 2);
                });
    }

    @Test
    void givenFewerSequencesThanMiniBatches_thenEachIsOne() {
        with(
                1,
                (table, manager) -> {
                    List<int[]> batches = table.dealt(100, RandomStream.of(1, "order"));

                    assertThat(batches).hasSize(6).allMatch(each -> each.length == 1);
                    requireEverySequenceOnce(batches);
                });
    }

    private static void requireEverySequenceOnce(List<int[]> batches) {
        assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .containsExactly(IntStream.range(0, 6).toArray());
    }

    @Test
    void givenAStreamOfChance_thenTheOrderIsItsOwn() {
        with(
                1,
                (table, manager) -> {
                    var random = RandomStream.of(1, "order");
                    int[] first = table.shuffled(6, random).get(0);
                    int[] second = table.shuffled(6, random).get(0);

                    assertThat(first).isNotEqualTo(second);
                    assertThat(table.shuffled(6, RandomStream.of(1, "order")).get(0))
                            .isEqualTo(first);
                    assertThat(table.dealt(1, RandomStream.of(1, "order")).get(0)).isEqualTo(first);
                });
    }
}

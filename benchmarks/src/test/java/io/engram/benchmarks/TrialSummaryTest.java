package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.benchmarks.Trial.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialSummaryTest {
    private static final Goal GOAL = Goal.atLeast(475, "greedy return", run -> 0);

    private static Trial trial(long seed, Kernels kernels, double score, String bits) {
        return TrialFileTest.trial(Purpose.REPORT, seed, kernels, score, bits);
    }

    @Test
    void givenTwoKindsOfKernels_thenItTellsOfAllOfEachAndOfTheWorst() {
        var summary =
                new TrialSummary(
                        GOAL,
                        List.of(
                                trial(1_001, Kernels.NATIVE, 500, "a"),
                                trial(1_002, Kernels.NATIVE, 480, "b"),
                                trial(1_001, Kernels.SSE4, 490, "c"),
                                trial(1_002, Kernels.SSE4, 120, "d")));

        assertThat(summary.lines())
                .contains(
                        "task, configuration abc (report): 2 seeds",
                        "  goal: greedy return, at least 475.0",
                        "  worst: 120.0 (seed 1002, sse4 kernels, 1 thread)",
                        "  processors: some processor")
                .anyMatch(line -> line.startsWith("  in all 3 of 4 (95 % interval 30 to 95 %)"))
                .anyMatch(line -> line.startsWith("  native kernels, 1 thread: 2 of 2"))
                .anyMatch(line -> line.startsWith("  sse4 kernels, 1 thread: 1 of 2"))
                .noneMatch(line -> line.contains("same bits"));
    }

    @Test
    void givenKernelsThatMadeTheSameBits_thenItSaysThatTheyAreOneKind() {
        var summary =
                new TrialSummary(
                        GOAL,
                        List.of(
                                trial(1_001, Kernels.NATIVE, 500, "a"),
                                trial(1_001, Kernels.AVX2, 500, "a")));

        assertThat(summary.lines())
                .contains(
                        "  note: avx2 kernels, 1 thread and native kernels, 1 thread made the same bits from 1 seeds: on this processor they are one kind, not 2");
    }

    @Test
    void givenAGoalToBeLow_thenTheWorstIsTheHighest() {
        var goal = Goal.atMost(45, "update", run -> 0);
        var summary =
                new TrialSummary(
                        goal,
                        List.of(
                                trial(1_001, Kernels.NATIVE, 30, "a"),
                                trial(1_002, Kernels.NATIVE, 46, "b")));

        assertThat(summary.lines())
                .contains("  worst: 46.00 (seed 1002, native kernels, 1 thread)");
    }
}

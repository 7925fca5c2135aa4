package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.RunState;
import io.engram.disk.Faults;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation on files fails once, and the run goes on to the bits of an unbroken one. */
class FaultyDiskTest {
    private static final int UPDATES = 4;

    /**
     * Each fault is at every third operation, so that together they are at all of them; with {@code
     * -Dengram.faults=1} each is at all.
     */
    private static final int STEP = Integer.getInteger("engram.faults", 3);

    @TempDir Path folder;

    private RunState unbroken() {
        try (var run = Runs.judgedRecall(folder, "unbroken").build()) {
            run.train(UPDATES);
            return run.state();
        }
    }

    private List<String> operations() {
        try (var run = Runs.judgedRecall(folder, "counted").build();
                var faults = Faults.count(folder)) {
            run.train(UPDATES);
            return faults.seen();
        }
    }

    @Test
    void givenARun_thenEverythingItWritesIsAnnounced() {
        assertThat(operations())
                .contains(
                        "WRITE checkpoints/counted/.update-000001.partial/manifest.json",
                        "SYNC checkpoints/counted/.update-000001.partial/manifest.json",
                        "RENAME checkpoints/counted/.update-000001.partial",
                        "RENAME checkpoints/counted/.latest.partial",
                        "RENAME checkpoints/counted/.best.partial",
                        "DELETE checkpoints/counted/.update-000001.gone/manifest.json",
                        "RENAME logs/counted/.metrics.csv.partial",
                        "APPEND logs/counted/metrics.csv");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"NO_SPACE", "INPUT_OUTPUT_ERROR", "TORN_WRITE"},
            value = Faults.Fault.class)
    void givenAFaultAtEachOperation_thenTheRunGoesOnToTheSameBits(Faults.Fault fault) {
        RunState expected = unbroken();
        int count = operations().size();
        assertThat(count).isGreaterThan(60);
        for (int number = 1 + fault.ordinal() % STEP; number <= count; number += STEP) {
            goOn(fault, number, expected);
        }
    }

    private void goOn(Faults.Fault fault, int number, RunState expected) {
        String name = "%s-%d".formatted(fault, number);
        Path run = folder.resolve("checkpoints").resolve(name);
        long reached;
        try (var broken = Runs.judgedRecall(folder, name).build()) {
            Throwable failure;
            try (var faults = Faults.at(folder, fault, number)) {
                failure = catchThrowable(() -> broken.train(UPDATES));
                assertThat(faults.seen()).as(name).isNotEmpty();
            }
            assertThat(failure)
                    .as(name)
                    .satisfiesAnyOf(
                            e -> assertThat(e).isNull(),
                            e -> assertThat(e).isInstanceOf(CheckpointException.class),
                            e -> assertThat(e).isInstanceOf(UncheckedIOException.class));
            reached = broken.state().update();
            if (failure == null) {
                Bits.assertSame(broken.state(), expected);
            } else if (number % 2 == 0) {
                // The same run goes on; of the others, their newest checkpoint.
                broken.train(UPDATES);
                Bits.assertSame(broken.state(), expected);
            }
        }
        var store = new CheckpointStore(run);
        if (store.newest().isEmpty()) {
            assertThat(reached).as(name).isLessThanOrEqualTo(1);
            return;
        }
        assertThat(CheckpointStore.load(run).state().update())
                .as(name)
                .isGreaterThanOrEqualTo(reached - 1);
        try (var resumed = TrainingRun.resume(run, VectorEnvironment.of(8, Recall::new))) {
            resumed.train(UPDATES);
            Bits.assertSame(resumed.state(), expected);
            assertThat(resumed.state().best()).as(name).isEqualTo(expected.best());
        }
    }
}

package io.engram.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.MetricHistory;
import io.engram.fixture.Bits;
import io.engram.fixture.Runs;
import io.engram.sweep.Setting;
import io.engram.sweep.Sweep;
import io.engram.sweep.SweepBase;
import io.engram.sweep.SweepBuilder;
import io.engram.sweep.SweepRun;
import io.engram.training.TrainingRunBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two settings times two seeds of a task that is learned in no time. */
final class SmallSweep {
    private SmallSweep() {}

    static TrainingRunBuilder recall(Setting setting, String name) {
        return Runs.tinyRecall(name, setting.integer("units"), 2e-3);
    }

    static SweepBuilder of(SweepBase base) {
        return Sweep.builder("small").base(base).grid("units", 4, 8).seeds(1, 2).updates(6);
    }

    /** The same sweep, on this machine without Spark. */
    static Sweep alone(SweepBuilder sweep, Path folder) {
        return sweep.checkpoints(folder.resolve("checkpoints")).logs(folder.resolve("logs")).run();
    }

    /** Parameters, optimiser, random streams, environments, metrics and what was logged. */
    static void assertSame(Path output, Sweep alone) throws IOException {
        for (SweepRun each : alone.runs()) {
            Path checkpoints = output.resolve("checkpoints").resolve(each.name().split("-")[0]);
            Path logs = output.resolve("logs").resolve(each.name().split("-")[0]);
            var state = CheckpointStore.load(checkpoints.resolve(each.name())).state();
            var expected = CheckpointStore.load(each.checkpoints()).state();
            Bits.assertSame(state, expected);
            assertThat(state.best()).isEqualTo(expected.best());
            assertThat(Bits.untimed(log(logs.resolve(each.name()), "metrics.csv")))
                    .isEqualTo(Bits.untimed(log(each.logs(), "metrics.csv")));
            assertThat(Bits.untimed(log(logs.resolve(each.name()), "episodes.csv")))
                    .isEqualTo(Bits.untimed(log(each.logs(), "episodes.csv")));
            assertThat(best(checkpoints.resolve(each.name()))).isEqualTo(best(each.checkpoints()));
        }
    }

    private static float[] best(Path run) {
        return CheckpointStore.load(run.resolve("best")).state().learner().parameters();
    }

    private static MetricHistory log(Path folder, String file) throws IOException {
        return MetricHistory.ofCsv(Files.readString(folder.resolve(file)));
    }
}

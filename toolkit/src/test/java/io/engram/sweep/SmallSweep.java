package io.engram.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.MetricHistory;
import io.engram.fixture.Bits;
import io.engram.fixture.Runs;
import io.engram.training.TrainingRunBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Four settings times two seeds of a task that is learned in no time. */
final class SmallSweep {
    private SmallSweep() {}

    static TrainingRunBuilder recall(Setting setting, String name) {
        return Runs.tinyRecall(name, setting.integer("units"), setting.number("learningRate"));
    }

    static SweepBuilder of(Path folder, SweepBase base) {
        return Sweep.builder("small")
                .base(base)
                .grid("learningRate", 1e-3, 3e-3)
                .grid("units", 4, 8)
                .seeds(1, 2)
                .updates(4)
                .atOnce(2)
                .checkpoints(folder.resolve("checkpoints"))
                .logs(folder.resolve("logs"));
    }

    /** Parameters, optimiser, random streams, environments, metrics and what was logged. */
    static void assertSameAsAlone(Sweep sweep, Path elsewhere) {
        for (SweepRun each : sweep.runs()) {
            try (var alone =
                    recall(each.setting(), each.name())
                            .seed(each.seed())
                            .checkpoints(elsewhere.resolve("checkpoints"))
                            .logs(elsewhere.resolve("logs"))
                            .build()) {
                alone.train(each.updates());
                var state = CheckpointStore.load(each.checkpoints()).state();
                Bits.assertSame(state, alone.state());
                assertThat(state.best()).isEqualTo(alone.state().best());
                assertThat(Bits.untimed(log(each.logs())))
                        .isEqualTo(Bits.untimed(log(alone.logs())));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static MetricHistory log(Path folder) throws IOException {
        return MetricHistory.ofCsv(Files.readString(folder.resolve("metrics.csv")));
    }
}

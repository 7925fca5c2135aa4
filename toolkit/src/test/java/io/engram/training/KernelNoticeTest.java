package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.engram.checkpoint.CheckpointKernels;
import io.engram.engine.Kernels;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelNoticeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    private Path run;
    private Path checkpoint;

    @BeforeEach
    void train() {
        try (var made = Runs.recall(folder, "made").build()) {
            made.train(1);
            run = made.checkpoints();
            checkpoint = run.resolve("update-000001");
        }
    }

    @Test
    void givenACheckpoint_thenItRecordsTheKernelsOfThisProcess() {
        assertThat(CheckpointKernels.of(checkpoint)).contains(Kernels.ofThisProcess());
    }

    @Test
    void givenTheSameKernels_whenItResumes_thenNothingIsSaid() {
        assertThat(toldByResuming()).isEmpty();
    }

    @Test
    void givenACheckpointWithoutKernels_whenItResumes_thenNothingIsSaid() throws Exception {
        edit(manifest -> manifest.remove("kernels"));

        assertThat(CheckpointKernels.of(checkpoint)).isEmpty();
        assertThat(toldByResuming()).isEmpty();
    }

    @Test
    void givenOtherKernels_whenItResumes_thenItSaysSoOnce() throws Exception {
        int threads = Kernels.ofThisProcess().threads();
        edit(
                manifest ->
                        manifest.withObject("kernels")
                                .put("vectors", false)
                                .put("threads", threads + 7));

        assertThat(toldByResuming())
                .containsExactly(
                        "the run 'made' goes on with other kernels than made its checkpoint (vectors true instead of false, threads %d instead of %d): its bits can differ from those of an unbroken run; docs/reproducibility.md tells what makes them the same"
                                .formatted(threads, threads + 7));
        assertThat(toldByResuming()).isEmpty();
    }

    @Test
    void givenOtherKernelsOfTheEngine_whenJavaLearnsOnBoth_thenNothingIsSaid() throws Exception {
        edit(manifest -> manifest.withObject("kernels").put("processor", "another"));

        assertThat(toldByResuming()).isEmpty();
    }

    @Test
    void givenPortableIsSetTooLate_whenARunIsMadeOrResumed_thenItIsRefused() {
        String before = System.getProperty("engram.portable");
        System.setProperty("engram.portable", "true");
        try {
            assertThatThrownBy(() -> Runs.recall(folder, "late").build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("engram.portable was set to true after the engine");
            assertThatThrownBy(() -> TrainingRun.resume(run, VectorEnvironment.of(8, Recall::new)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("restart Java");
        } finally {
            if (before == null) {
                System.clearProperty("engram.portable");
            } else {
                System.setProperty("engram.portable", before);
            }
        }
    }

    /** Resumes, trains one more update, which saves, and returns what was logged. */
    private List<String> toldByResuming() {
        var told = new ArrayList<String>();
        var logger = Logger.getLogger(KernelNotice.class.getName());
        Handler handler = handler(told);
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try (var resumed = TrainingRun.resume(run, VectorEnvironment.of(8, Recall::new))) {
            resumed.train((int) resumed.state().update() + 1);
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        return told;
    }

    private static Handler handler(List<String> told) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                told.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private void edit(Consumer<ObjectNode> change) throws Exception {
        Path file = checkpoint.resolve("manifest.json");
        var manifest = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        change.accept(manifest);
        Files.write(file, JSON.writeValueAsBytes(manifest));
    }
}

package io.engram.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.checkpoint.CheckpointStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code spark-submit} starts, here in the session of this process. */
class SweepApplicationTest {
    @TempDir private Path folder;

    private final StringWriter told = new StringWriter();

    @BeforeEach
    void begin() {
        LocalSpark.begin();
    }

    private int run(String... arguments) {
        return SweepApplication.run(new PrintWriter(told), arguments);
    }

    private Path write(String more) throws IOException {
        LocalSpark.writeRun(folder.resolve("recall.yaml"));
        return Files.writeString(
                folder.resolve("sweep.yaml"),
                """
                name: two
                base: recall.yaml
                grid: {learning_rate: [1e-3, 3e-3]}
                seeds: [1]
                """
                        + more);
    }

    @Test
    void givenAFileWithAUrl_thenItsSweepIsTrained() throws IOException {
        Path output = folder.resolve("output");

        int code = run(write("").toUri().toString(), output.toString());

        assertThat(told.toString())
                .contains("two-2-seed-1", "as Parquet: file:" + output + "/results/two");
        assertThat(code).isZero();
        assertThat(CheckpointStore.load(output.resolve("checkpoints/two/two-2-seed-1")))
                .satisfies(each -> assertThat(each.state().update()).isEqualTo(4));
        assertThat(output.resolve("results/two/runs.parquet")).isDirectory();
    }

    @Test
    void givenAFileThatIsWrong_thenItIsASentence() throws IOException {
        int code = run(write("seed_s: [2]").toString(), folder.toString());

        assertThat(code).isEqualTo(2);
        assertThat(told.toString())
                .startsWith("the sweep was not trained: ")
                .contains("unknown key 'seed_s'; did you mean 'seeds'?");
    }

    @Test
    void givenNoOutput_thenItTellsHowItIsUsed() {
        assertThat(run("sweep.yaml")).isEqualTo(2);
        assertThat(told.toString()).startsWith("usage: spark-submit");
    }

    @Test
    void givenAFileSystemThatNobodyKnows_thenItIsASentence() throws IOException {
        int code = run(write("").toString(), "nosuch://folder/sweeps");

        assertThat(code).isEqualTo(2);
        assertThat(told.toString())
                .contains("the output nosuch://folder/sweeps cannot be reached: ");
    }
}

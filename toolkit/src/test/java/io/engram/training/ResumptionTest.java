package io.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Bits;
import io.engram.fixture.Forgery;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.network.RecurrentActorCritic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resumed run writes in its own folder, or where the caller says, and nowhere else. */
class ResumptionTest {
    @TempDir Path folder;
    private Path work;
    private Path run;
    private Path checkpoint;

    @BeforeEach
    void train() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
        try (var made = Runs.recall(work, "made").build()) {
            made.train(1);
            run = made.checkpoints();
        }
        checkpoint = run.resolve("update-000001");
    }

    private static VectorEnvironment environments() {
        return VectorEnvironment.of(8, Recall::new);
    }

    private static Resumption resuming(Path path) {
        return TrainingRun.resuming(path).environments(environments());
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (var entries = Files.walk(from)) {
            for (Path entry : entries.toList()) {
                Path target = to.resolve(from.relativize(entry).toString());
                Files.createDirectories(target.getParent());
                Files.copy(entry, target);
            }
        }
        return to;
    }

    private static List<Path> contents(Path place) throws IOException {
        try (var entries = Files.walk(place)) {
            return entries.sorted().toList();
        }
    }

    @Test
    void givenAnotherNetwork_thenTheFirstParameterThatDiffersIsNamed() {
        var envs = environments();
        var wider = RecurrentActorCritic.builder(envs).gru(16).hidden(24).build();

        assertThatThrownBy(() -> TrainingRun.resume(checkpoint, wider, envs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "parameter 1 of the network is lin_hidden.bias (24), but in the checkpoint it is lin_hidden.bias (16); give the network that was trained");
    }

    @Test
    void givenACopyOfACheckpoint_thenResumeAsksWhereToWriteAndWritesNothing() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        List<Path> copies = new ArrayList<>();
        copies.add(copy(checkpoint, elsewhere.resolve("best")));
        copies.add(copy(checkpoint, elsewhere.resolve("update-000001")));
        copies.add(copy(checkpoint, run.resolve("update-000007")));
        List<Path> before = contents(elsewhere);

        for (Path copy : copies) {
            assertThatThrownBy(() -> TrainingRun.resume(copy, environments()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining(
                            copy + " is a checkpoint of the run 'made' outside of its folder")
                    .hasMessageContaining("TrainingRun.resuming(path).checkpoints(folder).build()");
        }
        assertThat(contents(elsewhere)).isEqualTo(before);
    }

    @Test
    void givenACopyAndAFolder_thenTheRunGoesOnThere() throws IOException {
        Path copy = copy(checkpoint, folder.resolve("best"));
        Path there = folder.resolve("there");
        var heard = new ArrayList<Long>();
        try (var resumed =
                        resuming(copy)
                                .checkpoints(there.resolve("checkpoints"))
                                .onUpdate(row -> heard.add(row.update()))
                                .build();
                var whole = Runs.recall(work, "whole").build()) {
            resumed.train(2);
            whole.train(2);

            Bits.assertSame(resumed.state(), whole.state());
            assertThat(resumed.checkpoints()).isEqualTo(there.resolve("checkpoints/made"));
            assertThat(resumed.logs()).isEqualTo(there.resolve("logs/made"));
            assertThat(resumed.logs().resolve("metrics.csv")).exists();
        }
        assertThat(heard).containsExactly(2L);
        assertThat(CheckpointStore.load(there.resolve("checkpoints/made")).state().update())
                .isEqualTo(2);
        assertThat(CheckpointStore.load(run).state().update()).isEqualTo(1);
        assertThat(Files.readAllLines(work.resolve("logs/made/metrics.csv"))).hasSize(2);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("work", "best", "there");
    }

    @Test
    void givenAFolderThatHasAnotherRunOfThatName_thenItIsRefused() throws IOException {
        Path other = folder.resolve("other");
        try (var made = Runs.recall(other, "made").seed(99).build()) {
            made.train(1);
        }
        Path copy = copy(checkpoint, folder.resolve("copy"));

        assertThatThrownBy(() -> resuming(copy).checkpoints(other.resolve("checkpoints")).build())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("there is another run 'made' in")
                .hasMessageContaining("checkpoints(…)");
    }

    @Test
    void givenAMovedRun_thenItGoesOnBesideItselfWithItsLogs() throws IOException {
        Path moved = copy(run, folder.resolve("moved/checkpoints/made"));

        try (var resumed = resuming(moved).build()) {
            resumed.train(2);
            assertThat(resumed.logs()).isEqualTo(folder.resolve("moved/logs/made"));
        }
        assertThat(Files.readAllLines(folder.resolve("moved/logs/made/metrics.csv"))).hasSize(3);
        assertThat(Files.readAllLines(work.resolve("logs/made/metrics.csv"))).hasSize(2);
        try (var again = resuming(moved).build()) {
            assertThat(again.logs()).isEqualTo(folder.resolve("moved/logs/made"));
        }
    }

    @Test
    void givenLogsThatPointElsewhere_thenNothingIsWrittenThereUnlessTheCallerSaysSo()
            throws IOException {
        Path foreign = Files.createDirectories(folder.resolve("foreign/made"));
        Files.writeString(foreign.resolve("metrics.csv"), "mine");
        for (Path place :
                new Path[] {
                    foreign, work.resolve("../foreign/made"), work.resolve("notes"), work
                }) {
            Forgery.json(
                    checkpoint,
                    "run.json",
                    node -> node.withObject("settings").put("logs", place.toString()));

            try (var resumed = resuming(run).build()) {
                assertThat(resumed.logs()).isEqualTo(work.resolve("logs/made"));
            }
        }
        assertThat(Files.readString(foreign.resolve("metrics.csv"))).isEqualTo("mine");
        assertThat(foreign.toFile().list()).hasSize(1);

        try (var resumed = resuming(run).logs(folder.resolve("foreign")).build()) {
            assertThat(resumed.logs()).isEqualTo(foreign);
        }
    }

    @Test
    void givenALinkInThePlaceOfTheCsv_thenWhatItPointsToStays() throws IOException {
        Path csv = work.resolve("logs/made/metrics.csv");
        Path mine = Files.writeString(folder.resolve("mine.csv"), "mine");
        Files.delete(csv);
        Files.createSymbolicLink(csv, mine);

        try (var resumed = resuming(run).build()) {
            resumed.train(2);
        }
        assertThat(Files.readString(mine)).isEqualTo("mine");
        assertThat(Files.readAllLines(csv)).hasSize(3);
    }
}

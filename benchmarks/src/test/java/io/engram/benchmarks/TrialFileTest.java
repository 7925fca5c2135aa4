package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.engram.benchmarks.Trial.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialFileTest {
    @TempDir private Path folder;
    private Path path;

    static Trial trial(Purpose purpose, long seed, Kernels kernels, double score, String bits) {
        return new Trial(
                "task",
                purpose,
                "abc",
                seed,
                kernels,
                1,
                score,
                score >= 475,
                98_304,
                12.5,
                bits,
                "some processor");
    }

    @BeforeEach
    void name() {
        path = folder.resolve("results").resolve("trials.csv");
    }

    @Test
    void givenTrialsThatWereAdded_whenTheFileIsReadAgain_thenTheyAreThere() {
        var file = new TrialFile(path);
        Trial first = trial(Purpose.REPORT, 1_001, Kernels.NATIVE, 500, "aa");
        Trial second = trial(Purpose.REPORT, 1_001, Kernels.SSE4, 123.5, "bb");
        file.add(first);
        file.add(second);

        var again = new TrialFile(path);

        assertThat(again.trials()).containsExactly(first, second);
        assertThat(again.holds(first.key())).isTrue();
        assertThat(again.holds(trial(Purpose.REPORT, 1_002, Kernels.NATIVE, 0, "").key()))
                .isFalse();
    }

    @Test
    void givenARowThatAKillCutOff_thenItIsRunAgainAndTheNextRowIsWhole() throws IOException {
        var file = new TrialFile(path);
        Trial whole = trial(Purpose.REPORT, 1_001, Kernels.NATIVE, 500, "aa");
        Trial cut = trial(Purpose.REPORT, 1_002, Kernels.NATIVE, 500, "bb");
        file.add(whole);
        Files.writeString(path, Files.readString(path) + cut.toCsv().substring(0, 25));

        var again = new TrialFile(path);
        assertThat(again.holds(cut.key())).isFalse();
        again.add(cut);

        assertThat(new TrialFile(path).trials()).containsExactly(whole, cut);
    }

    @Test
    void givenAnotherFile_thenItIsRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("other.csv"), "update,return\n1,2\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrialFile(other))
                .withMessageContaining("other.csv is no file of results");
    }

    @Test
    void givenASeedThatIsForTuning_thenNothingIsReportedOnIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new TrialFile(path)
                                        .requireUnspoilt(
                                                Purpose.REPORT, "task", "abc", List.of(1_001L, 7L)))
                .withMessageContaining("seed 7 is for tuning")
                .withMessageContaining("report on seeds from 1000");
    }

    @Test
    void givenASeedThatIsForReporting_thenNothingIsTunedOnIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new TrialFile(path)
                                        .requireUnspoilt(
                                                Purpose.TUNE, "task", "abc", List.of(1_001L)))
                .withMessageContaining("seed 1001 is for reporting")
                .withMessageContaining("tune on seeds below 1000");
    }

    @Test
    void givenASeedThatShowedAnEarlierConfiguration_thenANewOneIsNotReportedOnIt() {
        var file = new TrialFile(path);
        file.add(trial(Purpose.REPORT, 1_001, Kernels.NATIVE, 500, "aa"));

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                file.requireUnspoilt(
                                        Purpose.REPORT, "task", "changed", List.of(1_001L)))
                .withMessageContaining("seed 1001 has shown how configuration abc of task does");
        assertThatCode(
                        () -> {
                            file.requireUnspoilt(Purpose.REPORT, "task", "abc", List.of(1_001L));
                            file.requireUnspoilt(Purpose.REPORT, "task", "new", List.of(1_002L));
                            file.requireUnspoilt(Purpose.REPORT, "other", "new", List.of(1_001L));
                        })
                .doesNotThrowAnyException();
    }
}

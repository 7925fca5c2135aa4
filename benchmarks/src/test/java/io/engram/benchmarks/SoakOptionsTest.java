package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SoakOptionsTest {
    @Test
    void givenNothing_whenParsed_thenItIsTwoHoursOfAllTasks() {
        var options = SoakOptions.parse();

        assertThat(options)
                .isEqualTo(new SoakOptions(120, Path.of("target", "soak"), SoakTask.ALL));
    }

    @Test
    void givenOptions_whenParsed_thenTheyAreThere() {
        var options =
                SoakOptions.parse(
                        "--minutes", "5", "--out", "here", "--tasks", "pictures,poc-memory");

        assertThat(options.minutes()).isEqualTo(5);
        assertThat(options.out()).isEqualTo(Path.of("here"));
        assertThat(options.tasks())
                .extracting(SoakTask::label)
                .containsExactly("pictures", "poc-memory");
    }

    @Test
    void givenWhatCannotBe_whenParsed_thenItIsRefusedInASentence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SoakOptions.parse("--minutes", "0"))
                .withMessage("--minutes must be 1 to 10,000, but is '0'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SoakOptions.parse("--minutes"))
                .withMessage("--minutes needs a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SoakOptions.parse("--tasks", "poc-memory,golf"))
                .withMessageContaining("pictures")
                .withMessageEndingWith("but has 'golf'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SoakOptions.parse("--hours", "2"))
                .withMessage("the options are --minutes, --out and --tasks, not [--hours]");
    }
}

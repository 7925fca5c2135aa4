package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalingTest {
    private static final Path TASK = Path.of("peers", "task.json");

    @Test
    void givenNoTask_thenWhatIsNeededIsTold() {
        assertThatThrownBy(() -> Scaling.main(new String[] {"widths"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--task FILE");
    }

    @Test
    void givenATableThatNobodyKnows_thenThoseThatAreKnownAreNamed() {
        assertThatThrownBy(() -> Scaling.main(new String[] {"--task", TASK.toString(), "width"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("environments, widths, rollouts")
                .hasMessageContaining("width");
    }

    @Test
    void givenOtherNumbers_thenTheyTakeThePlaceOfThoseOfTheTask() throws IOException {
        var settings = PeerSettings.read(TASK, Map.of("environments", 4, "memory_units", 32));

        assertThat(settings.environments()).isEqualTo(4);
        assertThat(settings.memoryUnits()).isEqualTo(32);
        assertThat(settings.steps()).isEqualTo(PeerSettings.read(TASK).steps());
    }

    @Test
    void givenATask_thenItsWorkIsOneLookAndThreeForEachEpoch() throws IOException {
        var once = PeerSettings.read(TASK, Map.of("epochs", 1));
        var twice = PeerSettings.read(TASK, Map.of("epochs", 2));

        assertThat(Scaling.work(twice) / Scaling.work(once)).isEqualTo(7.0 / 4);
    }
}

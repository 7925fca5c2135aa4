package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakFileTest {
    private static final String HEADER =
            "seconds,cycle,task,long_run_updates,resident_mb,heap_mb,heap_committed_mb,non_heap_mb,buffers_mb,handles,threads,steps_per_second,folder_mb";

    @TempDir private Path folder;

    private static SoakSample sample(int cycle) {
        return new SoakSample(
                60.25 * cycle,
                cycle,
                "poc-memory",
                20 * cycle,
                Map.of(
                        SoakMeasure.RESIDENT, 512.34,
                        SoakMeasure.HEAP, 14.0,
                        SoakMeasure.HANDLES, Double.NaN,
                        SoakMeasure.SPEED, 11_916.6));
    }

    @Test
    void givenAnOpenFile_whenARowIsAdded_thenItIsThereBeforeTheFileIsClosed() throws IOException {
        Path path = folder.resolve("out").resolve("soak.csv");
        try (var file = new SoakFile(path)) {
            file.add(sample(1));

            assertThat(Files.readString(path))
                    .isEqualTo(HEADER + "\n60.3,1,poc-memory,20,512.3,14.0,,,,,,11916.6,\n");

            file.add(sample(2));
        }

        assertThat(Files.readAllLines(path)).hasSize(3);
    }

    @Test
    void givenAnOlderFile_whenASoakBegins_thenItIsReplaced() throws IOException {
        Path path = folder.resolve("soak.csv");
        Files.writeString(path, "another\nsoak\n");

        new SoakFile(path).close();

        assertThat(Files.readAllLines(path)).containsExactly(HEADER);
    }
}

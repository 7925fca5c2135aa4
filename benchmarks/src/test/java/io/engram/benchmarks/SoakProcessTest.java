package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakProcessTest {
    @TempDir private Path folder;

    @Test
    void givenAProcess_whenItIsMeasured_thenHeapAndThreadsAreKnownEverywhere() throws IOException {
        var values = SoakProcess.measure();

        assertThat(values.get(SoakMeasure.HEAP)).isPositive();
        assertThat(values.get(SoakMeasure.THREADS)).isPositive();
    }

    @Test
    void givenFilesInFolders_whenTheirSizeIsAsked_thenItIsTheSumInMegabytes() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        Files.write(folder.resolve("a/b/c"), new byte[300_000]);
        Files.write(folder.resolve("d"), new byte[200_000]);

        assertThat(SoakProcess.megabytes(folder)).isEqualTo(0.5);
    }
}

package io.engram.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
    @Test
    void givenAFolderWithFiles_whenItIsRemoved_thenNothingIsLeft() throws IOException {
        Path folder = TemporaryFolder.make("folder");
        Files.createDirectories(folder.resolve("a/b"));
        Files.writeString(folder.resolve("a/b/file"), "text");

        TemporaryFolder.remove(folder);
        TemporaryFolder.remove(folder);

        assertThat(folder).doesNotExist();
    }
}

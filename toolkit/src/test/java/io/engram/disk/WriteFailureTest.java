package io.engram.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteFailureTest {
    @TempDir private Path folder;

    private String text(IOException failure) {
        return WriteFailure.text(failure, folder, "logs(…)");
    }

    @Test
    void givenAFileInTheWay_thenItIsToBeMovedAway() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        IOException failure =
                catchThrowableOfType(IOException.class, () -> Files.createDirectory(file));

        assertThat(text(failure))
                .isEqualTo(
                        "(FileAlreadyExistsException: %s); move away what is in the way or choose another folder with logs(…)"
                                .formatted(file));
    }

    @Test
    void givenAFailureThatJavaHasNoNameFor_thenItIsSaidInTheSystemsWords() {
        var failure = new FileSystemException("éé", null, "File name too long");

        assertThat(text(failure))
                .isEqualTo(
                        "(File name too long); take a shorter name or choose another folder with logs(…)");
    }
}

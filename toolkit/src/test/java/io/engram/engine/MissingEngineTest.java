package io.engram.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.fixture.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine where it cannot start: nothing waits for it, and each call says what is missing. */
@Timeout(120)
class MissingEngineTest {
    @TempDir Path folder;

    private String describeWithout(String library) throws Exception {
        return ChildJvm.runWithout(
                library,
                Map.of("DJL_OFFLINE", "true"),
                List.of("-DENGINE_CACHE_DIR=" + folder),
                DescribeDevices.class,
                "false",
                "false");
    }

    @Test
    void givenNoNativeLibraryAndNoNetwork_thenEachCallSaysWhatIsMissing() throws Exception {
        String said = describeWithout("pytorch-native");

        assertThat(said.lines().filter(line -> line.contains("cannot start")))
                .hasSize(2)
                .allMatch(line -> line.startsWith("IllegalStateException: the engine, PyTorch,"))
                .allMatch(line -> line.contains("Offline mode is enabled"))
                .allMatch(line -> line.contains("pytorch-native-cpu"))
                .allMatch(line -> line.contains(folder.toString()))
                .allMatch(line -> line.contains("try again, or restart Java"));
    }

    @Test
    void givenNoEngineAtAll_thenEachCallSaysWhatIsMissing() throws Exception {
        String said = describeWithout("pytorch-engine");

        assertThat(said.lines().filter(line -> line.contains("cannot start")))
                .hasSize(2)
                .allMatch(line -> line.contains("It needs pytorch-engine"));
    }
}

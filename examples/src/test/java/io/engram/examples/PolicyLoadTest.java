package io.engram.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PolicyLoadTest {
    @Test
    void givenAFewSessionsForASecond_thenThereIsNoErrorAndNoActionOfAnother() throws Exception {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                PolicyLoad.class.getName(),
                                "../checkpoints/cartpole-masked/best",
                                "30",
                                "4",
                                "1")
                        .redirectErrorStream(true)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(printed)
                .contains("30 sessions over 4 connections, 1 s: ")
                .contains("errors: 0 []")
                .contains("actions that are not those of a session alone: 0")
                .containsPattern("heap after a collection: \\d+\\.\\d+ MB before");
    }
}

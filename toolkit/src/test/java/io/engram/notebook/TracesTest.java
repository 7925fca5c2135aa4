package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TracesTest {
    private static final StackTraceElement[] FRAMES = {
        new StackTraceElement("io.engram.space.Action", "choice", "Action.java", 12),
        new StackTraceElement("Bad", "step", "#41", 9),
        new StackTraceElement("io.engram.training.TrainingRun", "train", "TrainingRun.java", 3),
        new StackTraceElement("", "", "#42", 1),
    };

    @Test
    void givenAnError_thenTheUsersLinesFollowTheSentence() {
        var lines =
                Traces.lines(
                        "java.lang.IllegalStateException",
                        "boom",
                        FRAMES,
                        snippet -> line -> "cell " + snippet + ", line " + line);
        assertThat(lines)
                .containsExactly(
                        "IllegalStateException: boom",
                        "    at Bad.step, cell 41, line 9",
                        "    at cell 42, line 1",
                        "    (2 more in Engram and Java; Notebook.trace() shows all)");
        assertThat(Notebook.trace().toText())
                .startsWith("java.lang.IllegalStateException: boom")
                .contains("io.engram.training.TrainingRun.train(TrainingRun.java:3)");
    }
}

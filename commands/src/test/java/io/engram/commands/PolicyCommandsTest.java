package io.engram.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a trained policy. */
class PolicyCommandsTest {
    private CommandFixture given;

    @BeforeEach
    void train(@TempDir Path folder) {
        given = new CommandFixture(folder);
        given.lab("train", "configs/tiny.yaml");
    }

    @Test
    void givenARun_thenItsBestPolicyIsTestedWhereItWasTrained() throws IOException {
        assertThat(given.lab("evaluate", "checkpoints/tiny", "--episodes", "3", "--out", "e.csv"))
                .isZero();

        assertThat(given.out).contains("best so far", "home", "3");
        assertThat(Files.readAllLines(given.caller.resolve("e.csv"))).hasSize(4);
    }

    @Test
    void givenTheSameSeed_thenTheSameEpisodesAreTold() {
        given.lab("evaluate", "checkpoints/tiny", "--episodes", "3", "--seed", "7", "--sampled");
        String first = given.out;
        given.lab("evaluate", "checkpoints/tiny", "--episodes", "3", "--seed", "7", "--sampled");
        assertThat(given.out).isEqualTo(first);

        given.lab("evaluate", "checkpoints/tiny", "--episodes", "3", "--seed", "8", "--sampled");
        assertThat(given.out).isNotEqualTo(first);
    }

    @Test
    void givenNewest_thenThatIsTested() {
        assertThat(given.lab("evaluate", "checkpoints/tiny", "--newest", "--episodes", "1"))
                .isZero();

        assertThat(given.out).contains("tiny, update 2");
    }

    @Test
    void givenARun_thenItIsFilmed() {
        assertThat(given.lab("film", "checkpoints/tiny", "--episodes", "2")).isZero();
        assertThat(given.home.resolve("videos/tiny.mp4")).isNotEmptyFile();

        assertThat(given.lab("film", "checkpoints/tiny", "--episodes", "1", "--out", "a.gif"))
                .isZero();
        assertThat(given.caller.resolve("a.gif")).isNotEmptyFile();
    }

    @Test
    void givenNoRun_thenASentenceSaysWhereItWasLookedFor() {
        assertThat(given.lab("evaluate", "checkpoints/none")).isEqualTo(1);

        assertThat(given.err).contains("there is no checkpoints/none; looked for", "home");
    }

    @Test
    void givenRunsAndConfigurations_thenTheyAreListed() {
        assertThat(given.lab("list")).isZero();

        assertThat(given.out)
                .contains("checkpoints/tiny", "recurrent_ppo", "CartPole-v1", "128")
                .contains("configs/tiny.yaml");
    }

    @Test
    void givenNoRunAtAll_thenTheListSaysHowToMakeOne(@TempDir Path other) {
        var empty = new CommandFixture(other);

        assertThat(empty.lab("list")).isZero();
        assertThat(empty.out).contains("no runs yet");
    }
}

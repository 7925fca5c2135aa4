package io.engram.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.evaluation.Policy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    private CommandFixture given;

    @BeforeEach
    void begin(@TempDir Path folder) {
        given = new CommandFixture(folder);
    }

    private Policy newest(String run) {
        return Policy.load(given.home.resolve("checkpoints").resolve(run));
    }

    @Test
    void givenAFileThatShips_thenItTrainsIntoTheUsersFolder() {
        assertThat(given.lab("train", "configs/tiny.yaml")).isZero();

        assertThat(given.out).contains("tiny: 2 updates, 128 environment steps", "./lab evaluate");
        assertThat(newest("tiny").updates()).isEqualTo(2);
        assertThat(newest("tiny").description().seed()).isEqualTo(1);
        assertThat(given.home.resolve("checkpoints/tiny/best")).exists();
        assertThat(given.home.resolve("logs/tiny/metrics.csv")).exists();
        assertThat(given.project.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void givenARunOfTheName_thenItIsLeftAloneUnlessToldOtherwise() {
        given.lab("train", "configs/tiny.yaml", "--updates", "1");
        assertThat(given.out).contains("1 updates, 64 environment steps");

        assertThat(given.lab("train", "configs/tiny.yaml")).isEqualTo(1);
        assertThat(given.err).contains("'tiny'", "--resume", "--replace", "--name");
        assertThat(newest("tiny").updates()).isEqualTo(1);

        assertThat(given.lab("train", "configs/tiny.yaml", "--resume")).isZero();
        assertThat(newest("tiny").updates()).isEqualTo(2);

        assertThat(given.lab("train", "configs/tiny.yaml", "--replace", "--seed", "5")).isZero();
        assertThat(newest("tiny").description().seed()).isEqualTo(5);

        assertThat(given.lab("train", "configs/tiny.yaml", "--name", "other", "--updates", "1"))
                .isZero();
        assertThat(newest("other").updates()).isEqualTo(1);
    }

    @Test
    void givenAPolicyToBeginFrom_thenTheRunHasItsParameters() {
        given.lab("train", "configs/tiny.yaml");

        assertThat(
                        given.lab(
                                "train",
                                "configs/tiny.yaml",
                                "--name",
                                "other",
                                "--from",
                                "checkpoints/tiny",
                                "--updates",
                                "1"))
                .isZero();
        assertThat(given.out).contains("from the policy of 'tiny'");
        assertThat(newest("other").updates()).isEqualTo(1);

        assertThat(
                        given.lab(
                                "train",
                                "configs/tiny.yaml",
                                "--resume",
                                "--from",
                                "checkpoints/other"))
                .isEqualTo(1);
        assertThat(given.err).contains("--from checkpoints/other: a run that goes on");
        assertThat(
                        given.lab(
                                "train",
                                "configs/tiny.yaml",
                                "--name",
                                "third",
                                "--from",
                                "checkpoints/none"))
                .isEqualTo(1);
        assertThat(given.err).contains("there is no checkpoints/none");
    }

    @Test
    void givenATime_thenWhatRemainsIsTold() {
        assertThat(
                        given.lab(
                                "train",
                                "configs/tiny.yaml",
                                "--updates",
                                "9999999",
                                "--minutes",
                                "0.01"))
                .isZero();

        assertThat(given.out).contains("updates remain: ./lab train configs/tiny.yaml --resume");
        assertThat(newest("tiny").updates()).isPositive();
    }

    @Test
    void givenWhatCannotBe_thenASentenceSaysWhy() {
        assertThat(given.lab("train", "configs/tyni.yaml")).isEqualTo(1);
        assertThat(given.err).contains("there is no configs/tyni.yaml; looked for");

        assertThat(given.lab("train", "configs/tiny.yaml", "--resume")).isEqualTo(1);
        assertThat(given.err).contains("there is no run 'tiny'", "leave out --resume");

        assertThat(given.lab("train", "configs/tiny.yaml", "--minutes", "0")).isEqualTo(1);
        assertThat(given.err).contains("--minutes must be more than 0");

        assertThat(given.lab("train", "configs/tiny.yaml", "--resume", "--replace")).isEqualTo(2);
        assertThat(given.lab("train")).isEqualTo(2);
        assertThat(given.err).contains("Missing required parameter");
        assertThat(given.home.resolve("checkpoints/tiny/latest")).doesNotExist();
    }

    @Test
    void givenASeedForARunThatGoesOn_thenItIsRefused() {
        given.lab("train", "configs/tiny.yaml", "--updates", "1");

        assertThat(given.lab("train", "configs/tiny.yaml", "--resume", "--seed", "2")).isEqualTo(1);
        assertThat(given.err).contains("keeps the seed");
    }
}

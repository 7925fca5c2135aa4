package io.engram.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.video.Video;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
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
    void givenWhatToShow_thenTheFilmIsLarger() {
        given.lab("film", "checkpoints/tiny", "--episodes", "2", "--out", "plain.gif");
        int status =
                given.lab(
                        "film",
                        "checkpoints/tiny",
                        "--episodes",
                        "2",
                        "--count",
                        "2",
                        "--which",
                        "best",
                        "--together",
                        "--actions",
                        "--value",
                        "--width",
                        "300",
                        "--columns",
                        "1",
                        "--out",
                        "full.gif");

        assertThat(given.err).isEmpty();
        assertThat(status).isZero();
        var plain = Video.of(given.caller.resolve("plain.gif"));
        var full = Video.of(given.caller.resolve("full.gif"));
        assertThat(plain.width()).isEqualTo(600);
        assertThat(full.width()).isEqualTo(300);
        // Two of half the height, each with what stands beside it.
        assertThat(full.height()).isGreaterThan(plain.height());
    }

    @Test
    void givenStills_thenThereIsAPicture() throws IOException {
        assertThat(given.lab("film", "checkpoints/tiny", "--episodes", "1", "--stills", "4"))
                .isZero();

        var sheet = ImageIO.read(given.home.resolve("videos/tiny.png").toFile());
        assertThat(sheet.getWidth()).isEqualTo(4 * 240 + 3 * 8);
    }

    @Test
    void givenArgumentsThatDoNotGoTogether_thenNothingIsPlayed() {
        for (String[] wrong :
                new String[][] {
                    {"--count", "31", "--count must be 1 to 30, the --episodes, but is 31"},
                    {"--out", "a.png", "--out a.png is a picture; say how many --stills"},
                    {"--columns", "2", "--columns are for --together and --stills"},
                    {"--width", "7", "width must be 16 to 3840, but is 7"}
                }) {
            assertThat(given.lab("film", "checkpoints/tiny", wrong[0], wrong[1])).isEqualTo(1);
            assertThat(given.err).contains(wrong[2]);
            assertThat(given.out).isEmpty();
        }
        assertThat(given.lab("film", "checkpoints/tiny", "--stills", "4", "--together"))
                .isEqualTo(1);
        assertThat(given.err).contains("--stills are of one episode");
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

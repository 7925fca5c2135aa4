package io.engram.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.evaluation.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {
    private static final String ROWS =
            """
            small:
              task: CartPole-v1 without velocities
              config: tiny
              seeds: [1001, 1002, 1003]
              said: [{by: somebody, figure: 500}]
              tests:
                - {episodes: 3}
                - {name: with velocities, episodes: 2, actions: sampled, with: {environment.wrappers: []}}
              film: {episodes: 1, together: false}
            further:
              task: the same, from there
              config: tiny
              seeds: [1001]
              from: small
              tests: [{episodes: 2}]
              film: {episodes: 2, together: true, width: 100, framesPerSecond: 25}
            taught:
              task: the same, in two lessons
              config: tiny
              seeds: [1001, 1002]
              curriculum: [tiny]
              tests: [{episodes: 2}]
              film: {episodes: 1, together: false}
            """;

    private CommandFixture given;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        given = new CommandFixture(folder);
        rows(ROWS);
    }

    private void rows(String yaml) throws IOException {
        Path results = Files.createDirectories(given.project.resolve("results"));
        Files.writeString(results.resolve("results.yaml"), yaml);
    }

    private List<String> lines(Path home, String file) throws IOException {
        return lines(home, "small", file);
    }

    private List<String> lines(Path home, String row, String file) throws IOException {
        return Files.readAllLines(home.resolve("results").resolve(row).resolve(file));
    }

    private DoubleStream choiceMeans(String which) throws IOException {
        return lines(given.home, "runs.csv").stream()
                .filter(line -> line.contains(which))
                .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".*,", "")));
    }

    @Test
    void givenNoRow_thenTheRowsAreListed() {
        assertThat(given.lab("reproduce")).isZero();
        assertThat(given.out)
                .containsPattern(
                        "small +CartPole-v1 without velocities +500 \\(somebody\\) +not yet\n")
                .contains("./lab reproduce ROW");
    }

    @Test
    void givenARow_thenItIsTrainedTestedAndFilmedInTheUsersFolder() throws IOException {
        assertThat(given.lab("reproduce", "small")).as(given.err).isZero();

        assertThat(lines(given.home, "runs.csv"))
                .hasSize(4)
                .anyMatch(line -> line.matches("1001,(true|false),2,128,.*"))
                .anyMatch(line -> line.matches("1003,(true|false),2,128,.*"));
        assertThat(lines(given.home, "runs.csv").stream().filter(line -> line.contains(",true,")))
                .as("one run ships")
                .hasSize(1);
        double shipped = choiceMeans(",true,").max().orElseThrow();
        assertThat(choiceMeans(",false,")).hasSize(2).allMatch(mean -> mean <= shipped);
        assertThat(lines(given.home, "seed-1003.csv"))
                .hasSize(1 + 2)
                .first()
                .asString()
                .startsWith("update,environment_steps,episode_return_mean");
        assertThat(lines(given.home, "tests.csv"))
                .as("a line for return and length, of two tests of three runs")
                .hasSize(1 + 2 * 2 * 3)
                .anyMatch(line -> line.matches("1002,.*,as trained,3,greedy,return,.*"))
                .anyMatch(line -> line.matches("1002,.*,with velocities,2,sampled,length,.*"));
        Policy kept = Policy.load(given.home.resolve("checkpoints/small"));
        assertThat(kept.description().settings().logs()).startsWith("logs/small-1-seed-100");
        assertThat(given.home.resolve("videos/small.mp4")).isNotEmptyFile();
        assertThat(given.project.resolve("checkpoints")).doesNotExist();
        assertThat(given.project.resolve("results/small")).doesNotExist();
    }

    @Test
    void givenARowThatIsDone_thenNothingIsTrainedAgain() throws IOException {
        given.lab("reproduce", "small");
        Path log = given.home.resolve("logs/reproduce/small/small-1-seed-1001/metrics.csv");
        byte[] before = Files.readAllBytes(log);

        assertThat(given.lab("reproduce", "small")).isZero();

        assertThat(Files.readAllBytes(log)).isEqualTo(before);
        assertThat(given.out).contains("small-1-seed-1001: done, update 2 of 2");
    }

    @Test
    void givenTooLittleTime_thenItGoesOnLater() throws IOException {
        Path config = given.project.resolve("configs/tiny.yaml");
        Files.writeString(config, CommandFixture.TINY.replace("updates: 2", "updates: 9999999"));

        assertThat(given.lab("reproduce", "small", "--minutes", "0.01")).isZero();

        assertThat(given.out).contains("it goes on with ./lab reproduce small");
        assertThat(given.home.resolve("results")).doesNotExist();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void givenARowThatBeginsFromAnother_thenItsRunsSaySo() throws IOException {
        assertThat(given.lab("reproduce", "further")).isEqualTo(1);
        assertThat(given.err).contains("there is no checkpoints/small");

        given.lab("reproduce", "small", "--ship");
        assertThat(given.lab("reproduce", "further")).as(given.err).isZero();

        assertThat(Policy.load(given.home.resolve("checkpoints/further")).description().notes())
                .anyMatch(note -> note.text().startsWith("from the policy of 'small-1-seed-100"));
    }

    @Test
    void givenACurriculum_thenEachRunLearnsFromWhereItsLessonBeforeEnded() throws IOException {
        assertThat(given.lab("reproduce", "taught")).as(given.err).isZero();

        assertThat(Policy.load(given.home.resolve("checkpoints/taught")).description().notes())
                .anyMatch(
                        note ->
                                note.text()
                                        .matches(
                                                "(?s)from the policy of 'taught-lesson-1-1-seed-(\\d+)'.*"));
        assertThat(lines(given.home, "taught", "runs.csv"))
                .as("updates and steps of both lessons")
                .hasSize(3)
                .anyMatch(line -> line.matches("1001,(true|false),4,256,.*"))
                .anyMatch(line -> line.matches("1002,(true|false),4,256,.*"));
        assertThat(lines(given.home, "taught", "seed-1002.csv"))
                .extracting(line -> line.split(",")[0] + " " + line.split(",")[1])
                .containsExactly("update environment_steps", "1 64", "2 128", "3 192", "4 256");
        assertThat(given.out).contains("taught-lesson-1-1-seed-1001: done, update 2 of 2");
    }

    @Test
    void givenAMeasureThatTheTaskDoesNotHave_thenItIsSaidWhichThereAre() throws IOException {
        rows(ROWS.replace("  seeds: [1001, 1002, 1003]", "  seeds: [1001]\n  measure: success"));

        assertThat(given.lab("reproduce", "small")).isEqualTo(1);

        assertThat(given.err)
                .contains(
                        "the measure of small is success, but the task measures [return, length]");
    }

    @Test
    void givenAMaintainer_thenItIsPutIntoTheProject() throws IOException {
        assertThat(given.lab("reproduce", "small", "--ship")).isZero();

        assertThat(lines(given.project, "tests.csv")).hasSize(13);
        assertThat(Files.readAllLines(given.project.resolve("results/results.csv")))
                .as("a line for each test of the row that was reproduced")
                .hasSize(3)
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "small,CartPole-v1 without velocities,as trained,500 (somebody),return,"))
                .anyMatch(line -> line.contains(",with velocities,"));
        assertThat(given.project.resolve("checkpoints/small/parameters.safetensors")).exists();
        assertThat(given.project.resolve("checkpoints/small/optimizer.safetensors")).doesNotExist();
        assertThat(given.project.resolve("videos/small.mp4")).isNotEmptyFile();

        assertThat(given.lab("reproduce")).isZero();
        assertThat(given.out)
                .containsPattern("small .*500 \\(somebody\\) +[0-9.]+ \\([0-9.]+ to [0-9.]+\\)");

        assertThat(given.lab("evaluate", "checkpoints/small", "--episodes", "2")).isZero();
        assertThat(given.lab("list")).isZero();
        assertThat(given.out).containsPattern("checkpoints/small +recurrent_ppo +CartPole-v1");
    }

    @Test
    void givenWhatCannotBe_thenASentenceSaysWhy() throws IOException {
        assertThat(given.lab("reproduce", "smal")).isEqualTo(1);
        assertThat(given.err)
                .contains("there is no row 'smal'; the rows are small, further, taught");

        assertThat(given.lab("reproduce", "small", "--minutes", "0")).isEqualTo(1);
        assertThat(given.err).contains("--minutes must be more than 0");

        rows(ROWS.replace("task:", "taks:"));
        assertThat(given.lab("reproduce", "small")).isEqualTo(1);
        assertThat(given.err).contains("results.yaml", "taks");
    }
}

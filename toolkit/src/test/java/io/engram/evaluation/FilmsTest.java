package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Step;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.video.Video;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Films of chosen episodes: the best, the worst, any; one by one, side by side, as frames. */
class FilmsTest {
    @TempDir static Path runs;
    private static EvaluationResult test;

    @TempDir Path folder;

    /** Episodes of 1 to 9 steps, each worth its steps; the picture is as bright as it is late. */
    private static final class Counted extends Recall {
        private int left;
        private int steps;

        @Override
        public Observation reset(long seed) {
            left = 1 + RandomStream.of(seed, "length").nextInt(9);
            steps = 0;
            return super.reset(seed);
        }

        @Override
        public Step step(Action action) {
            steps++;
            return new Step(super.step(action).observation(), 1, --left == 0, false);
        }

        @Override
        public BufferedImage render() {
            var picture = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(10, 20, steps);
            return picture;
        }
    }

    @BeforeAll
    static void evaluate() {
        try (var run = Runs.recall(runs, "filmed").build()) {
            test =
                    Evaluation.of(run.policy(), Counted::new)
                            .anotherTask()
                            .episodes(12)
                            .sampled()
                            .seed(5)
                            .run();
        }
    }

    @Test
    void givenAnEvaluation_thenItsBestAndWorstEpisodesAreKnown() {
        var returns = test.episodes().stream().map(EpisodeResult::totalReward).toList();
        var sorted = returns.stream().sorted(Comparator.reverseOrder()).toList();

        assertThat(test.best().totalReward()).isEqualTo(sorted.get(0));
        assertThat(test.best()).isEqualTo(test.episodes().get(returns.indexOf(sorted.get(0))));
        assertThat(test.worst().totalReward()).isEqualTo(sorted.get(11)).isLessThan(sorted.get(0));
        assertThat(test.best(4))
                .extracting(EpisodeResult::totalReward)
                .isEqualTo(sorted.subList(0, 4));
        assertThat(test.worst(12))
                .extracting(EpisodeResult::totalReward)
                .isEqualTo(returns.stream().sorted().toList());
        assertThatThrownBy(() -> test.best(13))
                .hasMessage("best needs 1 to 12 episodes, but was asked for 13");
    }

    @Test
    void givenAnEpisode_whenFilmed_thenItIsThatOne() {
        Video best = test.film(test.best(), folder.resolve("best.mp4"));
        Video seventh = test.film(test.episodes().get(6), folder.resolve("seventh.gif"));

        assertThat(best.frames()).isEqualTo(1 + test.best().length());
        assertThat(seventh.frames()).isEqualTo(1 + test.episodes().get(6).length());
        assertThat(best.height()).isGreaterThan(48);
    }

    @Test
    void givenSeveralEpisodes_whenFilmedEach_thenEachHasAFileOfItsOwn() {
        List<Video> films = test.filmEach(test.worst(3), folder.resolve("worst"));

        assertThat(films)
                .extracting(Video::path)
                .containsExactlyElementsOf(
                        test.worst(3).stream()
                                .map(
                                        each ->
                                                folder.resolve(
                                                        "worst/episode-%d.mp4"
                                                                .formatted(each.index() + 1)))
                                .toList());
        assertThat(films)
                .extracting(Video::frames)
                .containsExactlyElementsOf(
                        test.worst(3).stream().map(each -> 1 + each.length()).toList())
                .allSatisfy(frames -> assertThat(frames).isPositive());
    }

    @Test
    void givenSeveralEpisodes_whenFilmedTogether_thenTheyStandSideBySideUntilTheLastIsOver() {
        Video alone = test.film(test.best(), folder.resolve("alone.gif"));
        var three = List.of(test.worst(), test.best(), test.episodes().get(2));
        Video together = test.filmTogether(three, folder.resolve("together.gif"));

        assertThat(together.frames()).isEqualTo(1 + test.best().length());
        // Two in a row, with a gap of 4.
        assertThat(together.width()).isEqualTo(2 * alone.width() + 4);
        assertThat(together.height()).isEqualTo(2 * alone.height() + 4);
        assertThatThrownBy(
                        () ->
                                test.filmTogether(
                                        java.util.Collections.nCopies(17, test.best()),
                                        folder.resolve("many.mp4")))
                .hasMessage("filmTogether shows 1 to 16 episodes side by side, but was given 17");
        assertThatThrownBy(() -> test.filmTogether(List.of(), folder.resolve("none.mp4")))
                .hasMessage("a film needs at least 1 episode, but was given 0");
    }

    @Test
    void givenAnEpisode_whenFramesAreWanted_thenEachPictureIsAPng() throws IOException {
        Path place = folder.resolve("frames");
        test.frames(test.best(), place);
        List<Path> frames = test.frames(test.worst(), place);

        int pictures = 1 + test.worst().length();
        assertThat(frames).hasSize(pictures).startsWith(place.resolve("frame-000001.png"));
        try (var there = Files.list(place)) {
            assertThat(there.sorted()).containsExactlyElementsOf(frames);
        }
        for (int i = 0; i < pictures; i++) {
            BufferedImage picture = ImageIO.read(frames.get(i).toFile());
            assertThat(picture.getWidth()).isEqualTo(64);
            assertThat(picture.getHeight()).isEqualTo(48);
            assertThat(picture.getRGB(10, 20) & 0xFFFFFF).isEqualTo(i);
        }
    }

    @Test
    void givenAFolderWithOtherFiles_thenFramesAreRefusedAndTheyStay() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "a");
        Files.writeString(folder.resolve("frame-000001.png"), "older");

        assertThatThrownBy(() -> test.frames(test.best(), folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("a.txt: the folder is for frames only; take another");
        assertThat(folder.resolve("frame-000001.png")).hasContent("older");
    }

    @Test
    void givenAnEpisodeOfAnotherEvaluation_thenItIsRefused() {
        var foreign = new EpisodeResult(2, 77, 1, 1, java.util.Map.of());
        assertThatThrownBy(() -> test.film(foreign, folder.resolve("foreign.mp4")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "episode 3 of seed 77 is not of this evaluation; take it from episodes(), best() or worst()");
    }
}

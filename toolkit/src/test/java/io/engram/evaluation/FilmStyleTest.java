package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Step;
import io.engram.fixture.Recall;
import io.engram.fixture.Runs;
import io.engram.show.Picture;
import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.video.Video;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands beside the pictures of films, and their sizes. */
class FilmStyleTest {
    @TempDir static Path runs;
    private static EvaluationResult test;
    private static Evaluation evaluation;

    @TempDir Path folder;

    /** A small red picture, and episodes of twenty steps. */
    private static final class Red extends Recall {
        private int left;

        @Override
        public Observation reset(long seed) {
            left = 20;
            return super.reset(seed);
        }

        @Override
        public Step step(Action action) {
            return new Step(super.step(action).observation(), -1234.5, --left == 0, false);
        }

        @Override
        public BufferedImage render() {
            var picture = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < 40; y++) {
                for (int x = 0; x < 60; x++) {
                    picture.setRGB(x, y, Color.RED.getRGB());
                }
            }
            return picture;
        }
    }

    @BeforeAll
    static void evaluate() {
        try (var run = Runs.recall(runs, "styled").build()) {
            evaluation = Evaluation.of(run.policy(), Red::new).anotherTask().episodes(5).sampled();
            test = evaluation.run();
        }
    }

    private static BufferedImage frame(FilmStyle style, Framing.Place place, Moment moment) {
        try (var environment = evaluation.makeEnvironment()) {
            return new Framing(style, place, evaluation, environment)
                    .frame(moment, Integer.MAX_VALUE);
        }
    }

    private static Moment moment(int episode, int step, double totalReward) {
        var decision =
                new Decision(
                        Action.of(0),
                        -1,
                        -1234.5,
                        java.util.List.of(java.util.List.of(0.5, 0.5)),
                        java.util.List.of(),
                        java.util.List.of());
        return new Moment(
                episode, step, totalReward, false, new Red().render(), Optional.of(decision));
    }

    private static boolean isRed(BufferedImage picture, int x, int y) {
        return (picture.getRGB(x, y) & 0xFFFFFF) == 0xFF0000;
    }

    /** The rows in which all is red from side to side. */
    private static int[] redRows(BufferedImage frame) {
        return IntStream.range(0, frame.getHeight())
                .filter(y -> isRed(frame, 0, y) && isRed(frame, frame.getWidth() - 1, y))
                .toArray();
    }

    @Test
    void givenASmallPicture_thenItIsEnlargedSoThatTextHasRoom_andNothingIsLeftAround() {
        var frame = frame(FilmStyle.captioned(), Framing.Place.ALONE, moment(0, 3, 1));

        assertThat(frame.getWidth()).isEqualTo(300);
        assertThat(redRows(frame)).hasSize(200).contains(frame.getHeight() - 1);
        assertThat(frame.getHeight()).isEqualTo(200 + 22);
    }

    @Test
    void givenBare_thenThePictureIsAsItIsDrawn() {
        var frame = frame(FilmStyle.bare(), Framing.Place.ALONE, moment(0, 3, 1));

        assertThat(frame.getWidth()).isEqualTo(60);
        assertThat(redRows(frame)).hasSize(40);
        assertThat(frame.getHeight()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {96, 120, 161, 240, 480, 1000})
    void givenAWidth_thenThePictureHasItAndNoTextTouchesTheEdge(int width) {
        var style = FilmStyle.full().width(width);
        var frame = frame(style, Framing.Place.ALONE, moment(122, 9_876, -123_456));

        assertThat(frame.getWidth()).isEqualTo(width);
        assertThat(redRows(frame)).hasSize(Math.round(width * 40 / 60f));
        int[] red = redRows(frame);
        int ground = Ink.GROUND.getRGB();
        for (int y = 0; y < red[0]; y++) {
            assertThat(frame.getRGB(width - 1, y)).as("row %d", y).isEqualTo(ground);
            assertThat(frame.getRGB(0, y)).as("row %d", y).isEqualTo(ground);
        }
        assertThat(frame.getHeight() - red[red.length - 1]).isGreaterThan(20);
    }

    @Test
    void givenAPictureNarrowerThanAnyText_thenItStandsInTheMiddle() {
        var frame = frame(FilmStyle.captioned().width(32), Framing.Place.ALONE, moment(0, 0, 0));

        assertThat(frame.getWidth()).isEqualTo(96);
        int y = frame.getHeight() - 1;
        assertThat(isRed(frame, 32, y)).isTrue();
        assertThat(isRed(frame, 63, y)).isTrue();
        assertThat(isRed(frame, 31, y)).isFalse();
        assertThat(isRed(frame, 64, y)).isFalse();
    }

    @Test
    void givenAFullFilm_thenItHasTheSameEpisodeAndAStripBelowThePicture() {
        Video plain = test.film(test.best(), folder.resolve("plain.gif"));
        Video full = test.filmStyle(FilmStyle.full()).film(test.best(), folder.resolve("full.gif"));

        assertThat(full.frames()).isEqualTo(plain.frames()).isEqualTo(21);
        assertThat(full.width()).isEqualTo(plain.width());
        // Value asks for a second line, the two choices for one row.
        assertThat(full.height()).isEqualTo(plain.height() + 18 + 28);
        assertThat(test.film(test.best(), folder.resolve("again.gif")))
                .hasToString(plain.toString().replace("plain", "again"));
    }

    @Test
    void givenFewerFramesPerSecond_thenPicturesAreLeftOutAndTheFilmTakesAsLong() {
        Video all = test.film(test.best(2), folder.resolve("all.gif"));
        int rate = all.framesPerSecond();
        Video fewer =
                test.filmStyle(FilmStyle.captioned().framesPerSecond(rate / 2))
                        .film(test.best(2), folder.resolve("fewer.gif"));
        Video more =
                test.filmStyle(FilmStyle.captioned().framesPerSecond(rate + 1))
                        .film(test.best(2), folder.resolve("more.gif"));

        assertThat(all.frames()).isEqualTo(21 + rate / 2 + 21);
        assertThat(fewer.frames()).isEqualTo(21 + rate / 4);
        assertThat(more.frames()).isEqualTo(all.frames());
        assertThat(
                        test.filmStyle(FilmStyle.captioned().framesPerSecond(rate / 2))
                                .filmTogether(test.best(2), folder.resolve("both.gif"))
                                .frames())
                .isEqualTo(11);
    }

    @Test
    void givenColumns_thenEpisodesStandInThem() {
        var style = FilmStyle.bare().columns(5);
        Video row = test.filmStyle(style).filmTogether(test.best(5), folder.resolve("row.gif"));

        assertThat(row.width()).isEqualTo(5 * 60 + 4 * 4);
        assertThat(row.height()).isEqualTo(40);
        assertThatThrownBy(
                        () ->
                                test.filmStyle(style.width(1000))
                                        .filmTogether(test.best(5), folder.resolve("wide.gif")))
                .hasMessage(
                        "a film may be 4096 pixels wide at most, but 5 pictures side by side are 5016; take a smaller width(pixels) or fewer columns(count)");
        assertThat(folder.resolve("wide.gif")).doesNotExist();
    }

    @Test
    void givenAnEpisode_thenAContactSheetHasItsStills() throws IOException {
        Picture sheet = test.filmStyle(FilmStyle.bare()).contactSheet(test.best(), 6);

        // Pictures of 60 are enlarged to 240, of which four fit into a row.
        assertThat(sheet.image().getWidth()).isEqualTo(4 * 240 + 3 * 8);
        assertThat(sheet.image().getHeight()).isEqualTo(2 * 160 + 8);
        assertThat(sheet.description())
                .isEqualTo(
                        "6 stills of episode 1, from step 0 to 20, return %.1f"
                                .formatted(20 * -1234.5));
        assertThat(new Color(sheet.image().getRGB(242, 5), true).getAlpha()).isZero();
        sheet.writePng(folder.resolve("deep/sheet.png"));
        assertThat(ImageIO.read(folder.resolve("deep/sheet.png").toFile()).getWidth())
                .isEqualTo(sheet.image().getWidth());
    }

    @Test
    void givenMoreStillsThanStates_thenEachStateIsThereOnce() {
        var narrow = test.filmStyle(FilmStyle.full().columns(3));
        Picture sheet = narrow.contactSheet(test.worst(), 200);

        assertThat(sheet.description()).startsWith("21 stills of episode ");
        assertThat(sheet.image().getWidth()).isEqualTo(3 * 240 + 2 * 8);
        assertThatThrownBy(() -> test.contactSheet(test.best(), 0))
                .hasMessage("stills must be 1 to 240, but is 0");
        assertThat(test.contactSheet(test.best(), 1).description()).startsWith("1 stills");
    }

    @Test
    void givenNumbersOutOfRange_thenTheyAreRefused() {
        assertThatThrownBy(() -> FilmStyle.full().width(15))
                .hasMessage("width must be 16 to 3840, but is 15");
        assertThatThrownBy(() -> FilmStyle.full().columns(17))
                .hasMessage("columns must be 1 to 16, but is 17");
        assertThatThrownBy(() -> FilmStyle.full().framesPerSecond(0))
                .hasMessage("framesPerSecond must be 1 to 240, but is 0");
        assertThat(FilmStyle.full().width(480).columns(2).framesPerSecond(25))
                .hasToString(
                        "FilmStyle(captioned, value, actions, width 480, columns 2, 25 frames per second)");
    }

    @Test
    void givenAFilmThatFails_thenTheOlderOneStays() throws IOException {
        Path file = folder.resolve("old.gif");
        Files.writeString(file, "older");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> test.filmTogether(test.best(2), file))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
        assertThat(file).hasContent("older");
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }
}

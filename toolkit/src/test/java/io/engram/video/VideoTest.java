package io.engram.video;

import static io.engram.video.Pictures.assertColour;
import static io.engram.video.Pictures.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoTest {
    @TempDir Path folder;

    /** Ten pictures, the first red, the last blue, grey between. */
    private Video film(String name) {
        var writer = VideoWriter.open(folder.resolve(name), 5);
        try (writer) {
            for (int i = 0; i < 10; i++) {
                writer.write(plain(64, 48, i == 0 ? Color.RED : i == 9 ? Color.BLUE : Color.GRAY));
            }
        }
        return writer.video();
    }

    @Test
    void givenMp4_whenShown_thenThePageHoldsAPlayerWithTheFileInside() throws IOException {
        Video video = film("film.mp4");
        String file = Base64.getEncoder().encodeToString(Files.readAllBytes(video.path()));
        assertThat(video.toHtml())
                .startsWith("<div><video controls autoplay loop muted playsinline ")
                .contains("width=\"320\" height=\"240\"")
                .contains(" src=\"data:video/mp4;base64," + file + "\"></video><details>");
    }

    @Test
    void givenMp4_whenShown_thenItsStillsAreThereForPagesWithoutFilms() throws IOException {
        String html = film("a \"film\" & more.mp4").toHtml();
        assertThat(html)
                .contains("<details><summary>Stills of a &quot;film&quot; &amp; more.mp4</summary>")
                .contains("<img alt=\"stills of a &quot;film&quot; &amp; more.mp4\"");
        String data = html.replaceFirst("(?s).*data:image/png;base64,([^\"]*)\".*", "$1");
        var strip = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
        assertThat(strip.getWidth()).isGreaterThan(800);
        assertColour(strip, 100, 60, Color.RED, 8);
        assertColour(strip, strip.getWidth() - 100, strip.getHeight() - 60, Color.BLUE, 8);
    }

    @Test
    void givenGif_whenShown_thenItIsAnImage() throws IOException {
        Video video = film("a \"film\" & <more>.gif");
        String file = Base64.getEncoder().encodeToString(Files.readAllBytes(video.path()));
        assertThat(video.toHtml())
                .startsWith("<img alt=\"a &quot;film&quot; &amp; &lt;more&gt;.gif\" ")
                .endsWith(" src=\"data:image/gif;base64," + file + "\">");
    }

    @Test
    void givenMp4_whenLinked_thenThePlayerReadsTheFile() {
        String html = film("a \"film\" & more.mp4").linked().toHtml();
        assertThat(html)
                .startsWith("<div><video controls muted playsinline preload=\"metadata\" ")
                .contains("/a%20%22film%22%20&amp;%20more.mp4\"></video><details>")
                .doesNotContain("data:video");
    }

    @Test
    void givenARelativePath_whenLinked_thenItStaysRelative() {
        Video video = film("film.mp4");
        Path here = Path.of("").toAbsolutePath();
        var relative =
                new Video(
                        here.relativize(video.path().toAbsolutePath()),
                        video.width(),
                        video.height(),
                        video.framesPerSecond(),
                        video.frames());
        assertThat(relative.linked().toHtml()).contains(" src=\"../");
    }

    @Test
    void givenGif_whenLinked_thenItIsAnImageOfTheFile() {
        assertThat(film("film.gif").linked().toHtml())
                .startsWith("<div><img alt=\"film.gif\" src=\"")
                .contains("/film.gif\"><details>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.mp4", "film.gif"})
    void givenFilm_whenStripped_thenTheFirstAndTheLastPictureAreThere(String name) {
        var strip = film(name).filmStrip(3);
        assertThat(strip.getWidth()).isGreaterThan(3 * 200);
        assertColour(strip, strip.getWidth() / 6, 60, Color.RED, 8);
        assertColour(strip, strip.getWidth() / 2, 60, Color.GRAY, 8);
        assertColour(strip, strip.getWidth() * 5 / 6, 60, Color.BLUE, 8);
    }

    @Test
    void givenMoreStillsThanPictures_whenStripped_thenEachPictureIsShownOnce() {
        assertThat(film("film.gif").filmStrip(100).getHeight())
                .isEqualTo(film("film.gif").filmStrip(10).getHeight());
    }

    @Test
    void givenFilm_whenSavedAsPng_thenItIsAStripOfTwoRows() throws IOException {
        var picture = ImageIO.read(new ByteArrayInputStream(film("film.mp4").toPng()));
        assertThat(picture.getWidth()).isGreaterThan(800);
        assertColour(picture, 100, 60, Color.RED, 8);
        assertColour(picture, picture.getWidth() - 100, picture.getHeight() - 60, Color.BLUE, 8);
    }

    @Test
    void givenNoFilm_whenRead_thenTheErrorNamesTheFile() throws IOException {
        Path missing = folder.resolve("missing.mp4");
        assertThatThrownBy(() -> Video.of(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot read the film " + missing)
                .hasMessageContaining("there is no such file");
        Path text = Files.writeString(folder.resolve("text.mp4"), "no film at all");
        assertThatThrownBy(() -> Video.of(text))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot read the film " + text);
        assertThatThrownBy(() -> new Video(missing, 10, 10, 30, 1).toHtml())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot read the film " + missing);
    }

    @Test
    void givenImpossibleNumbers_whenMade_thenTheErrorNamesThem() {
        assertThatThrownBy(() -> new Video(folder, 10, 0, 30, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10, 0, 30, 1");
        assertThatThrownBy(() -> new Video(folder, 10, 10, 30, 1).filmStrip(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stills must be at least 1");
    }
}

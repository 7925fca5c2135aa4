package io.engram.video;

import static io.engram.video.Pictures.assertColour;
import static io.engram.video.Pictures.halves;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class GifTest {
    @TempDir Path folder;

    private Video film(int framesPerSecond, List<BufferedImage> pictures) {
        var writer = VideoWriter.open(folder.resolve("film.gif"), framesPerSecond);
        try (writer) {
            pictures.forEach(writer::write);
        }
        return writer.video();
    }

    /** A block that walks to the right over a background. */
    private static List<BufferedImage> walk(int frames) {
        var pictures = new ArrayList<BufferedImage>();
        for (int i = 0; i < frames; i++) {
            var picture = halves(61, 41, Color.WHITE, new Color(10, 20, 30));
            var graphics = picture.createGraphics();
            graphics.setColor(Color.RED);
            graphics.fillRect(i, 10, 5, 5);
            graphics.dispose();
            pictures.add(picture);
        }
        return pictures;
    }

    private static List<Integer> delays(Path file) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var input = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(input);
            var delays = new ArrayList<Integer>();
            for (int i = 0; i < reader.getNumImages(true); i++) {
                var tree =
                        (Element)
                                reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                var control =
                        (Element) tree.getElementsByTagName("GraphicControlExtension").item(0);
                delays.add(Integer.valueOf(control.getAttribute("delayTime")));
            }
            return delays;
        } finally {
            reader.dispose();
        }
    }

    @Test
    void givenFewColours_whenWritten_thenEveryPictureIsReadBackExactly() throws IOException {
        var pictures = walk(20);
        Video video = film(10, pictures);

        assertThat(Video.of(video.path())).isEqualTo(video);
        try (var reader = FilmReader.open(video.path())) {
            for (BufferedImage picture : pictures) {
                assertThat(reader.next()).isTrue();
                BufferedImage read = reader.picture();
                for (int y = 0; y < 41; y++) {
                    for (int x = 0; x < 61; x++) {
                        assertThat(read.getRGB(x, y)).isEqualTo(picture.getRGB(x, y));
                    }
                }
            }
        }
    }

    @Test
    void givenManyColours_whenWritten_thenEachPixelIsNear() throws IOException {
        var pictures = new ArrayList<BufferedImage>();
        for (int i = 0; i < 3; i++) {
            var picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < 64; y++) {
                for (int x = 0; x < 64; x++) {
                    picture.setRGB(x, y, x * 4 << 16 | y * 4 << 8 | i * 80);
                }
            }
            pictures.add(picture);
        }
        Video video = film(10, pictures);
        try (var reader = FilmReader.open(video.path())) {
            for (BufferedImage picture : pictures) {
                reader.next();
                BufferedImage read = reader.picture();
                for (int i = 0; i < 64; i++) {
                    assertColour(read, i, 63 - i, new Color(picture.getRGB(i, 63 - i)), 32);
                }
            }
        }
    }

    @Test
    void givenThirtyAPictureSecond_whenWritten_thenTheDelaysAddUpToTheTrueTime()
            throws IOException {
        var delays = delays(film(30, walk(30)).path());
        assertThat(delays).hasSize(30).containsOnly(3, 4);
        assertThat(delays.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    }

    @Test
    void givenFasterThanAGifCanBe_whenWritten_thenPicturesAreLeftOutAndTimeStaysRight()
            throws IOException {
        Video video = film(100, walk(50));
        assertThat(delays(video.path())).hasSize(25).containsOnly(2);
        assertThat(video.seconds()).isEqualTo(0.5);
        assertThat(video.filmStrip(3).getWidth()).isPositive();
    }

    @Test
    void givenStillScene_whenWritten_thenLaterPicturesCostAlmostNothing() throws IOException {
        var still = walk(1).get(0);
        long one = Files.size(film(10, List.of(still)).path());
        long many = Files.size(film(10, Collections.nCopies(50, still)).path());
        assertThat(many - one).isLessThan(50 * 40);
    }

    @Test
    void givenFilm_whenWritten_thenItRepeatsForEver() throws IOException {
        String bytes = Files.readString(film(10, walk(2)).path(), StandardCharsets.ISO_8859_1);
        assertThat(bytes).startsWith("GIF89a").contains("NETSCAPE2.0\3\1\0\0\0");
    }

    @Test
    void givenFilm_whenWritten_thenNoTemporaryFileIsLeft() throws IOException {
        film(10, walk(2));
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactly("film.gif");
        }
    }
}

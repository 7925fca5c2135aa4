package io.engram.video;

import static io.engram.video.Pictures.assertColour;
import static io.engram.video.Pictures.halves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Mp4Test {
    private static final Color LEFT = new Color(200, 60, 40);
    private static final Color RIGHT = new Color(30, 90, 220);

    @TempDir Path folder;

    private Video film(String name, int width, int height, int frames) {
        var writer = VideoWriter.open(folder.resolve(name), 25);
        try (writer) {
            for (int i = 0; i < frames; i++) {
                boolean swapped = i >= frames / 2;
                writer.write(halves(width, height, swapped ? RIGHT : LEFT, swapped ? LEFT : RIGHT));
            }
        }
        return writer.video();
    }

    @Test
    void givenPictures_whenWritten_thenTheFilmIsH264OfTheSameSizeLengthAndColours()
            throws IOException {
        Video video = film("film.mp4", 96, 64, 30);

        assertThat(Video.of(video.path())).isEqualTo(video);
        assertThat(video).isEqualTo(new Video(video.path(), 96, 64, 25, 30));
        try (var reader = FilmReader.open(video.path())) {
            assertThat(reader.codecName()).isEqualTo("h264");
            assertThat(reader.seconds()).isEqualTo(1.2);
            for (int i = 0; i < 30; i++) {
                assertThat(reader.next()).isTrue();
                assertColour(reader.picture(), 20, 32, i < 15 ? LEFT : RIGHT, 8);
                assertColour(reader.picture(), 76, 32, i < 15 ? RIGHT : LEFT, 8);
            }
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void givenFilm_whenFinished_thenTheIndexStandsBeforeTheData() throws IOException {
        String bytes =
                Files.readString(film("film.mp4", 32, 32, 5).path(), StandardCharsets.ISO_8859_1);
        assertThat(bytes.indexOf("moov")).isPositive().isLessThan(bytes.indexOf("mdat"));
    }

    @Test
    void givenOddSides_whenWritten_thenTheLastColumnAndRowAreContinued() throws IOException {
        Video video = film("odd.MP4", 51, 33, 2);

        assertThat(video.width()).isEqualTo(52);
        assertThat(video.height()).isEqualTo(34);
        try (var reader = FilmReader.open(video.path())) {
            reader.next();
            assertColour(reader.picture(), 51, 33, RIGHT, 24);
        }
    }

    @Test
    void givenPicturesBelowTheCodecsSmallestSize_whenWritten_thenTheFilmIsLargeEnough() {
        Video video = film("tiny.mp4", 7, 5, 1);
        assertThat(Video.of(video.path())).isEqualTo(new Video(video.path(), 16, 16, 25, 1));
    }

    @Test
    void givenTransparentPicture_whenWritten_thenItBecomesWhite() throws IOException {
        var writer = VideoWriter.open(folder.resolve("clear.mp4"), 1);
        try (writer) {
            writer.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_ARGB));
        }
        try (var reader = FilmReader.open(writer.video().path())) {
            reader.next();
            assertColour(reader.picture(), 16, 16, Color.WHITE, 4);
        }
    }

    @Test
    void givenPicturesTooLargeForTheCodec_whenWritten_thenTheErrorNamesFileAndSize() {
        var writer = VideoWriter.open(folder.resolve("huge.mp4"), 1);
        try (writer) {
            assertThatThrownBy(
                            () ->
                                    writer.write(
                                            new BufferedImage(
                                                    20_000, 600, BufferedImage.TYPE_BYTE_GRAY)))
                    .hasMessageContaining("huge.mp4")
                    .hasMessageContaining("20000x600");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void givenFullDisk_whenEncoded_thenTheFailureIsSeenBeforeTheFileIsTrusted() {
        Path full = Path.of("/dev/full");
        assumeThat(Files.isWritable(full)).isTrue();
        var random = new Random(1);
        int[] noise = random.ints(256 * 256, 0, 1 << 24).toArray();
        assertThatThrownBy(
                        () -> {
                            try (var encoder = new Mp4Encoder(10)) {
                                encoder.begin(full, 256, 256);
                                encoder.add(noise);
                                encoder.finish();
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("failed");
    }

    @Test
    void givenManyFilms_whenWrittenAndGivenUp_thenEachCanBeFollowedByAnother() {
        for (int i = 0; i < 20; i++) {
            var writer = VideoWriter.open(folder.resolve("film.mp4"), 10);
            writer.write(halves(64, 48, LEFT, RIGHT));
            writer.discard();
        }
        assertThat(folder).isEmptyDirectory();
        assertThat(film("film.mp4", 64, 48, 3).frames()).isEqualTo(3);
    }
}

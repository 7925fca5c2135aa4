package io.engram.video;

import static io.engram.video.Pictures.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoWriterTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"film.avi", "film", "film.mp4.txt"})
    void givenOtherExtension_whenOpened_thenTheErrorNamesTheTwo(String name) {
        assertThatThrownBy(() -> VideoWriter.open(folder.resolve(name), 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a film must end in .mp4 or .gif, but is ")
                .hasMessageEndingWith(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 241})
    void givenImpossibleSpeed_whenOpened_thenTheErrorNamesTheRange(int speed) {
        assertThatThrownBy(() -> VideoWriter.open(folder.resolve("film.gif"), speed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("framesPerSecond must be 1 to 240, but is " + speed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/film.gif", "a/b/Ünïcode ö film.mp4"})
    void givenMissingFolders_whenWritten_thenTheyAreMade(String name) {
        Path file = folder.resolve(name);
        try (var writer = VideoWriter.open(file, 10)) {
            writer.write(plain(32, 32, Color.RED));
        }
        assertThat(file).isNotEmptyFile();
        assertThat(Video.of(file).frames()).isEqualTo(1);
    }

    @Test
    void givenFileInPlaceOfTheFolder_whenOpened_thenTheErrorNamesTheFilm() throws IOException {
        Path film = Files.createFile(folder.resolve("taken")).resolve("film.mp4");
        assertThatThrownBy(() -> VideoWriter.open(film, 10))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot write the film " + film + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.gif", "film.mp4"})
    void givenNoPictures_whenClosed_thenTheErrorSaysSoAndTheOlderFilmStays(String name)
            throws IOException {
        Path film = Files.writeString(folder.resolve(name), "older");
        var writer = VideoWriter.open(film, 10);
        assertThatThrownBy(writer::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the film " + film + " has no pictures");
        assertOnly(film, "older");
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.gif", "film.mp4"})
    void givenPictureOfOtherSize_whenWritten_thenTheErrorNamesBothSizes(String name) {
        try (var writer = VideoWriter.open(folder.resolve(name), 10)) {
            writer.write(plain(32, 20, Color.RED));
            assertThatThrownBy(() -> writer.write(plain(20, 32, Color.RED)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("picture 2 of ")
                    .hasMessageContaining("is 20x32, but the first is 32x20");
        }
        assertThat(Video.of(folder.resolve(name)).frames()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.gif", "film.mp4"})
    void givenOlderFilm_whenGivenUp_thenItStaysAndNothingIsLeft(String name) throws IOException {
        Path film = Files.writeString(folder.resolve(name), "older");
        var writer = VideoWriter.open(film, 10);
        writer.write(plain(32, 20, Color.RED));
        writer.discard();
        writer.close();

        assertOnly(film, "older");
        assertThatThrownBy(writer::video).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writer.write(plain(32, 20, Color.RED)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("is closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.gif", "film.mp4"})
    void givenOlderFilm_whenClosed_thenItIsReplacedOnlyThen(String name) throws IOException {
        Path film = Files.writeString(folder.resolve(name), "older");
        var writer = VideoWriter.open(film, 10);
        writer.write(plain(32, 20, Color.RED));
        assertThat(film).hasContent("older");
        writer.close();
        assertThat(Video.of(film)).isEqualTo(writer.video());
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.gif", "film.mp4"})
    void givenPlaceThatCannotBeReplaced_whenClosed_thenTheErrorNamesItAndNothingIsLeft(String name)
            throws IOException {
        Path film = folder.resolve(name);
        Files.createDirectories(film.resolve("inside"));
        var writer = VideoWriter.open(film, 10);
        writer.write(plain(32, 20, Color.RED));
        assertThatThrownBy(writer::close)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot write the film " + film);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(film);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.gif", "film.mp4"})
    void givenInterruptedThread_whenWritten_thenTheFilmIsComplete(String name) {
        Path film = folder.resolve(name);
        Thread.currentThread().interrupt();
        try (var writer = VideoWriter.open(film, 10)) {
            writer.write(plain(32, 20, Color.RED));
            writer.write(plain(32, 20, Color.BLUE));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Video.of(film).frames()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.gif", "film.mp4"})
    void givenFilmsOfAKilledProcess_whenTheNextIsMade_thenTheirFilesAreGone(String name)
            throws Exception {
        var killed = new ProcessBuilder("sleep", "0").start();
        killed.waitFor();
        for (String left : new String[] {"other.mp4.%d-0.partial", "film.gif.%d-3.partial"}) {
            Files.createFile(folder.resolve(left.formatted(killed.pid())));
        }
        Files.createFile(folder.resolve("film.gif.%d-3.partial.frames".formatted(killed.pid())));
        Path own = folder.resolve("notes.%d-0.partial".formatted(killed.pid()));
        Path alive = folder.resolve("b.gif.%d-9.partial".formatted(ProcessHandle.current().pid()));
        Files.createFile(own);
        Files.createFile(alive);

        try (var writer = VideoWriter.open(folder.resolve(name), 10)) {
            writer.write(plain(32, 20, Color.RED));
        }

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(folder.resolve(name), own, alive);
        }
    }

    private void assertOnly(Path film, String content) throws IOException {
        assertThat(film).hasContent(content);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(film);
        }
    }
}

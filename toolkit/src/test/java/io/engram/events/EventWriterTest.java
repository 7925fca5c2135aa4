package io.engram.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.engram.events.EventFileReader.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventWriterTest {
    @TempDir Path folder;

    @Test
    void givenNewRun_whenScalarsAreWritten_thenTheyAreReadBackInOrder() throws IOException {
        Path file;
        try (var events = EventWriter.open(folder.resolve("logs/run"), 0)) {
            events.scalar("episode/return", 300, 1234.5, 0.25f);
            events.scalars(5_000_000_000L, 1235.5, Map.of("b", -1f, "a", Float.NaN));
            file = events.file();
        }

        var read = EventFileReader.read(file);
        assertThat(read).hasSize(3);
        assertThat(read.get(0).version).isEqualTo("brain.Event:2");
        assertThat(read.get(1).step).isEqualTo(300);
        assertThat(read.get(1).wallTime).isEqualTo(1234.5);
        assertThat(read.get(1).scalars).containsExactly(new Scalar("episode/return", 0.25f));
        assertThat(read.get(2).step).isEqualTo(5_000_000_000L);
        assertThat(read.get(2).scalars)
                .containsExactly(new Scalar("a", Float.NaN), new Scalar("b", -1f));
    }

    @Test
    void givenResumedRun_whenOpened_thenTheSecondEventIsASessionStartAtThatStep()
            throws IOException {
        Path file;
        try (var events = EventWriter.open(folder, 7)) {
            file = events.file();
        }

        var read = EventFileReader.read(file);
        assertThat(read).hasSize(2);
        assertThat(read.get(0).sessionStatus).isNull();
        assertThat(read.get(1).sessionStatus).isEqualTo(1);
        assertThat(read.get(1).step).isEqualTo(7);
    }

    @Test
    void givenNewRun_whenOpened_thenThereIsNoSessionStart() throws IOException {
        try (var events = EventWriter.open(folder, 0)) {
            assertThat(EventFileReader.read(events.file())).hasSize(1);
        }
    }

    @Test
    void givenOpenWriter_whenFlushed_thenAReaderSeesTheScalar() throws IOException {
        try (var events = EventWriter.open(folder, 0)) {
            events.scalar("a", 0, 1, 1);
            events.flush();
            assertThat(EventFileReader.read(events.file())).hasSize(2);
        }
    }

    @Test
    void givenInterruptedThread_whenFlushed_thenNothingIsLost() throws IOException {
        Path file;
        Thread.currentThread().interrupt();
        try (var events = EventWriter.open(folder, 0)) {
            events.scalar("a", 0, 1, 1);
            events.flush();
            events.scalar("a", 1, 1, 1);
            file = events.file();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(EventFileReader.read(file)).hasSize(3);
    }

    @Test
    void givenSeveralWritersInOneSecond_whenNamed_thenLaterNamesSortLast() throws IOException {
        Files.createFile(folder.resolve("events.out.tfevents.9000000000.elsewhere.1.0"));
        Path previous = null;
        for (int i = 0; i < 12; i++) {
            try (var events = EventWriter.open(folder, 0)) {
                String name = events.file().getFileName().toString();
                assertThat(name)
                        .matches("events\\.out\\.tfevents\\.90\\d{8}\\.[^.]+\\.\\d+\\.\\d+");
                if (previous != null) {
                    assertThat(name).isGreaterThan(previous.getFileName().toString());
                }
                previous = events.file();
            }
        }
    }

    @Test
    void givenText_whenWritten_thenItIsATensorForTheTextPlugin() throws IOException {
        Path file;
        try (var events = EventWriter.open(folder, 0)) {
            events.text("configuration", 0, 1, "| γ | 0.99 |");
            file = events.file();
        }

        assertThat(EventFileReader.read(file)).hasSize(2);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .contains("configuration")
                .contains("\n\006\n\004text")
                .contains(
                        new String(
                                "| γ | 0.99 |".getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.ISO_8859_1));
    }

    @Test
    void givenKnownBytes_whenChecksummed_thenTheMaskMatchesThePublishedFormat() {
        // CRC-32C of "123456789" is E3069283 (RFC 3720's polynomial, the usual check value).
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        int expected = (int) (((0xE3069283L >>> 15) | (0xE3069283L << 17)) + 0xA282EAD8L);
        assertThat(EventRecords.maskedChecksum(digits, 0, digits.length)).isEqualTo(expected);
    }

    @Test
    void givenWrongArguments_whenWritten_thenTheMessageNamesThem() {
        assertThatThrownBy(() -> EventWriter.open(folder, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("firstStep must be at least 0, but is -1");
        try (var events = EventWriter.open(folder, 0)) {
            assertThatThrownBy(() -> events.scalar(" ", 0, 0, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tag");
            assertThatThrownBy(() -> events.text("a", -3, 0, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("-3");
        }
    }

    @Test
    void givenClosedWriter_whenWritten_thenItSaysSo() {
        var events = EventWriter.open(folder, 0);
        events.close();
        events.close();
        assertThatThrownBy(() -> events.scalar("a", 0, 0, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void givenFileWhereTheFolderShouldBe_whenOpened_thenTheErrorNamesTheFolder()
            throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));
        assertThatThrownBy(() -> EventWriter.open(file, 0))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot start an event file in " + file);
    }

    @Test
    void givenFullDisk_whenFlushed_thenTheFailureIsThrown() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(Files.isWritable(full)).isTrue();
        var events = EventWriter.writing(full);
        events.scalar("a", 0, 0, 0);
        assertThatThrownBy(events::flush)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot write events to /dev/full");
    }
}

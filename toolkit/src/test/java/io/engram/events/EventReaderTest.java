package io.engram.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.engram.protobuf.ProtoBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventReaderTest {
    private static final Path GOLDEN =
            Path.of("src/test/resources/golden/events.out.tfevents.1700000000.golden.0.0");

    @TempDir Path folder;

    private Path written() {
        try (var events = EventWriter.open(folder, 0)) {
            events.scalar("episode/return", 300, 1234.5, 0.25f);
            events.text("configuration", 0, 1, "a text");
            events.scalars(5_000_000_000L, 1235.5, Map.of("b", -1f, "episode/return", Float.NaN));
            return events.file();
        }
    }

    @Test
    void givenWhatEngramWrote_thenTheNumbersAreReadBack() {
        Path file = written();

        for (Path path : new Path[] {file, folder}) {
            var scalars = EventReader.scalars(path);

            assertThat(scalars).containsOnlyKeys("b", "episode/return");
            var returns = scalars.get("episode/return");
            assertThat(returns.tag()).isEqualTo("episode/return");
            assertThat(returns.steps()).containsExactly(300, 5_000_000_000L);
            assertThat(returns.wallTimes()).containsExactly(1234.5, 1235.5);
            assertThat(returns.values()).containsExactly(0.25, Double.NaN);
            assertThat(scalars.get("b").values()).containsExactly(-1);
        }
    }

    @Test
    void givenWhatPythonWrote_thenScalarsOfEveryFormAreRead() {
        var scalars = EventReader.scalars(GOLDEN);

        assertThat(scalars)
                .containsOnlyKeys(
                        "charts/episodic_return",
                        "rollout/ep_rew_mean",
                        "tf/loss",
                        "tf/precise",
                        "late");
        var returns = scalars.get("charts/episodic_return");
        assertThat(returns.steps()).containsExactly(0, 2048, 4096);
        assertThat(returns.wallTimes())
                .containsExactly(1_700_000_001, 1_700_000_002, 1_700_000_003);
        assertThat(returns.values()).containsExactly(20.5, 21.5, 22.5);
        assertThat(scalars.get("rollout/ep_rew_mean").values()).containsExactly(-0.0, -1.25, -2.5);
        assertThat(scalars.get("tf/loss").values()).containsExactly(0, 0.5, 1);
        assertThat(scalars.get("tf/precise").values()[1]).isCloseTo(0.1, within(1e-15));
        assertThat(scalars.get("late").steps()).containsExactly(3_000_000_000L);
        assertThat(scalars.get("late").values()[0]).isNaN();
    }

    @Test
    void givenANumberOfTensorsOfOtherKinds_thenItIsReadToo() throws IOException {
        Path file = folder.resolve("events.out.tfevents.1.a");
        var packed = new ProtoBuffer().integer(1, 9).bytes(10, new byte[] {(byte) 0xAC, 2});
        var single = new ProtoBuffer().integer(1, 3).integer(7, 5);
        var content = new ProtoBuffer().integer(1, 9).bytes(4, new byte[] {7, 0, 0, 0, 0, 0, 0, 0});
        var summary =
                new ProtoBuffer()
                        .message(1, new ProtoBuffer().string(1, "packed").message(8, packed))
                        .message(1, new ProtoBuffer().string(1, "single").message(8, single))
                        .message(1, new ProtoBuffer().string(1, "content").message(8, content));
        var event = new ProtoBuffer().real(1, 1.0).message(5, summary);
        Files.write(file, EventRecords.frame(event.toByteArray()));

        var scalars = EventReader.scalars(file);

        assertThat(scalars.get("packed").values()).containsExactly(300);
        assertThat(scalars.get("single").values()).containsExactly(5);
        assertThat(scalars.get("content").values()).containsExactly(7);
    }

    @Test
    void givenARunThatWasResumed_thenWhatTheKilledOneLeftBehindIsDropped() {
        try (var events = EventWriter.open(folder, 0)) {
            for (int step = 0; step < 5; step++) {
                events.scalar("a", step, step, step);
            }
        }
        try (var events = EventWriter.open(folder, 3)) {
            events.scalar("a", 3, 10, 30);
        }

        var read = EventReader.scalars(folder).get("a");

        assertThat(read.steps()).containsExactly(0, 1, 2, 3);
        assertThat(read.values()).containsExactly(0, 1, 2, 30);
    }

    @Test
    void givenARecordThatIsCutOff_thenWhatIsBeforeItIsRead() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        Path cut = folder.resolve("cut.tfevents");
        int whole = EventReader.scalars(folder).get("episode/return").values().length;
        for (int missing : new int[] {1, 10, 50}) {
            Files.write(cut, Arrays.copyOf(bytes, bytes.length - missing));

            assertThat(EventReader.scalars(cut).get("episode/return").values()).hasSize(whole - 1);
        }
    }

    @Test
    void givenAByteThatWasChanged_thenTheFileAndThePlaceAreNamed() throws IOException {
        Path file = written();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 8] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> EventReader.scalars(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the event file " + file + " is damaged at byte ")
                .hasMessageContaining("the checksum of a record is wrong");
    }

    @Test
    void givenRecordsOfSomethingElse_thenTheyAreNoEvents() throws IOException {
        Path file = folder.resolve("events.out.tfevents.1.a");
        Files.write(file, EventRecords.frame(new byte[] {(byte) 0xFF, 1, 2, 3}));

        assertThatThrownBy(() -> EventReader.scalars(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is damaged at byte 0: its record is no event");
    }

    @Test
    void givenNoEventFile_thenItIsToldWhatIsThere() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "a text of some length");
        assertThatThrownBy(() -> EventReader.scalars(text))
                .hasMessage(text + " is no TensorBoard event file");
        assertThatThrownBy(() -> EventReader.scalars(folder))
                .hasMessage(
                        "there is no event file in %s; their names have 'tfevents' in them"
                                .formatted(folder));
        assertThatThrownBy(() -> EventReader.scalars(folder.resolve("nowhere")))
                .hasMessage("there is no file or folder " + folder.resolve("nowhere"));
    }
}

package io.engram.gymnasium;

import io.engram.gymnasium.Description.Layout;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The memory that one environment has in common with its process: what is done and what is seen.
 * The file goes as soon as both have mapped it, so that nothing is left however they end.
 */
final class SharedRecord {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int FLAGS = 8;
    private static final int TRUNCATED = FLAGS + 1;
    private static final int MASKED = FLAGS + 2;

    private final Path file;
    private final ByteBuffer memory;
    private final FloatBuffer floats;
    private final ByteBuffer bytes;
    private final ByteBuffer mask;
    private final IntBuffer choices;
    private final FloatBuffer values;

    private SharedRecord(Path file, ByteBuffer memory, Description of) {
        this.file = file;
        this.memory = memory;
        Layout at = of.layout();
        ObservationSpace seen = of.observations();
        ActionSpace done = of.actions();
        floats = part(at.floats(), Float.BYTES * seen.floats()).asFloatBuffer();
        bytes = part(at.bytes(), seen.bytes());
        mask = part(at.mask(), done.choices());
        choices = part(at.choices(), Integer.BYTES * done.branches().length).asIntBuffer();
        values = part(at.values(), Float.BYTES * done.low().length).asFloatBuffer();
    }

    private ByteBuffer part(int from, int length) {
        return memory.slice(from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    static SharedRecord of(Description description) {
        int size = description.layout().size();
        if (Files.isWritable(MEMORY)) {
            try {
                return in(Files.createTempFile(MEMORY, "engram-", ".memory"), size, description);
            } catch (IOException e) {
                // It may be small, as in a container; a file elsewhere does too.
            }
        }
        try {
            return in(Files.createTempFile("engram-", ".memory"), size, description);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot make the memory of %,d bytes that Python shares".formatted(size), e);
        }
    }

    /** Writes the file in full: a page for which there is no room later ends the process. */
    private static SharedRecord in(Path file, int size, Description description)
            throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(size);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            ByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
            return new SharedRecord(file, memory.order(ByteOrder.LITTLE_ENDIAN), description);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    Path file() {
        return file;
    }

    /** The process has mapped it, or never will. */
    void deleteFile() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Where an open file cannot go, it goes with this process.
            file.toFile().deleteOnExit();
        }
    }

    void write(Action action) {
        for (int i = 0; i < action.choiceCount(); i++) {
            choices.put(i, action.choice(i));
        }
        for (int i = 0; i < action.valueCount(); i++) {
            values.put(i, action.value(i));
        }
    }

    Observation observation() {
        float[] seenFloats = null;
        byte[] seenBytes = null;
        if (floats.capacity() > 0) {
            seenFloats = new float[floats.capacity()];
            floats.get(0, seenFloats);
        }
        if (bytes.capacity() > 0) {
            seenBytes = new byte[bytes.capacity()];
            bytes.get(0, seenBytes);
        }
        Observation seen = Observation.of(seenBytes, seenFloats);
        return memory.get(MASKED) == 0 ? seen : seen.allowing(legal());
    }

    private boolean[] legal() {
        var legal = new boolean[mask.capacity()];
        for (int i = 0; i < legal.length; i++) {
            legal[i] = mask.get(i) != 0;
        }
        return legal;
    }

    double reward() {
        return memory.getDouble(0);
    }

    boolean terminated() {
        return memory.get(FLAGS) != 0;
    }

    boolean truncated() {
        return memory.get(TRUNCATED) != 0;
    }
}

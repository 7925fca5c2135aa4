package io.engram.gymnasium;

import io.engram.gymnasium.Description.Layout;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;

/**
 * The memory that one environment has in common with its process: what is done and what is seen.
 */
final class SharedRecord {
    private static final int FLAGS = 8;
    private static final int TRUNCATED = FLAGS + 1;
    private static final int MASKED = FLAGS + 2;

    private final SharedMemory memory;
    private final FloatBuffer floats;
    private final ByteBuffer bytes;
    private final ByteBuffer mask;
    private final IntBuffer choices;
    private final FloatBuffer values;

    private SharedRecord(SharedMemory memory, Description of) {
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
        return memory.part(from, length);
    }

    static SharedRecord of(Description description) {
        return new SharedRecord(SharedMemory.of(description.layout().size()), description);
    }

    Path file() {
        return memory.file();
    }

    /** The process has mapped it, or never will. */
    void deleteFile() {
        memory.deleteFile();
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
        return memory.bytes().get(MASKED) == 0 ? seen : seen.allowing(legal());
    }

    private boolean[] legal() {
        var legal = new boolean[mask.capacity()];
        for (int i = 0; i < legal.length; i++) {
            legal[i] = mask.get(i) != 0;
        }
        return legal;
    }

    double reward() {
        return memory.bytes().getDouble(0);
    }

    boolean terminated() {
        return memory.bytes().get(FLAGS) != 0;
    }

    boolean truncated() {
        return memory.bytes().get(TRUNCATED) != 0;
    }
}

package io.engram.environment;

import io.engram.space.Observation;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes the values of a {@link Snapshot} one after the other. */
public final class SnapshotWriter {
    private interface Output {
        void to(DataOutputStream out) throws IOException;
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    SnapshotWriter() {}

    private SnapshotWriter put(Snapshot.Kind kind, Output value) {
        try {
            out.writeByte(kind.ordinal());
            value.to(out);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("an array of bytes must be writable", e);
        }
    }

    /**
     * Writes a flag.
     *
     * @param value the value
     * @return this writer
     */
    public SnapshotWriter put(boolean value) {
        return put(Snapshot.Kind.FLAG, to -> to.writeBoolean(value));
    }

    /**
     * Writes a whole number.
     *
     * @param value the value
     * @return this writer
     */
    public SnapshotWriter put(int value) {
        return put(Snapshot.Kind.INT, to -> to.writeInt(value));
    }

    /**
     * Writes a long whole number.
     *
     * @param value the value
     * @return this writer
     */
    public SnapshotWriter put(long value) {
        return put(Snapshot.Kind.LONG, to -> to.writeLong(value));
    }

    /**
     * Writes a real number; a float comes back as it was.
     *
     * @param value the value
     * @return this writer
     */
    public SnapshotWriter put(double value) {
        return put(Snapshot.Kind.DOUBLE, to -> to.writeDouble(value));
    }

    /**
     * Writes bytes.
     *
     * @param values the values, of any number
     * @return this writer
     */
    public SnapshotWriter put(byte[] values) {
        return put(
                Snapshot.Kind.BYTES,
                to -> {
                    to.writeInt(values.length);
                    to.write(values);
                });
    }

    /**
     * Writes whole numbers.
     *
     * @param values the values, of any number
     * @return this writer
     */
    public SnapshotWriter put(int[] values) {
        return put(
                Snapshot.Kind.INTS,
                to -> {
                    to.writeInt(values.length);
                    for (int value : values) {
                        to.writeInt(value);
                    }
                });
    }

    /**
     * Writes long whole numbers.
     *
     * @param values the values, of any number
     * @return this writer
     */
    public SnapshotWriter put(long[] values) {
        return put(
                Snapshot.Kind.LONGS,
                to -> {
                    to.writeInt(values.length);
                    for (long value : values) {
                        to.writeLong(value);
                    }
                });
    }

    /**
     * Writes real numbers.
     *
     * @param values the values, of any number
     * @return this writer
     */
    public SnapshotWriter put(double[] values) {
        return put(
                Snapshot.Kind.DOUBLES,
                to -> {
                    to.writeInt(values.length);
                    for (double value : values) {
                        to.writeDouble(value);
                    }
                });
    }

    /**
     * Writes floats.
     *
     * @param values the values, of any number
     * @return this writer
     */
    public SnapshotWriter put(float[] values) {
        return put(
                Snapshot.Kind.FLOATS,
                to -> {
                    to.writeInt(values.length);
                    for (float value : values) {
                        to.writeFloat(value);
                    }
                });
    }

    /**
     * Writes an observation with its legal choices.
     *
     * @param value the observation
     * @return this writer
     */
    public SnapshotWriter put(Observation value) {
        put(value.floatCount() > 0).put(value.byteCount() > 0);
        boolean[] legal = value.legalChoices();
        put(legal != null);
        if (value.floatCount() > 0) {
            put(value.floats());
        }
        if (value.byteCount() > 0) {
            put(value.bytes());
        }
        if (legal != null) {
            var flags = new byte[legal.length];
            for (int i = 0; i < flags.length; i++) {
                flags[i] = (byte) (legal[i] ? 1 : 0);
            }
            put(flags);
        }
        return this;
    }

    /**
     * Ends the snapshot.
     *
     * @return what was written so far
     */
    public Snapshot snapshot() {
        return Snapshot.of(bytes.toByteArray());
    }
}

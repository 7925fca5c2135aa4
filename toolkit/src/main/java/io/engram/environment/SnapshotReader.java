package io.engram.environment;

import io.engram.space.Observation;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads the values of a {@link Snapshot} in the order in which they were written. Each method
 * throws an IllegalArgumentException if another kind of value is next, or none.
 */
public final class SnapshotReader {
    private interface Input<T> {
        T from(DataInputStream in) throws IOException;
    }

    private final DataInputStream in;

    SnapshotReader(byte[] bytes) {
        in = new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private <T> T next(Snapshot.Kind kind, Input<T> value) {
        try {
            int found = in.readByte();
            if (found != kind.ordinal()) {
                throw foreign();
            }
            return value.from(in);
        } catch (EOFException e) {
            throw foreign();
        } catch (IOException e) {
            throw new UncheckedIOException("an array of bytes must be readable", e);
        }
    }

    private static IllegalArgumentException foreign() {
        return new IllegalArgumentException(
                "the snapshot holds other values than are read from it; it is damaged, or of another environment or version");
    }

    /** A length that the rest of the snapshot can hold. */
    private int length(int elementSize) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available() / elementSize) {
            throw foreign();
        }
        return length;
    }

    /**
     * Reads a flag.
     *
     * @return the value
     */
    public boolean nextFlag() {
        return next(Snapshot.Kind.FLAG, DataInputStream::readBoolean);
    }

    /**
     * Reads a whole number.
     *
     * @return the value
     */
    public int nextInt() {
        return next(Snapshot.Kind.INT, DataInputStream::readInt);
    }

    /**
     * Reads a whole number within bounds.
     *
     * @param least the least legal value
     * @param most the greatest legal value
     * @return the value
     */
    public int nextInt(int least, int most) {
        int value = nextInt();
        if (value < least || value > most) {
            throw foreign();
        }
        return value;
    }

    /**
     * Reads a long whole number.
     *
     * @return the value
     */
    public long nextLong() {
        return next(Snapshot.Kind.LONG, DataInputStream::readLong);
    }

    /**
     * Reads a real number.
     *
     * @return the value
     */
    public double nextDouble() {
        return next(Snapshot.Kind.DOUBLE, DataInputStream::readDouble);
    }

    /**
     * Reads a real number that was a float.
     *
     * @return the value
     */
    public float nextFloat() {
        return (float) nextDouble();
    }

    /**
     * Reads bytes.
     *
     * @return the values
     */
    public byte[] nextBytes() {
        return next(
                Snapshot.Kind.BYTES,
                from -> {
                    var values = new byte[length(1)];
                    from.readFully(values);
                    return values;
                });
    }

    /**
     * Reads whole numbers.
     *
     * @return the values
     */
    public int[] nextInts() {
        return next(
                Snapshot.Kind.INTS,
                from -> {
                    var values = new int[length(Integer.BYTES)];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = from.readInt();
                    }
                    return values;
                });
    }

    /**
     * Reads long whole numbers.
     *
     * @return the values
     */
    public long[] nextLongs() {
        return next(
                Snapshot.Kind.LONGS,
                from -> {
                    var values = new long[length(Long.BYTES)];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = from.readLong();
                    }
                    return values;
                });
    }

    /**
     * Reads real numbers.
     *
     * @return the values
     */
    public double[] nextDoubles() {
        return next(
                Snapshot.Kind.DOUBLES,
                from -> {
                    var values = new double[length(Double.BYTES)];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = from.readDouble();
                    }
                    return values;
                });
    }

    /**
     * Reads floats.
     *
     * @return the values
     */
    public float[] nextFloats() {
        return next(
                Snapshot.Kind.FLOATS,
                from -> {
                    var values = new float[length(Float.BYTES)];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = from.readFloat();
                    }
                    return values;
                });
    }

    /**
     * Reads an observation.
     *
     * @return the observation, with its legal choices
     */
    public Observation nextObservation() {
        boolean hasFloats = nextFlag();
        boolean hasBytes = nextFlag();
        boolean limited = nextFlag();
        float[] floats = hasFloats ? nextFloats() : null;
        var seen = Observation.of(hasBytes ? nextBytes() : null, floats);
        if (!limited) {
            return seen;
        }
        byte[] flags = nextBytes();
        var legal = new boolean[flags.length];
        for (int i = 0; i < flags.length; i++) {
            legal[i] = flags[i] != 0;
        }
        return seen.allowing(legal);
    }

    /** Refuses a snapshot that holds more than was read. */
    public void requireEnd() {
        try {
            if (in.available() > 0) {
                throw foreign();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array of bytes must be readable", e);
        }
    }
}

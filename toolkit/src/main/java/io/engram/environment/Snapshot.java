package io.engram.environment;

import java.util.Arrays;

/**
 * Where an environment stands in its episode, as plain numbers: what {@link Environment#snapshot}
 * writes, in an order of its own, {@link Environment#restore} reads in the same order. It is saved
 * in checkpoints; reading it executes nothing. Immutable.
 *
 * <pre>{@code
 * public Optional<Snapshot> snapshot() {
 *     return Optional.of(Snapshot.writer().put(position).put(speed).snapshot());
 * }
 *
 * public void restore(Snapshot snapshot) {
 *     var saved = snapshot.reader();
 *     position = saved.nextInt();
 *     speed = saved.nextDouble();
 *     saved.requireEnd();
 * }
 * }</pre>
 */
public final class Snapshot {
    private final byte[] bytes;

    private Snapshot(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /**
     * A snapshot that was saved.
     *
     * @param bytes what {@link #bytes()} gave
     * @return the snapshot
     */
    public static Snapshot of(byte[] bytes) {
        return new Snapshot(bytes);
    }

    /**
     * Begins a snapshot.
     *
     * @return a writer
     */
    public static SnapshotWriter writer() {
        return new SnapshotWriter();
    }

    /**
     * Begins to read.
     *
     * @return a reader of the first value
     */
    public SnapshotReader reader() {
        return new SnapshotReader(bytes);
    }

    /**
     * This snapshot as bytes, to be saved.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Snapshot that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Snapshot(" + bytes.length + " bytes)";
    }

    /** What a value is; it goes before the value, so that a reader in another order finds out. */
    enum Kind {
        FLAG,
        INT,
        LONG,
        DOUBLE,
        BYTES,
        INTS,
        LONGS,
        DOUBLES,
        FLOATS
    }
}

package io.engram.space;

import java.util.Arrays;

/**
 * One observation: floats or bytes, in the row-major order of its space's shape.
 *
 * <p>The array is not copied: whoever makes an observation gives the array away and neither side
 * changes it afterwards.
 */
public final class Observation {
    private final float[] floats;
    private final byte[] bytes;

    private Observation(float[] floats, byte[] bytes) {
        this.floats = floats;
        this.bytes = bytes;
    }

    /**
     * An observation of floats.
     *
     * @param values the elements
     * @return the observation
     */
    public static Observation of(float... values) {
        return new Observation(values, null);
    }

    /**
     * An observation of bytes, read as 0 to 255.
     *
     * @param pixels the elements
     * @return the observation
     */
    public static Observation ofBytes(byte[] pixels) {
        return new Observation(null, pixels);
    }

    /**
     * The type of the elements.
     *
     * @return floats or bytes
     */
    public ObservationSpace.ElementType type() {
        return floats != null
                ? ObservationSpace.ElementType.FLOAT32
                : ObservationSpace.ElementType.UINT8;
    }

    /**
     * The number of elements.
     *
     * @return at least 1
     */
    public int size() {
        return floats != null ? floats.length : bytes.length;
    }

    /**
     * The floats of this observation, not a copy.
     *
     * @return the elements
     * @throws IllegalStateException if the elements are bytes
     */
    public float[] floats() {
        if (floats == null) {
            throw new IllegalStateException("this observation is made of bytes; use bytes()");
        }
        return floats;
    }

    /**
     * The bytes of this observation, not a copy.
     *
     * @return the elements
     * @throws IllegalStateException if the elements are floats
     */
    public byte[] bytes() {
        if (bytes == null) {
            throw new IllegalStateException("this observation is made of floats; use floats()");
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Observation that
                && Arrays.equals(floats, that.floats)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(floats) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return floats != null
                ? "Observation" + Arrays.toString(floats)
                : "Observation(" + bytes.length + " bytes)";
    }
}

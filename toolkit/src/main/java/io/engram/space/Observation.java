package io.engram.space;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One observation: floats or bytes, in the row-major order of its space's shape; or both, if its
 * space has several parts.
 *
 * <p>The array is not copied: whoever makes an observation gives the array away and neither side
 * changes it afterwards.
 */
public final class Observation {
    private final float @Nullable [] floats;
    private final byte @Nullable [] bytes;
    private final boolean @Nullable [] legal;

    private Observation(float @Nullable [] floats, byte @Nullable [] bytes) {
        this(floats, bytes, null);
    }

    private Observation(
            float @Nullable [] floats, byte @Nullable [] bytes, boolean @Nullable [] legal) {
        this.floats = floats;
        this.bytes = bytes;
        this.legal = legal;
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
     * An observation of doubles, which are rounded to floats.
     *
     * @param values the elements
     * @return the observation
     */
    public static Observation of(double... values) {
        var floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return new Observation(floats, null);
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
     * An observation of several parts, some of bytes and some of floats.
     *
     * @param pixels the elements of the parts of bytes, one part after the other
     * @param values the elements of the parts of floats, one part after the other
     * @return the observation
     */
    public static Observation of(byte @Nullable [] pixels, float @Nullable [] values) {
        return new Observation(values, pixels);
    }

    /**
     * An observation of class {@code index} of {@code count}: 1 in its place, 0 elsewhere.
     *
     * @param index the class, from 0 to {@code count - 1}
     * @param count the number of classes, which is the size of the space's vector
     * @return the observation
     */
    public static Observation oneHot(int index, int count) {
        var floats = new float[count];
        floats[index] = 1;
        return new Observation(floats, null);
    }

    /**
     * This observation, of a state in which some choices are not legal: a policy neither samples
     * nor learns them.
     *
     * @param choices one flag for each choice of each branch, the branches one after the other; at
     *     least one of each branch is true
     * @return a new observation of the same arrays
     */
    public Observation allowing(boolean... choices) {
        return new Observation(floats, bytes, choices);
    }

    /**
     * Other floats in place of these, for the same state: bytes and legal choices stay.
     *
     * @param values the new floats
     * @return a new observation
     */
    public Observation withFloats(float[] values) {
        return new Observation(values, bytes, legal);
    }

    /**
     * Other elements in place of these, for the same state: legal choices stay.
     *
     * @param pixels the new bytes, or null if there are none
     * @param values the new floats, or null if there are none
     * @return a new observation
     */
    public Observation with(byte @Nullable [] pixels, float @Nullable [] values) {
        return new Observation(values, pixels, legal);
    }

    /**
     * Which choices are legal.
     *
     * @return one flag for each choice of each branch, not a copy; null if all are
     */
    public boolean @Nullable [] legalChoices() {
        return legal;
    }

    /**
     * The number of floats.
     *
     * @return 0 if this observation is made of bytes only
     */
    public int floatCount() {
        return floats == null ? 0 : floats.length;
    }

    /**
     * The number of bytes.
     *
     * @return 0 if this observation is made of floats only
     */
    public int byteCount() {
        return bytes == null ? 0 : bytes.length;
    }

    /**
     * Number and kind of the elements in words, for messages.
     *
     * @return for example "4 floats", or "21168 bytes and 180 floats"
     */
    public String elements() {
        return elements(byteCount(), floatCount());
    }

    static String elements(int bytes, int floats) {
        if (floats > 0 && bytes > 0) {
            return bytes + " bytes and " + floats + " floats";
        }
        return bytes > 0 ? bytes + " bytes" : floats + " floats";
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
                && Arrays.equals(bytes, that.bytes)
                && Arrays.equals(legal, that.legal);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(floats) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        String values = floats == null ? "" : Arrays.toString(floats);
        String pixels = bytes == null ? "" : "(" + bytes.length + " bytes)";
        return "Observation" + values + pixels;
    }
}

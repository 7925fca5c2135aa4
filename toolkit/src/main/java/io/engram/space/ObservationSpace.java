package io.engram.space;

import java.util.Arrays;

/**
 * What an environment shows: an array of numbers of a fixed shape.
 *
 * <p>A vector has the shape {@code (features)}, an image {@code (channels, height, width)}. Floats
 * are passed on as they are; bytes (pixels, 0 to 255) stay bytes until they are on the device,
 * where they become floats in {@code [0, 1]}.
 *
 * @param shape the lengths of the axes, each at least 1
 * @param type the type of one element
 */
public record ObservationSpace(int[] shape, ElementType type) {

    /** The type of one element of an observation. */
    public enum ElementType {
        /** A 32-bit float. */
        FLOAT32,
        /** An unsigned byte, 0 to 255; the network sees it divided by 255. */
        UINT8
    }

    /**
     * Checks the shape and takes a copy of it.
     *
     * @param shape the lengths of the axes, each at least 1
     * @param type the type of one element
     * @throws IllegalArgumentException if there is no axis, or one is shorter than 1
     */
    public ObservationSpace {
        if (shape.length == 0 || Arrays.stream(shape).anyMatch(length -> length < 1)) {
            throw new IllegalArgumentException(
                    "shape must have at least one axis, each of length 1 or more, but is "
                            + Arrays.toString(shape));
        }
        shape = shape.clone();
    }

    /**
     * A vector of {@code features} floats.
     *
     * @param features the number of elements, at least 1
     * @return the space
     */
    public static ObservationSpace vector(int features) {
        return new ObservationSpace(new int[] {features}, ElementType.FLOAT32);
    }

    /**
     * An image of bytes, channels first.
     *
     * @param channels the number of channels, 3 for RGB
     * @param height the number of rows
     * @param width the number of columns
     * @return the space
     */
    public static ObservationSpace image(int channels, int height, int width) {
        return new ObservationSpace(new int[] {channels, height, width}, ElementType.UINT8);
    }

    /**
     * The number of elements, the product of the shape.
     *
     * @return at least 1
     */
    public int size() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /**
     * Whether this is an image, that is, whether it has more than one axis.
     *
     * @return true for an image
     */
    public boolean isImage() {
        return shape.length > 1;
    }

    /**
     * The lengths of the axes.
     *
     * @return a copy
     */
    @Override
    public int[] shape() {
        return shape.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObservationSpace that
                && Arrays.equals(shape, that.shape)
                && type == that.type;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + type.hashCode();
    }

    @Override
    public String toString() {
        return "ObservationSpace(" + Arrays.toString(shape) + ", " + type + ")";
    }
}

package io.engram.space;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an environment shows: an array of numbers of a fixed shape, or several such arrays together.
 *
 * <p>A vector has the shape {@code (features)}, an image {@code (channels, height, width)}. Floats
 * are passed on as they are; bytes (pixels, 0 to 255) stay bytes until they are on the device,
 * where they become floats in {@code [0, 1]}.
 *
 * <pre>{@code
 * ObservationSpace.vector(4)
 * ObservationSpace.image(3, 84, 84)
 * ObservationSpace.together(
 *         ObservationSpace.part("camera", ObservationSpace.image(3, 84, 84)),
 *         ObservationSpace.part("speed", ObservationSpace.vector(2)))
 * }</pre>
 */
public final class ObservationSpace {
    private static final String WHOLE = "observation";

    private final List<Part> parts;
    private final int floats;
    private final int bytes;

    private ObservationSpace(List<Part> parts) {
        this.parts = parts;
        floats = count(ElementType.FLOAT32);
        bytes = count(ElementType.UINT8);
    }

    /** The type of one element of an observation. */
    public enum ElementType {
        /** A 32-bit float. */
        FLOAT32,
        /** An unsigned byte, 0 to 255; the network sees it divided by 255. */
        UINT8
    }

    /**
     * One array of an observation.
     *
     * @param name what it is called, unlike every other part
     * @param shape the lengths of the axes, each at least 1
     * @param type the type of one element
     */
    public record Part(String name, int[] shape, ElementType type) {
        /**
         * Checks the shape and takes a copy of it.
         *
         * @param name what it is called
         * @param shape the lengths of the axes, each at least 1
         * @param type the type of one element
         * @throws IllegalArgumentException if the name is empty, there is no axis, or one is
         *     shorter than 1
         */
        public Part {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a part of an observation needs a name");
            }
            if (shape.length == 0 || Arrays.stream(shape).anyMatch(length -> length < 1)) {
                throw new IllegalArgumentException(
                        "shape must have at least one axis, each of length 1 or more, but is "
                                + Arrays.toString(shape));
            }
            shape = shape.clone();
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

        /**
         * The number of elements, the product of the shape.
         *
         * @return at least 1
         */
        public int size() {
            return Arrays.stream(shape).reduce(1, Math::multiplyExact);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Part that
                    && name.equals(that.name)
                    && Arrays.equals(shape, that.shape)
                    && type == that.type;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * name.hashCode() + Arrays.hashCode(shape)) + type.hashCode();
        }

        @Override
        public String toString() {
            return Arrays.toString(shape) + ", " + type;
        }
    }

    /**
     * One array.
     *
     * @param type the type of one element
     * @param shape the lengths of the axes, each at least 1
     * @return the space
     * @throws IllegalArgumentException if there is no axis, or one is shorter than 1
     */
    public static ObservationSpace array(ElementType type, int... shape) {
        return new ObservationSpace(List.of(new Part(WHOLE, shape, type)));
    }

    /**
     * A vector of {@code features} floats.
     *
     * @param features the number of elements, at least 1
     * @return the space
     */
    public static ObservationSpace vector(int features) {
        return array(ElementType.FLOAT32, features);
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
        return array(ElementType.UINT8, channels, height, width);
    }

    /**
     * Names an array as one of several.
     *
     * @param name what it is called, unlike every other part
     * @param array a space of one array
     * @return the part, for {@link #together}
     */
    public static Part part(String name, ObservationSpace array) {
        return new Part(name, array.shape(), array.type());
    }

    /**
     * Several arrays seen at once. Their floats lie one after the other in {@link
     * Observation#floats()}, their bytes in {@link Observation#bytes()}, both in the order of the
     * parts.
     *
     * @param parts two or more parts, each with a name of its own
     * @return the space
     * @throws IllegalArgumentException if there are fewer than two, or two have one name
     */
    public static ObservationSpace together(Part... parts) {
        var names = new HashSet<String>();
        for (Part part : parts) {
            if (!names.add(part.name())) {
                throw new IllegalArgumentException(
                        "two parts of the observation are named \"" + part.name() + "\"");
            }
        }
        if (parts.length < 2) {
            throw new IllegalArgumentException(
                    "together(…) takes two or more parts, but was given " + parts.length);
        }
        return new ObservationSpace(List.of(parts));
    }

    /**
     * The arrays that make up an observation.
     *
     * @return one part, or several
     */
    public List<Part> parts() {
        return parts;
    }

    /**
     * Whether an observation is one array.
     *
     * @return false for several parts together
     */
    public boolean isSingle() {
        return parts.size() == 1;
    }

    /**
     * The number of floats of one observation, all parts together.
     *
     * @return 0 if it has bytes only
     */
    public int floats() {
        return floats;
    }

    /**
     * The number of bytes of one observation, all parts together.
     *
     * @return 0 if it has floats only
     */
    public int bytes() {
        return bytes;
    }

    /**
     * Number and kind of the elements of one observation in words, for messages.
     *
     * @return for example "4 floats", or "21168 bytes and 180 floats"
     */
    public String elements() {
        return Observation.elements(bytes, floats);
    }

    private int count(ElementType type) {
        return parts.stream().filter(part -> part.type() == type).mapToInt(Part::size).sum();
    }

    /**
     * The number of elements, the product of the shape.
     *
     * @return at least 1
     * @throws IllegalStateException if there are several parts
     */
    public int size() {
        return whole().size();
    }

    /**
     * Whether this is an image, that is, one array with more than one axis.
     *
     * @return true for an image
     */
    public boolean isImage() {
        return isSingle() && whole().shape.length > 1;
    }

    /**
     * The lengths of the axes.
     *
     * @return a copy
     * @throws IllegalStateException if there are several parts
     */
    public int[] shape() {
        return whole().shape();
    }

    /**
     * The type of the elements.
     *
     * @return floats or bytes
     * @throws IllegalStateException if there are several parts
     */
    public ElementType type() {
        return whole().type();
    }

    private Part whole() {
        if (!isSingle()) {
            throw new IllegalStateException(
                    "this observation has several parts, each with a shape of its own: " + this);
        }
        return parts.get(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObservationSpace that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return isSingle()
                ? "ObservationSpace(" + whole() + ")"
                : parts.stream()
                        .map(part -> part.name() + ": (" + part + ")")
                        .collect(Collectors.joining(", ", "ObservationSpace(", ")"));
    }
}

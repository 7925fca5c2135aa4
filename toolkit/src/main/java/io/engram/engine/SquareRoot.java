package io.engram.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * The square root of 32-bit floats.
 *
 * <p>The fast one of MKL starts from the processor's approximate reciprocal root, in which makers
 * differ, and leaves the last bit as it comes: on one processor a fifth of all roots differ from
 * the rounded ones, on another none. A root of 64-bit floats, rounded to 32 bits, is the correctly
 * rounded one on all.
 */
public final class SquareRoot {
    private SquareRoot() {}

    /**
     * The square root of each element, which with {@code engram.portable} is the correctly rounded
     * one.
     *
     * @param array 32-bit floats of any shape, none below 0
     * @return an array of the same shape and of the same manager
     */
    public static NDArray of(NDArray array) {
        if (!PortableMode.inForce()) {
            return array.sqrt();
        }
        return array.toType(DataType.FLOAT64, true).sqrt().toType(DataType.FLOAT32, true);
    }
}

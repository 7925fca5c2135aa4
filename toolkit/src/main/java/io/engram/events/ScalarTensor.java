package io.engram.events;

import io.engram.protobuf.ProtoReader;
import java.nio.ByteBuffer;
import java.util.OptionalDouble;

/** Reads tensors of one number, the form that scalars have in TensorFlow 2. */
final class ScalarTensor {
    private static final int TYPE = 1;
    private static final int SHAPE = 2;
    private static final int CONTENT = 4;
    private static final int FLOAT_VALUE = 5;
    private static final int DOUBLE_VALUE = 6;
    private static final int INT_VALUE = 7;
    private static final int INT64_VALUE = 10;
    private static final int SHAPE_DIMENSION = 2;
    private static final int DIMENSION_SIZE = 1;
    private static final int FLOAT = 1;
    private static final int DOUBLE = 2;
    private static final int INT32 = 3;
    private static final int INT64 = 9;

    private ScalarTensor() {}

    /** The number of a tensor; empty if it has several, or something else than numbers. */
    static OptionalDouble read(ProtoReader tensor) {
        long type = 0;
        long elements = 1;
        OptionalDouble number = OptionalDouble.empty();
        ByteBuffer content = null;
        while (tensor.next()) {
            switch (tensor.field()) {
                case TYPE -> type = tensor.integer();
                case SHAPE -> elements = elements(tensor.message());
                case CONTENT -> content = tensor.bytes();
                case FLOAT_VALUE ->
                        number = tensor.isBytes() ? real(tensor.bytes(), FLOAT) : single(tensor);
                case DOUBLE_VALUE ->
                        number =
                                tensor.isBytes()
                                        ? real(tensor.bytes(), DOUBLE)
                                        : OptionalDouble.of(tensor.real());
                case INT_VALUE, INT64_VALUE ->
                        number =
                                OptionalDouble.of(
                                        tensor.isBytes() ? tensor.firstPacked() : tensor.integer());
                default -> {
                    // Texts, and numbers of kinds that nobody logs.
                }
            }
        }
        if (elements != 1) {
            return OptionalDouble.empty();
        }
        return content != null && content.hasRemaining() ? real(content, type) : number;
    }

    private static OptionalDouble single(ProtoReader tensor) {
        return OptionalDouble.of(tensor.single());
    }

    private static long elements(ProtoReader shape) {
        long elements = 1;
        while (shape.next()) {
            if (shape.field() == SHAPE_DIMENSION) {
                elements *= size(shape.message());
            }
        }
        return elements;
    }

    private static long size(ProtoReader dimension) {
        long size = 0;
        while (dimension.next()) {
            if (dimension.field() == DIMENSION_SIZE) {
                size = dimension.integer();
            }
        }
        return size;
    }

    /** The first number of little-endian bytes. */
    private static OptionalDouble real(ByteBuffer bytes, long type) {
        int needed = type == DOUBLE || type == INT64 ? Double.BYTES : Float.BYTES;
        if (bytes.remaining() < needed) {
            return OptionalDouble.empty();
        }
        if (type == FLOAT) {
            return OptionalDouble.of(bytes.getFloat());
        }
        if (type == DOUBLE) {
            return OptionalDouble.of(bytes.getDouble());
        }
        if (type == INT32) {
            return OptionalDouble.of(bytes.getInt());
        }
        return type == INT64 ? OptionalDouble.of(bytes.getLong()) : OptionalDouble.empty();
    }
}

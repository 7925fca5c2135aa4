package io.engram.protobuf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A protocol buffer being written, with the few wire types that Engram needs. A field may be
 * written several times, as repeated ones are.
 *
 * <p>Numbers are little-endian; a field starts with {@code number << 3 | wire type}. See the
 * encoding chapter of the Protocol Buffers documentation.
 */
public final class ProtoBuffer {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A message without fields. */
    public ProtoBuffer() {}

    /**
     * Writes an {@code int32}, {@code int64} or {@code enum}.
     *
     * @param field the field's number
     * @param value the value
     * @return this message
     */
    public ProtoBuffer integer(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    /**
     * Writes a {@code double}.
     *
     * @param field the field's number
     * @param value the value
     * @return this message
     */
    public ProtoBuffer real(int field, double value) {
        key(field, FIXED64);
        littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
        return this;
    }

    /**
     * Writes a {@code float}.
     *
     * @param field the field's number
     * @param value the value
     * @return this message
     */
    public ProtoBuffer real(int field, float value) {
        key(field, FIXED32);
        littleEndian(Float.floatToRawIntBits(value), Float.BYTES);
        return this;
    }

    /**
     * Writes a {@code string}.
     *
     * @param field the field's number
     * @param value the text
     * @return this message
     */
    public ProtoBuffer string(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a message within this one.
     *
     * @param field the field's number
     * @param value the inner message, as it is now
     * @return this message
     */
    public ProtoBuffer message(int field, ProtoBuffer value) {
        return bytes(field, value.toByteArray());
    }

    /**
     * Writes {@code bytes}.
     *
     * @param field the field's number
     * @param value the bytes
     * @return this message
     */
    public ProtoBuffer bytes(int field, byte[] value) {
        key(field, LENGTH_DELIMITED);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    /**
     * The message so far.
     *
     * @return its encoding
     */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private void key(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private void littleEndian(long value, int size) {
        for (int i = 0; i < size; i++) {
            bytes.write((int) (value >>> (8 * i)));
        }
    }
}

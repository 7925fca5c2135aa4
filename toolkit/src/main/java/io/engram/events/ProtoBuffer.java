package io.engram.events;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The few wire types of a protocol buffer that an event needs.
 *
 * <p>Numbers are little-endian; a field starts with {@code number << 3 | wire type}. See the
 * encoding chapter of the Protocol Buffers documentation.
 */
final class ProtoBuffer {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ProtoBuffer integer(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    ProtoBuffer real(int field, double value) {
        key(field, FIXED64);
        littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
        return this;
    }

    ProtoBuffer real(int field, float value) {
        key(field, FIXED32);
        littleEndian(Float.floatToRawIntBits(value), Float.BYTES);
        return this;
    }

    ProtoBuffer string(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoBuffer message(int field, ProtoBuffer value) {
        return bytes(field, value.toByteArray());
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private ProtoBuffer bytes(int field, byte[] value) {
        key(field, LENGTH_DELIMITED);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
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

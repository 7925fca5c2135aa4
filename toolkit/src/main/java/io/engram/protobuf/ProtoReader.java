package io.engram.protobuf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A protocol buffer being read, field by field.
 *
 * <pre>{@code
 * while (reader.next()) {
 *     if (reader.field() == 1) {
 *         name = reader.string();
 *     }
 * }
 * }</pre>
 *
 * <p>A field that is not asked for is skipped. What is no protocol buffer, or a field of another
 * type than it is asked for, is an {@link IllegalArgumentException}.
 */
public final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 70;
    private static final int TYPE_BITS = 3;

    private final ByteBuffer bytes;
    private int field;
    private int type = -1;
    private boolean unread;

    /**
     * Reads a message.
     *
     * @param message its encoding
     */
    public ProtoReader(byte[] message) {
        this(ByteBuffer.wrap(message));
    }

    private ProtoReader(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Goes to the next field.
     *
     * @return false at the end of the message
     */
    public boolean next() {
        if (unread) {
            skip();
        }
        if (!bytes.hasRemaining()) {
            return false;
        }
        long key = varint();
        long number = key >>> TYPE_BITS;
        require(number >= 1 && number <= Integer.MAX_VALUE);
        field = (int) number;
        type = (int) key & 7;
        unread = true;
        return true;
    }

    /**
     * Which field this is.
     *
     * @return its number
     */
    public int field() {
        return field;
    }

    /**
     * Whether this field is of bytes: a text, a message, or packed numbers.
     *
     * @return false for a single number
     */
    public boolean isBytes() {
        return type == LENGTH_DELIMITED;
    }

    /**
     * The value of an {@code int32}, {@code int64} or {@code enum}.
     *
     * @return the value
     */
    public long integer() {
        begin(VARINT);
        return varint();
    }

    /**
     * The value of a {@code double}.
     *
     * @return the value
     */
    public double real() {
        begin(FIXED64);
        require(bytes.remaining() >= Double.BYTES);
        return bytes.getDouble();
    }

    /**
     * The value of a {@code float}.
     *
     * @return the value
     */
    public float single() {
        begin(FIXED32);
        require(bytes.remaining() >= Float.BYTES);
        return bytes.getFloat();
    }

    /**
     * The value of a {@code string}.
     *
     * @return the text
     */
    public String string() {
        return StandardCharsets.UTF_8.decode(part()).toString();
    }

    /**
     * A message within this one.
     *
     * @return its reader
     */
    public ProtoReader message() {
        return new ProtoReader(part());
    }

    /**
     * The value of {@code bytes}, or of packed numbers.
     *
     * @return the bytes, little-endian, not to be written to
     */
    public ByteBuffer bytes() {
        return part().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The first of packed numbers that are an {@code int32} or {@code int64}.
     *
     * @return the value
     */
    public long firstPacked() {
        return new ProtoReader(part()).varint();
    }

    private void begin(int wanted) {
        require(unread && type == wanted);
        unread = false;
    }

    private ByteBuffer part() {
        begin(LENGTH_DELIMITED);
        long length = varint();
        require(length >= 0 && length <= bytes.remaining());
        ByteBuffer part = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return part;
    }

    private void skip() {
        switch (type) {
            case VARINT -> integer();
            case FIXED64 -> real();
            case LENGTH_DELIMITED -> part();
            case FIXED32 -> single();
            // Groups, which nobody writes any more.
            default -> require(false);
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < LONGEST_VARINT; shift += 7) {
            require(bytes.hasRemaining());
            byte next = bytes.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw damaged();
        }
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("these bytes are no such protocol buffer");
    }
}

package io.engram.gymnasium;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The body of an answer to Python. One that has nothing to say is empty. */
final class Told {
    private static final byte INFO = 1;
    private static final byte LAST_INFO = 2;
    private static final byte MASKED = 3;
    private static final int FIRST_ROOM = 256;

    private ByteBuffer body = ByteBuffer.allocate(FIRST_ROOM).order(ByteOrder.LITTLE_ENDIAN);
    private boolean masked;

    private ByteBuffer room(int bytes) {
        if (body.remaining() < bytes) {
            int capacity = 2 * body.capacity() + bytes;
            body = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(body.flip());
        }
        return body;
    }

    Told add(int number) {
        room(Integer.BYTES).putInt(number);
        return this;
    }

    Told add(byte number) {
        room(1).put(number);
        return this;
    }

    Told add(byte[] bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    Told text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return add(bytes.length).add(bytes);
    }

    /** What one environment measured, if anything. */
    void info(int index, Map<String, Double> info) {
        numbers(INFO, index, info);
    }

    /** What one environment measured at the end of the episode before. */
    void lastInfo(int index, Map<String, Double> info) {
        numbers(LAST_INFO, index, info);
    }

    private void numbers(byte kind, int index, Map<String, Double> numbers) {
        if (!numbers.isEmpty()) {
            add(kind).add(index).add(numbers.size());
            numbers.forEach(
                    (name, value) -> {
                        text(name);
                        room(Double.BYTES).putDouble(value);
                    });
        }
    }

    /** Some environment has choices that are not legal. */
    void masked() {
        if (!masked) {
            masked = true;
            add(MASKED);
        }
    }

    byte[] bytes() {
        var bytes = new byte[body.position()];
        body.get(0, bytes);
        return bytes;
    }
}

package io.engram.gymnasium;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A command on its way to a worker, and its answer. Guarded by the worker's lock. */
final class Request {
    /** What is done; the numbers are those of worker.py. */
    enum Command {
        MAKE(1),
        MAP(2),
        STEP(3),
        RESET(4),
        RENDER(5),
        CLOSE(6);

        private final byte code;

        Command(int code) {
            this.code = (byte) code;
        }

        byte code() {
            return code;
        }
    }

    private final Command command;
    private ByteBuffer body = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    private volatile boolean sent;
    private byte @Nullable [] answer;
    private @Nullable RuntimeException failure;

    Request(Command command) {
        this.command = command;
    }

    Command command() {
        return command;
    }

    Request add(int environment) {
        room(Short.BYTES).putShort((short) environment);
        return this;
    }

    Request add(int environment, long seed) {
        room(Short.BYTES + Long.BYTES).putShort((short) environment).putLong(seed);
        return this;
    }

    Request add(int environment, byte[] text) {
        room(Short.BYTES + text.length).putShort((short) environment).put(text);
        return this;
    }

    private ByteBuffer room(int bytes) {
        if (body.remaining() < bytes) {
            int capacity = 2 * body.capacity() + bytes;
            var larger = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
            body = larger.put(body.flip());
        }
        return body;
    }

    /** The bytes of this command on the wire. */
    byte[] frame() {
        var frame =
                ByteBuffer.allocate(Worker.HEAD + body.position()).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(body.position()).put(command.code()).put(body.duplicate().flip());
        return frame.array();
    }

    void sent() {
        sent = true;
    }

    /** Whether it is on its way; any thread may ask. */
    boolean isSent() {
        return sent;
    }

    boolean isAnswered() {
        return answer != null || failure != null;
    }

    void answered(byte[] bytes) {
        answer = bytes;
    }

    void failed(RuntimeException why) {
        failure = why;
    }

    /** The answer, or what went wrong. */
    byte[] answer() {
        if (failure != null) {
            throw failure;
        }
        return answer == null ? new byte[0] : answer;
    }
}

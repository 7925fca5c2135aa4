package io.engram.gymnasium;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way to a worker, and its answer, which may come in parts: each says of how many
 * environments it is the last. Guarded by the worker's lock.
 */
final class Request {
    /** What one environment asked for in a request: the place says when it is answered. */
    record Entry(Request request, int place) {}

    private final Command command;
    private ByteBuffer body = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    private volatile boolean sent;
    private byte[] told = {};
    private int entries;
    private int done;
    private boolean complete;
    private @Nullable RuntimeException failure;

    Request(Command command) {
        this.command = command;
    }

    Command command() {
        return command;
    }

    Request add(int environment) {
        entries++;
        room(Short.BYTES).putShort((short) environment);
        return this;
    }

    Request add(int environment, long seed) {
        entries++;
        room(Short.BYTES + Long.BYTES).putShort((short) environment).putLong(seed);
        return this;
    }

    Request add(int environment, byte[] text) {
        room(Short.BYTES + text.length).putShort((short) environment).put(text);
        return this;
    }

    /** What was added last. */
    Entry last() {
        return new Entry(this, entries - 1);
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

    boolean isAnswered(int place) {
        return complete || failure != null || place < done;
    }

    /**
     * The first environments are done; this is told of those of them that no part told of before.
     */
    void part(ByteBuffer bytes) {
        done = Short.toUnsignedInt(bytes.getShort());
        var more = new byte[bytes.remaining()];
        bytes.get(more);
        add(more);
    }

    void answered(byte[] bytes) {
        add(bytes);
        complete = true;
    }

    private void add(byte[] more) {
        if (told.length == 0) {
            told = more;
        } else if (more.length > 0) {
            int before = told.length;
            told = Arrays.copyOf(told, before + more.length);
            System.arraycopy(more, 0, told, before, more.length);
        }
    }

    void failed(RuntimeException why) {
        failure = why;
    }

    /** What was told so far, or what went wrong before the environment at this place was done. */
    byte[] answer(int place) {
        if (failure != null && place >= done) {
            throw failure;
        }
        return told;
    }
}

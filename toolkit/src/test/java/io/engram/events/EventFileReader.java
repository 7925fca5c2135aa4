package io.engram.events;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads event files back, without sharing a line with the writer, and fails on a bad checksum. */
public final class EventFileReader {
    /** What an event held; a field that was absent is null. */
    public static final class Event {
        Double wallTime;
        public long step;
        String version;
        Long sessionStatus;
        public final List<Scalar> scalars = new ArrayList<>();
    }

    /** One number of an event. */
    public record Scalar(String tag, float value) {}

    private EventFileReader() {}

    /** All events of a file. */
    public static List<Event> read(Path file) throws IOException {
        var buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var events = new ArrayList<Event>();
        while (buffer.hasRemaining()) {
            int start = buffer.position();
            int length = Math.toIntExact(buffer.getLong());
            verify(buffer, start, Long.BYTES, buffer.getInt());
            int payload = buffer.position();
            buffer.position(payload + length);
            verify(buffer, payload, length, buffer.getInt());
            events.add(event(buffer.slice(payload, length).order(ByteOrder.LITTLE_ENDIAN)));
        }
        return events;
    }

    private static void verify(ByteBuffer buffer, int offset, int length, int masked)
            throws IOException {
        var checksum = new CRC32C();
        checksum.update(buffer.slice(offset, length));
        long crc = checksum.getValue();
        long expected = (((crc >>> 15) | (crc << 17)) + 0xA282EAD8L) & 0xFFFFFFFFL;
        if (expected != Integer.toUnsignedLong(masked)) {
            throw new IOException("bad checksum at byte " + offset);
        }
    }

    private static Event event(ByteBuffer message) {
        var event = new Event();
        while (message.hasRemaining()) {
            switch (message.get() >> 3) {
                case 1 -> event.wallTime = message.getDouble();
                case 2 -> event.step = varint(message);
                case 3 -> event.version = text(nested(message));
                case 5 -> summary(nested(message), event.scalars);
                case 7 -> {
                    var session = nested(message);
                    session.get();
                    event.sessionStatus = varint(session);
                }
                default -> throw new IllegalStateException("unknown field");
            }
        }
        return event;
    }

    private static void summary(ByteBuffer summary, List<Scalar> scalars) {
        while (summary.hasRemaining()) {
            summary.get();
            var value = nested(summary);
            value.get();
            String tag = text(nested(value));
            if (value.get() >> 3 == 2) {
                scalars.add(new Scalar(tag, value.getFloat()));
            }
        }
    }

    private static ByteBuffer nested(ByteBuffer message) {
        int length = (int) varint(message);
        var slice = message.slice(message.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        message.position(message.position() + length);
        return slice;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static long varint(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = message.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}

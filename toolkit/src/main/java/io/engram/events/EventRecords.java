package io.engram.events;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The framing of a record file: length, checksum of the length, payload, checksum of the payload.
 *
 * <p>The length is 8 bytes, a checksum 4, all little-endian. A checksum is a CRC-32C that is
 * rotated and offset, as the TFRecord format asks, so that a checksum of checksums stays
 * meaningful.
 */
final class EventRecords implements AutoCloseable {
    static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;
    static final int FOOTER_BYTES = Integer.BYTES;
    private static final int MASK_OFFSET = 0xA282EAD8;

    private final Path file;
    private final long size;
    private final InputStream stream;

    /** Where the present record begins, and where the next one does. */
    private long begin;

    private long end;

    private EventRecords(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        this.file = file;
        size = Files.size(file);
        stream = new BufferedInputStream(new FileInputStream(file.toFile()));
    }

    /** The records of a file, to be closed by the caller. */
    static EventRecords open(Path file) throws IOException {
        return new EventRecords(file);
    }

    /**
     * The next payload, or null if there is no whole record any more.
     *
     * @throws IllegalArgumentException if a checksum is wrong
     */
    byte[] next() throws IOException {
        begin = end;
        byte[] header = stream.readNBytes(HEADER_BYTES);
        if (header.length < HEADER_BYTES) {
            return null;
        }
        var numbers = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        long length = numbers.getLong();
        if (numbers.getInt() != maskedChecksum(header, 0, Long.BYTES) || length < 0) {
            throw begin == 0
                    ? new IllegalArgumentException(file + " is no TensorBoard event file")
                    : damaged("the checksum of a length is wrong", null);
        }
        if (length > size - begin - HEADER_BYTES - FOOTER_BYTES) {
            return null;
        }
        byte[] payload = stream.readNBytes(Math.toIntExact(length));
        byte[] footer = stream.readNBytes(FOOTER_BYTES);
        if (payload.length < length || footer.length < FOOTER_BYTES) {
            return null;
        }
        int checksum = ByteBuffer.wrap(footer).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (checksum != maskedChecksum(payload, 0, payload.length)) {
            throw damaged("the checksum of a record is wrong", null);
        }
        end = begin + HEADER_BYTES + length + FOOTER_BYTES;
        return payload;
    }

    IllegalArgumentException damaged(String why, Exception cause) {
        return new IllegalArgumentException(
                "the event file %s is damaged at byte %d: %s; take another copy"
                        .formatted(file, begin, why),
                cause);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    static byte[] frame(byte[] payload) {
        var record =
                ByteBuffer.allocate(HEADER_BYTES + payload.length + FOOTER_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(payload.length);
        record.putInt(maskedChecksum(record.array(), 0, Long.BYTES));
        record.put(payload);
        record.putInt(maskedChecksum(payload, 0, payload.length));
        return record.array();
    }

    static int maskedChecksum(byte[] bytes, int offset, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_OFFSET;
    }
}

package io.engram.events;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The framing of a record file: length, checksum of the length, payload, checksum of the payload.
 *
 * <p>The length is 8 bytes, a checksum 4, all little-endian. A checksum is a CRC-32C that is
 * rotated and offset, as the TFRecord format asks, so that a checksum of checksums stays
 * meaningful.
 */
final class EventRecords {
    static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;
    static final int FOOTER_BYTES = Integer.BYTES;
    private static final int MASK_OFFSET = 0xA282EAD8;

    private EventRecords() {}

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

package io.engram.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The safetensors format for 32-bit floats: the length of a JSON header as a little-endian long,
 * the header, the numbers.
 *
 * <p>DJL reads and writes the same format, but only into live tensors on the engine's thread; a
 * checkpoint is written while that thread may be busy.
 */
final class SafeTensors {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build();

    private SafeTensors() {}

    static byte[] encode(List<Tensor> tensors) {
        var header = JSON.createObjectNode();
        long offset = 0;
        for (Tensor tensor : tensors) {
            long end = offset + 4L * tensor.values().length;
            var entry = header.putObject(tensor.name());
            entry.put("dtype", "F32");
            var shape = entry.putArray("shape");
            Arrays.stream(tensor.shape()).forEach(shape::add);
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] text;
        try {
            text = JSON.writeValueAsBytes(header);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a header of plain values must be writable", e);
        }
        int padded = (text.length + 7) / 8 * 8;
        var buffer =
                ByteBuffer.allocate(Math.toIntExact(8 + padded + offset))
                        .order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(padded).put(text);
        while (buffer.position() < 8 + padded) {
            buffer.put((byte) ' ');
        }
        for (Tensor tensor : tensors) {
            buffer.asFloatBuffer().put(tensor.values());
            buffer.position(buffer.position() + 4 * tensor.values().length);
        }
        return buffer.array();
    }

    /**
     * Reads tensors, each of which has bytes of its own, without gaps and in the order of the
     * header.
     *
     * @param bytes a whole file
     * @return the tensors, in the order of their data
     * @throws IllegalArgumentException if the bytes are not such a file; the message says why
     */
    static List<Tensor> decode(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 8) {
            throw new IllegalArgumentException("it is shorter than a header");
        }
        long headerLength = buffer.getLong();
        if (headerLength < 2 || headerLength > bytes.length - 8) {
            throw new IllegalArgumentException("its header does not fit into the file");
        }
        int dataStart = (int) (8 + headerLength);
        JsonNode header;
        try {
            header =
                    JSON.readTree(new String(bytes, 8, (int) headerLength, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its header is not JSON", e);
        }
        if (header == null || !header.isObject()) {
            throw new IllegalArgumentException("its header is not a JSON object");
        }
        var data = buffer.slice(dataStart, bytes.length - dataStart).order(ByteOrder.LITTLE_ENDIAN);
        var tensors = new ArrayList<Tensor>();
        header.properties()
                .forEach(
                        field -> {
                            if (!field.getKey().equals("__metadata__")) {
                                tensors.add(tensor(field.getKey(), field.getValue(), data));
                            }
                        });
        if (data.hasRemaining()) {
            throw new IllegalArgumentException(
                    "%d of its bytes belong to no tensor".formatted(data.remaining()));
        }
        return tensors;
    }

    /** The tensor at the position of the data, which is moved to its end. */
    private static Tensor tensor(String name, JsonNode entry, ByteBuffer data) {
        if (!entry.path("dtype").asText().equals("F32")) {
            throw new IllegalArgumentException("the tensor " + name + " is not of 32-bit floats");
        }
        var shape = new long[entry.path("shape").size()];
        long size = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = entry.path("shape").path(i).asLong(-1);
            if (shape[i] < 0 || Math.max(shape[i], size) > data.remaining()) {
                throw new IllegalArgumentException(
                        "the tensor %s has the shape %s".formatted(name, entry.path("shape")));
            }
            size *= Math.max(shape[i], 1);
        }
        size = Arrays.stream(shape).anyMatch(length -> length == 0) ? 0 : size;
        long from = entry.path("data_offsets").path(0).asLong(-1);
        long to = entry.path("data_offsets").path(1).asLong(-1);
        if (from != data.position()
                || to < from
                || to > data.limit()
                || (to - from) / 4.0 != size) {
            throw new IllegalArgumentException(
                    "the tensor %s of shape %s does not lie within the file: from %d to %d, where %d to at most %d are free"
                            .formatted(
                                    name,
                                    entry.path("shape"),
                                    from,
                                    to,
                                    data.position(),
                                    data.limit()));
        }
        var values = new float[(int) size];
        data.asFloatBuffer().get(values);
        data.position((int) to);
        return new Tensor(name, shape, values);
    }
}

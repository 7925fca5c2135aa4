package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import io.engram.space.ObservationSpace.Part;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Observations as tensors, one for each part. They are brought to the device as they are, pixels as
 * bytes, and become floats there.
 */
public final class ObservationTensors {
    private final ObservationSpace space;

    /**
     * For one space.
     *
     * @param space what is seen
     */
    public ObservationTensors(ObservationSpace space) {
        this.space = space;
    }

    /**
     * Brings observations to the device.
     *
     * @param manager owns the tensors
     * @param rows B observations; null for padding
     * @param paddingValue what floats are padded with, and pixels in units of 255
     * @return for each part {@code (B, size)}, floats or bytes
     */
    public NDList table(NDManager manager, @Nullable Observation[] rows, float paddingValue) {
        var table = new NDList(space.parts().size());
        int floats = 0;
        int bytes = 0;
        for (Part part : space.parts()) {
            int size = part.size();
            var shape = new Shape(rows.length, size);
            if (part.type() == ElementType.UINT8) {
                table.add(
                        manager.create(
                                pixels(rows, bytes, size, paddingValue), shape, DataType.UINT8));
                bytes += size;
            } else {
                table.add(manager.create(values(rows, floats, size, paddingValue), shape));
                floats += size;
            }
        }
        return table;
    }

    private static float[] values(
            @Nullable Observation[] rows, int offset, int size, float padding) {
        var values = new float[Math.multiplyExact(rows.length, size)];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row] == null) {
                Arrays.fill(values, row * size, (row + 1) * size, padding);
            } else {
                System.arraycopy(rows[row].floats(), offset, values, row * size, size);
            }
        }
        return values;
    }

    private static ByteBuffer pixels(
            @Nullable Observation[] rows, int offset, int size, float padding) {
        var pixels = ByteBuffer.allocateDirect(Math.multiplyExact(rows.length, size));
        var padded = new byte[size];
        Arrays.fill(padded, (byte) Math.round(padding * 255));
        for (Observation row : rows) {
            if (row == null) {
                pixels.put(padded);
            } else {
                pixels.put(row.bytes(), offset, size);
            }
        }
        return pixels.rewind();
    }

    /**
     * What a network is given.
     *
     * @param table for each part {@code (S·L, size)} or {@code (S, L·size)}, floats or bytes
     * @param batch {@code (S, L)}, or {@code (B)} for states one by one
     * @return for each part {@code (S, L, …)} floats; bytes are divided by 255
     */
    public NDList asFloats(NDList table, long... batch) {
        var seen = new NDList(table.size());
        for (int i = 0; i < table.size(); i++) {
            NDArray part = table.get(i).reshape(shape(space.parts().get(i), batch));
            seen.add(
                    part.getDataType() == DataType.UINT8
                            ? part.toType(DataType.FLOAT32, false).muli(1 / 255f)
                            : part);
        }
        return seen;
    }

    /**
     * Observations of zeros.
     *
     * @param manager owns the tensors
     * @param batch {@code (S, L)}, or {@code (B)} for states one by one
     * @return for each part {@code (S, L, …)} floats
     */
    public NDList zeros(NDManager manager, long... batch) {
        var zeros = new NDList(space.parts().size());
        space.parts().forEach(part -> zeros.add(manager.zeros(shape(part, batch))));
        return zeros;
    }

    private static Shape shape(Part part, long... batch) {
        var shape = new Shape(batch);
        for (int length : part.shape()) {
            shape = shape.add(length);
        }
        return shape;
    }
}

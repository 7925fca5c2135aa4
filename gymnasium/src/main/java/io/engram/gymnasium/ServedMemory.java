package io.engram.gymnasium;

import io.engram.gymnasium.ServedOrder.Autoreset;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The memory of N environments that Python steps: arrays whose first axis is N, what is done in
 * some of them and what is seen in the others. Threads may write what different environments show
 * at the same time.
 */
final class ServedMemory {
    private static final int ALIGNED = 8;

    private final int count;
    private final int branches;
    private final int dimensions;
    private final int choicesOfAll;
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final PartPlace[] parts;
    private final SharedMemory memory;
    private final ByteBuffer bytes;
    private final FloatBuffer floats;
    private int size;

    /**
     * An array as NumPy makes it.
     *
     * @param type such as {@code <f4}
     * @param shape with N first
     * @param offset of its first byte
     */
    record Block(String type, int[] shape, int offset) {}

    /** Where a part of the observations is, now and at the end of an episode. */
    private final class PartPlace {
        private final ObservationSpace.Part part;
        private final int from;
        private final int length;
        private final Block now;
        private final Block last;

        PartPlace(int index, ObservationSpace space, ServedOrder order) {
            part = space.parts().get(index);
            length = part.size();
            from =
                    space.parts().subList(0, index).stream()
                            .filter(it -> it.type() == part.type())
                            .mapToInt(ObservationSpace.Part::size)
                            .sum();
            boolean isFloat = part.type() == ElementType.FLOAT32;
            int width = isFloat ? Float.BYTES : 1;
            String type = isFloat ? "<f4" : "|u1";
            now = block("part" + index, type, width, part.shape());
            last =
                    order.autoreset() == Autoreset.SAME_STEP
                            ? block("final" + index, type, width, part.shape())
                            : now;
        }

        void write(int index, Observation seen, boolean isLast) {
            int at = (isLast ? last : now).offset();
            if (part.type() == ElementType.FLOAT32) {
                floats.put(at / Float.BYTES + index * length, seen.floats(), from, length);
            } else {
                bytes.put(at + index * length, seen.bytes(), from, length);
            }
        }
    }

    ServedMemory(ServedOrder order, ObservationSpace observations, ActionSpace actions) {
        count = order.count();
        branches = actions.branches().length;
        dimensions = actions.low().length;
        choicesOfAll = actions.choices();
        block("choices", "<i8", Long.BYTES, branches);
        block("values", "<f4", Float.BYTES, dimensions);
        block("rewards", "<f8", Double.BYTES);
        block("terminated", "|b1", 1);
        block("truncated", "|b1", 1);
        block("mask", "|i1", 1, choicesOfAll);
        block("masked", "|b1", 1);
        parts =
                IntStream.range(0, observations.parts().size())
                        .mapToObj(index -> new PartPlace(index, observations, order))
                        .toArray(PartPlace[]::new);
        memory = SharedMemory.of(size);
        bytes = memory.bytes();
        floats = bytes.asFloatBuffer();
    }

    private Block block(String name, String type, int width, int... shape) {
        var all = new int[shape.length + 1];
        all[0] = count;
        System.arraycopy(shape, 0, all, 1, shape.length);
        var block = new Block(type, all, size);
        long length = Arrays.stream(all).asLongStream().reduce(width, Math::multiplyExact);
        long end = size + (length + ALIGNED - 1) / ALIGNED * ALIGNED;
        if (end > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "num_envs is %d, for which one memory is too small: make several vectors of fewer"
                            .formatted(count));
        }
        size = (int) end;
        blocks.put(name, block);
        return block;
    }

    Map<String, Block> blocks() {
        return blocks;
    }

    SharedMemory shared() {
        return memory;
    }

    int size() {
        return size;
    }

    /** Numbers of all floats of an observation, of one part only. */
    float[] ofPart(int part, float[] ofAll) {
        PartPlace place = parts[part];
        return Arrays.copyOfRange(ofAll, place.from, place.from + place.length);
    }

    /** What is to be done in one environment. */
    Action action(int index) {
        var choices = new int[branches];
        int at = blocks.get("choices").offset() + index * branches * Long.BYTES;
        for (int branch = 0; branch < branches; branch++) {
            long choice = bytes.getLong(at + branch * Long.BYTES);
            choices[branch] = (int) Math.max(-1, Math.min(Integer.MAX_VALUE, choice));
        }
        var values = new float[dimensions];
        at = blocks.get("values").offset() + index * dimensions * Float.BYTES;
        for (int dimension = 0; dimension < dimensions; dimension++) {
            values[dimension] = bytes.getFloat(at + dimension * Float.BYTES);
        }
        return Action.of(choices, values);
    }

    /** Writes what one environment shows, and which choices are legal there. */
    void show(int index, Observation seen) {
        for (PartPlace part : parts) {
            part.write(index, seen, false);
        }
        boolean[] legal = seen.legalChoices();
        bytes.put(blocks.get("masked").offset() + index, (byte) (legal == null ? 0 : 1));
        if (legal != null) {
            int at = blocks.get("mask").offset() + index * choicesOfAll;
            for (int i = 0; i < legal.length; i++) {
                bytes.put(at + i, (byte) (legal[i] ? 1 : 0));
            }
        }
    }

    /** Writes the last observation of an episode to its own place. */
    void showLast(int index, Observation seen) {
        for (PartPlace part : parts) {
            part.write(index, seen, true);
        }
    }

    void result(int index, double reward, boolean terminated, boolean truncated) {
        bytes.putDouble(blocks.get("rewards").offset() + index * Double.BYTES, reward);
        bytes.put(blocks.get("terminated").offset() + index, (byte) (terminated ? 1 : 0));
        bytes.put(blocks.get("truncated").offset() + index, (byte) (truncated ? 1 : 0));
    }
}

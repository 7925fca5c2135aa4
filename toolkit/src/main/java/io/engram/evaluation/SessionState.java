package io.engram.evaluation;

import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Where a session stands, and its form in bytes: a mark, the policy's fingerprint, the shape of the
 * memory, steps and previous action of each episode, the memory, the state of chance, a checksum.
 *
 * @param steps of each episode
 * @param actions the previous action of each episode, null where it has just begun
 * @param hiddenState layers · N · H numbers
 * @param random where chance stands, or null for a session that takes the likeliest actions
 */
record SessionState(long[] steps, Action[] actions, float[] hiddenState, byte[] random) {
    private static final byte[] MARK = "Engram session 1".getBytes(StandardCharsets.US_ASCII);
    private static final int CHANCE = RandomStream.of(0, "session").save().length;
    private static final String FORGED =
            "the saved session says what no session has saved; take another copy";
    private static final String ANOTHER =
            "give a session its memory alone by hiddenState(…) if that is meant";

    /** The bytes of this state. */
    byte[] encode(Policy policy) {
        ActionSpace space = policy.description().actionSpace();
        int chance = random == null ? 0 : random.length;
        var bytes = ByteBuffer.allocate(length(space, steps.length, hiddenState.length, chance));
        bytes.put(MARK).putLong(policy.fingerprint());
        bytes.putInt(steps.length).putInt(hiddenState.length).putInt(chance);
        for (int n = 0; n < steps.length; n++) {
            bytes.putLong(steps[n]);
            put(bytes, actions[n], space);
        }
        for (float value : hiddenState) {
            bytes.putFloat(value);
        }
        if (random != null) {
            bytes.put(random);
        }
        return bytes.putLong(checksum(bytes.array())).array();
    }

    private static int length(ActionSpace space, int count, int size, int chance) {
        int episode = Long.BYTES + 1 + Integer.BYTES * space.size();
        int fixed = MARK.length + 2 * Long.BYTES + 3 * Integer.BYTES;
        return fixed + count * episode + Float.BYTES * size + chance;
    }

    private static void put(ByteBuffer bytes, Action action, ActionSpace space) {
        bytes.put((byte) (action == null ? 0 : 1));
        for (int branch = 0; branch < space.branches().length; branch++) {
            bytes.putInt(action == null ? 0 : action.choice(branch));
        }
        for (int i = 0; i < space.low().length; i++) {
            bytes.putFloat(action == null ? 0 : action.value(i));
        }
    }

    /** Of all but the last eight bytes. */
    private static long checksum(byte[] bytes) {
        var sum = new CRC32();
        sum.update(bytes, 0, bytes.length - Long.BYTES);
        return sum.getValue();
    }

    /**
     * The state in bytes.
     *
     * @param count N of the session that they are for
     * @param size the elements of its memory
     * @throws IllegalArgumentException if they are damaged or belong to something else
     */
    static SessionState decode(byte[] saved, Policy policy, int count, int size) {
        var bytes = ByteBuffer.wrap(saved);
        var mark = new byte[MARK.length];
        if (saved.length >= MARK.length + Long.BYTES) {
            bytes.get(mark);
        }
        require(
                Arrays.equals(mark, MARK),
                "these %d bytes are no saved session; give what save() returned",
                saved.length);
        require(
                bytes.getLong(saved.length - Long.BYTES) == checksum(saved),
                "the saved session was changed or cut off, for its checksum is another; take another copy");
        require(
                bytes.getLong() == policy.fingerprint(),
                "the saved session is of another policy than %s; %s",
                policy.title(),
                ANOTHER);
        int savedCount = bytes.getInt();
        int savedSize = bytes.getInt();
        require(
                savedCount == count && savedSize == size,
                "the saved session is for %d environments, but this one for %d",
                savedCount,
                count);
        ActionSpace space = policy.description().actionSpace();
        int chance = bytes.getInt();
        require(
                (chance == 0 || chance == CHANCE)
                        && saved.length == length(space, count, size, chance),
                FORGED);
        var random = new byte[chance];
        var steps = new long[count];
        var actions = new Action[count];
        for (int n = 0; n < count; n++) {
            steps[n] = bytes.getLong();
            actions[n] = action(bytes, space);
        }
        var hiddenState = new float[size];
        bytes.asFloatBuffer().get(hiddenState);
        bytes.position(bytes.position() + Float.BYTES * size);
        bytes.get(random);
        requireSense(steps, actions, hiddenState, space);
        return new SessionState(steps, actions, hiddenState, random.length == 0 ? null : random);
    }

    /** A checksum may fit what no session has saved. */
    private static void requireSense(
            long[] steps, Action[] actions, float[] hiddenState, ActionSpace space) {
        for (int n = 0; n < steps.length; n++) {
            require(steps[n] >= 0, FORGED);
            require(actions[n] == null || space.contains(actions[n]), FORGED);
        }
        for (float value : hiddenState) {
            require(!Float.isNaN(value), FORGED);
        }
    }

    private static Action action(ByteBuffer bytes, ActionSpace space) {
        boolean there = bytes.get() != 0;
        var choices = new int[space.branches().length];
        for (int branch = 0; branch < choices.length; branch++) {
            choices[branch] = bytes.getInt();
        }
        var values = new float[space.low().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getFloat();
        }
        return there ? Action.of(choices, values) : null;
    }

    private static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(values));
        }
    }
}

package io.engram.gymnasium;

import io.engram.environment.RemoteException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Reads what a worker answers besides what is in the memory. */
final class Answers {
    private static final byte FAILURE = 2;

    private Answers() {}

    /**
     * The numbers that one environment told of its step or reset.
     *
     * @throws RemoteException if it raised an exception
     */
    static Map<String, Double> info(byte[] answer, int environment) {
        if (answer.length == 0) {
            return Map.of();
        }
        ByteBuffer in = reader(answer);
        while (in.hasRemaining()) {
            int of = Short.toUnsignedInt(in.getShort());
            byte kind = in.get();
            int length = in.getInt();
            if (of == environment) {
                if (kind == FAILURE) {
                    throw failure(in);
                }
                return numbers(in);
            }
            in.position(in.position() + length);
        }
        return Map.of();
    }

    private static Map<String, Double> numbers(ByteBuffer in) {
        int count = in.getInt();
        var numbers = new HashMap<String, Double>();
        for (int i = 0; i < count; i++) {
            String name = text(in);
            numbers.put(name, in.getDouble());
        }
        return Map.copyOf(numbers);
    }

    /** What was raised, where a whole command failed. */
    static RemoteException failure(byte[] answer) {
        return failure(reader(answer));
    }

    private static RemoteException failure(ByteBuffer in) {
        boolean own = in.get() != 0;
        String what = text(in);
        String traceback = text(in);
        return new RemoteException(own ? what : "threw " + what, traceback);
    }

    private static String text(ByteBuffer in) {
        var bytes = new byte[in.getInt()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static ByteBuffer reader(byte[] answer) {
        return ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
    }
}

package io.engram.gymnasium;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a worker is asked for, in Python by Java and in Java by Python; the numbers are those of
 * worker.py and of wire.py.
 */
enum Command {
    MAKE(1),
    MAP(2),
    STEP(3),
    RESET(4),
    RENDER(5),
    CLOSE(6),
    /** The ids that there are; asked of Java only. */
    LIST(7),
    /** What there is to know about one of them; asked of Java only. */
    DESCRIBE(8);

    private final byte code;

    Command(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Optional<Command> of(byte code) {
        return Arrays.stream(values()).filter(it -> it.code == code).findFirst();
    }
}

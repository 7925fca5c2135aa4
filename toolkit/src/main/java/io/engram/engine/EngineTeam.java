package io.engram.engine;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Pieces of the engine's work that do not depend on each other, shared out among a thread of the
 * engine's and some helpers. Each piece computes with one thread, so that its bits are the same
 * whoever does it, and a helper that is late costs no more than its help.
 *
 * <p>Pieces must not share tensors of which DJL moves the ownership: each has its own handles.
 */
public final class EngineTeam {
    private EngineTeam() {}

    /**
     * Does all pieces, and returns when they are done. Called on a thread of the engine's.
     *
     * @param count the number of pieces
     * @param piece is given the index of the piece to do
     */
    public static void forEach(int count, IntConsumer piece) {
        int threads = EngineThread.threads();
        EngineShift shift = EngineShift.current();
        if (Math.min(count, threads) > 1 && shift != null) {
            shift.team(threads).forEach(count, piece);
        } else {
            IntStream.range(0, count).forEach(piece);
        }
    }

    static void makeReady() {
        EngineLoader.load();
        JniUtils.setNumThreads(1);
    }
}

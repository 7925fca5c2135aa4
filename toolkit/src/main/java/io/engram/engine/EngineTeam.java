package io.engram.engine;

import ai.djl.pytorch.jni.JniUtils;
import io.engram.concurrent.WorkerTeam;
import java.util.function.IntConsumer;

/**
 * Pieces of the engine's work that do not depend on each other, shared out among the engine's
 * thread and some helpers. Each piece computes with one thread, so that its bits are the same
 * whoever does it, and a helper that is late costs no more than its help.
 *
 * <p>Pieces must not share tensors of which DJL moves the ownership: each has its own handles.
 */
public final class EngineTeam {
    private static WorkerTeam team;
    private static int size;

    private EngineTeam() {}

    /**
     * Does all pieces, and returns when they are done. Called on the engine's thread.
     *
     * @param count the number of pieces
     * @param piece is given the index of the piece to do
     */
    public static void forEach(int count, IntConsumer piece) {
        int threads = Math.min(count, EngineThread.threads());
        if (threads <= 1) {
            for (int i = 0; i < count; i++) {
                piece.accept(i);
            }
        } else {
            ofThreads(EngineThread.threads()).forEach(count, piece);
        }
    }

    private static synchronized WorkerTeam ofThreads(int threads) {
        if (size != threads) {
            if (team != null) {
                team.close();
            }
            team = new WorkerTeam(threads, "engram-engine-helper", EngineTeam::makeReady);
            size = threads;
        }
        return team;
    }

    private static void makeReady() {
        EngineLoader.load();
        JniUtils.setNumThreads(1);
    }
}

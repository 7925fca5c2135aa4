package io.engram.examples;

import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** A connection that acts for some of the sessions, in turns, each with what it alone is shown. */
final class LoadWorker implements Callable<LoadWorker> {
    private final int port;
    private final ObservationSpace space;
    private final int[] sessions;
    private final long warm;
    private final long end;
    private final List<List<Action>> actions = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private long[] nanoseconds = new long[1024];
    private int measured;

    /**
     * A worker that has not begun.
     *
     * @param sessions the numbers of its sessions
     * @param warm when it begins to measure, by {@code System.nanoTime}
     * @param end when it ends
     */
    LoadWorker(int port, ObservationSpace space, int[] sessions, long warm, long end) {
        this.port = port;
        this.space = space;
        this.sessions = sessions;
        this.warm = warm;
        this.end = end;
    }

    /** What a session is shown in a step. */
    static Observation seen(ObservationSpace space, int session, int step) {
        var random = RandomStream.of(session, "load", step);
        var floats = new float[space.floats()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) random.nextGaussian();
        }
        var bytes = new byte[space.bytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return Observation.of(bytes.length == 0 ? null : bytes, floats.length == 0 ? null : floats);
    }

    @Override
    public LoadWorker call() throws IOException {
        for (int i = 0; i < sessions.length; i++) {
            actions.add(new ArrayList<>());
        }
        try (var connection = new LoadConnection(port)) {
            for (int step = 0; System.nanoTime() < end; step++) {
                for (int i = 0; i < sessions.length && System.nanoTime() < end; i++) {
                    ask(connection, i, step);
                }
            }
        }
        return this;
    }

    private void ask(LoadConnection connection, int i, int step) throws IOException {
        byte[] body = Messages.question(seen(space, sessions[i], step));
        long from = System.nanoTime();
        var answer = connection.ask("POST", "/sessions/load-" + sessions[i] + "/act", body);
        long to = System.nanoTime();
        if (answer.status() != 200) {
            errors.add(answer.status() + " " + new String(answer.body()));
            return;
        }
        actions.get(i).add(Messages.action(answer.body()));
        if (from >= warm) {
            if (measured == nanoseconds.length) {
                nanoseconds = Arrays.copyOf(nanoseconds, 2 * measured);
            }
            nanoseconds[measured++] = to - from;
        }
    }

    int[] sessions() {
        return sessions;
    }

    /** The actions of its sessions, one list for each. */
    List<List<Action>> actions() {
        return actions;
    }

    List<String> errors() {
        return errors;
    }

    /** How long each request took that was measured. */
    long[] nanoseconds() {
        return Arrays.copyOf(nanoseconds, measured);
    }
}

package io.engram.examples;

import io.engram.evaluation.Policy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Starts a {@link PolicyServer} in a second process, acts for many sessions at once, and tells how
 * long an answer takes, how many there are, whether each is that of a session which is alone, and
 * what the server's heap holds before, with and after the sessions.
 */
public final class PolicyLoad {
    private static final PrintStream OUT = System.out;
    private static final String USAGE =
            "usage: PolicyLoad CHECKPOINT [SESSIONS CONNECTIONS SECONDS]";
    private static final long WARM_UP_SECONDS = 5;
    private static final double SECOND = 1e9;

    private final Policy policy;
    private final LoadServer server;
    private final int sessions;
    private final int connections;
    private final int seconds;

    private PolicyLoad(
            Policy policy, LoadServer server, int sessions, int connections, int seconds) {
        this.policy = policy;
        this.server = server;
        this.sessions = sessions;
        this.connections = connections;
        this.seconds = seconds;
    }

    /**
     * Measures.
     *
     * @param arguments the checkpoint; how many sessions, 1,000 unless given; how many connections,
     *     64 unless given, which is how many requests are under way; how many seconds, 30 unless
     *     given
     */
    public static void main(String... arguments)
            throws IOException, InterruptedException, ExecutionException {
        if (arguments.length != 1 && arguments.length != 4) {
            OUT.println(USAGE);
            System.exit(1);
        }
        int[] numbers = {1000, 64, 30};
        for (int i = 1; i < arguments.length; i++) {
            numbers[i - 1] = Integer.parseInt(arguments[i]);
        }
        try (var server = new LoadServer(arguments[0])) {
            var policy = Policy.load(Path.of(arguments[0]));
            new PolicyLoad(policy, server, numbers[0], Math.min(numbers[1], numbers[0]), numbers[2])
                    .run();
        }
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        touch();
        long before = server.heap();
        List<LoadWorker> workers = load();
        long during = server.heap();
        end();
        long after = server.heap();

        long[] times =
                workers.stream().flatMapToLong(each -> Arrays.stream(each.nanoseconds())).toArray();
        Arrays.sort(times);
        List<String> errors =
                workers.stream().flatMap(each -> each.errors().stream()).distinct().toList();
        long wrong = workers.stream().mapToLong(each -> each.errors().size()).sum();
        print(
                "%,d sessions over %d connections, %d s: %,d answers, %,.0f a second",
                sessions, connections, seconds, times.length, times.length / (double) seconds);
        print(
                "answers: median %.2f ms, 99 %% within %.2f ms, slowest %.2f ms",
                at(times, 0.5), at(times, 0.99), at(times, 1));
        print("errors: %d %s", wrong, errors);
        print("actions that are not those of a session alone: %d", different(workers));
        print(
                "heap after a collection: %.2f MB before, %.2f MB with the sessions, %.2f MB after their end",
                before / 1e6, during / 1e6, after / 1e6);
    }

    private static double at(long[] sorted, double share) {
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }

    private List<LoadWorker> load() throws InterruptedException, ExecutionException {
        long warm = System.nanoTime() + (long) (Math.min(seconds, WARM_UP_SECONDS) * SECOND);
        long end = warm + (long) (seconds * SECOND);
        var workers = new ArrayList<LoadWorker>();
        for (int i = 0; i < connections; i++) {
            int first = i;
            int[] own =
                    IntStream.range(0, sessions).filter(n -> n % connections == first).toArray();
            var space = policy.description().observationSpace();
            workers.add(new LoadWorker(server.port(), space, own, warm, end));
        }
        var threads = Executors.newFixedThreadPool(connections);
        try {
            for (var done : threads.invokeAll(workers)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return workers;
    }

    /** What the server makes once, at the first requests, is not the sessions'. */
    private void touch() throws IOException {
        var space = policy.description().observationSpace();
        try (var connection = new LoadConnection(server.port())) {
            for (int step = 0; step < 200; step++) {
                byte[] body = Messages.question(LoadWorker.seen(space, 0, step));
                connection.ask("POST", "/sessions/touch/act", body);
            }
            connection.ask("DELETE", "/sessions/touch", new byte[0]);
        }
    }

    private void end() throws IOException {
        try (var connection = new LoadConnection(server.port())) {
            for (int i = 0; i < sessions; i++) {
                connection.ask("DELETE", "/sessions/load-" + i, new byte[0]);
            }
        }
    }

    /** How many actions are other than without load. */
    private long different(List<LoadWorker> workers) {
        long different = 0;
        var space = policy.description().observationSpace();
        for (LoadWorker worker : workers) {
            for (int i = 0; i < worker.sessions().length; i++) {
                try (var session = policy.session()) {
                    int step = 0;
                    for (var action : worker.actions().get(i)) {
                        var seen = LoadWorker.seen(space, worker.sessions()[i], step++);
                        different += session.act(seen).equals(action) ? 0 : 1;
                    }
                }
            }
        }
        return different;
    }

    private static void print(String format, Object... values) {
        OUT.printf(Locale.ROOT, format + "%n", values);
    }
}

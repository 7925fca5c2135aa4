package io.engram.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.engram.evaluation.Policy;
import io.engram.evaluation.PolicySession;
import io.engram.evaluation.PolicySessions;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A policy behind Java's own HTTP server: a memory for each key, JSON in and out.
 *
 * <pre>
 * GET    /                      what the policy sees and does, and how many sessions there are
 * POST   /sessions/KEY/act      {"observation": [0.1, 0, 0.02, 0]} → {"choices": [1], "values": [], "step": 1}
 *        /sessions/KEY/act?details   … and value, probabilities
 * POST   /sessions/KEY/begin    an episode begins
 * GET    /sessions/KEY/state    all that the session knows, in bytes
 * PUT    /sessions/KEY/state    goes on from there
 * DELETE /sessions/KEY          forgets the session
 * </pre>
 */
public final class PolicyServer implements AutoCloseable {
    private static final PrintStream OUT = System.out;
    private static final System.Logger LOG = System.getLogger(PolicyServer.class.getName());
    private static final int LONGEST_KEY = 200;
    private static final int MOST_LEFT_UNUSED = 1_000_000;
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";

    static {
        // The server reads these once: small answers go out at once, a client may keep its
        // connection, and one that does not finish its request does not keep a thread.
        setUnlessGiven("sun.net.httpserver.nodelay", "true");
        setUnlessGiven("sun.net.httpserver.maxIdleConnections", "10000");
        setUnlessGiven("sun.net.httpserver.maxReqTime", "30");
        setUnlessGiven("sun.net.httpserver.maxRspTime", "30");
    }

    private final Policy policy;
    private final PolicySessions sessions;
    private final ServerOptions options;
    private final HttpServer server;
    private final ExecutorService threads;
    private final int longestQuestion;
    private final int longestState;

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private PolicyServer(Policy policy, ServerOptions options) throws IOException {
        this.policy = policy;
        this.options = options;
        longestQuestion = Messages.longest(policy);
        try (var session = policy.session().sampled(0)) {
            longestState = session.save().length;
        }
        server = HttpServer.create(new InetSocketAddress(options.host(), options.port()), 1024);
        sessions = policy.sessions().limit(options.limit()).idle(options.idle());
        if (options.seed() != null) {
            sessions.sampled(options.seed());
        }
        threads =
                Executors.newFixedThreadPool(
                        Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** Serves a policy until this server is closed. */
    static PolicyServer start(ServerOptions options) throws IOException {
        var server = new PolicyServer(Policy.load(options.checkpoint()), options);
        try {
            if (options.sessions() != null) {
                SessionFile.read(options.sessions(), server.sessions);
            }
        } catch (IOException | RuntimeException e) {
            server.end();
            throw e;
        }
        server.server.start();
        return server;
    }

    /**
     * Serves a policy until the process is stopped.
     *
     * @param arguments see {@link ServerOptions#USAGE}
     */
    public static void main(String... arguments) {
        try {
            var server = start(ServerOptions.parse(List.of(arguments)));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            OUT.printf(
                    "%s, update %d, listens on http://%s:%d/ with %d sessions; stop it with Ctrl-C%n",
                    server.policy.description().name(),
                    server.policy.updates(),
                    server.options.host(),
                    server.port(),
                    server.sessions.size());
        } catch (IOException | RuntimeException e) {
            OUT.println(e.getMessage());
            System.exit(1);
        }
    }

    /** The port that it listens on. */
    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange);
            } catch (Refusal e) {
                send(exchange, e.status(), Messages.error(e.getMessage()));
            } catch (IllegalArgumentException | IllegalStateException e) {
                // The session says what it cannot look at, or why it cannot go on.
                send(exchange, 400, Messages.error(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "cannot answer " + exchange.getRequestURI(), e);
                send(exchange, 500, Messages.error("the server failed; its log says why"));
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        List<String> path = path(exchange);
        String method = exchange.getRequestMethod();
        if (path.isEmpty()) {
            requireMethod(exchange, "GET");
            send(exchange, 200, Messages.description(policy, sessions.size()));
            return;
        }
        if (!path.get(0).equals("sessions") || path.size() < 2 || path.size() > 3) {
            throw noSuchPath(exchange);
        }
        String key = path.get(1);
        String what = path.size() == 2 ? "" : path.get(2);
        switch (what) {
            case "" -> {
                requireMethod(exchange, "DELETE");
                boolean ended = sessions.end(key);
                send(exchange, 200, Messages.step(0).put("ended", ended));
            }
            case "act" -> {
                requireMethod(exchange, "POST");
                act(exchange, key);
            }
            case "begin" -> {
                requireMethod(exchange, "POST");
                open(key).beginEpisode();
                send(exchange, 200, Messages.step(0));
            }
            case "state" -> {
                requireMethod(exchange, "GET", "PUT");
                if (method.equals("GET")) {
                    send(exchange, 200, BYTES, known(key).save());
                } else {
                    restore(exchange, key);
                }
            }
            default -> throw noSuchPath(exchange);
        }
    }

    private void act(HttpExchange exchange, String key) throws IOException {
        var question = Messages.question(body(exchange, longestQuestion));
        boolean details = "details".equals(exchange.getRequestURI().getQuery());
        send(
                exchange,
                200,
                with(
                        key,
                        session -> {
                            var seen = question.observation();
                            var decision =
                                    question.reward().isPresent()
                                            ? session.decide(seen, question.reward().get())
                                            : session.decide(seen);
                            return Messages.answer(decision, session.steps(), details);
                        }));
    }

    private void restore(HttpExchange exchange, String key) throws IOException {
        byte[] state = body(exchange, longestState);
        send(
                exchange,
                200,
                with(
                        key,
                        session -> {
                            session.restore(state);
                            return Messages.step(session.steps());
                        }));
    }

    /**
     * Does something with a session, one request after the other, so that a step is told with its
     * action. One that was opened for it and refuses it is not kept.
     */
    private ObjectNode with(String key, Function<PolicySession, ObjectNode> work) {
        boolean isNew = sessions.find(key).isEmpty();
        PolicySession session = open(key);
        synchronized (session) {
            try {
                return work.apply(session);
            } catch (IllegalArgumentException | IllegalStateException e) {
                if (isNew && session.steps() == 0) {
                    session.close();
                }
                throw e;
            }
        }
    }

    private PolicySession open(String key) {
        try {
            return sessions.session(key);
        } catch (IllegalStateException e) {
            throw new Refusal(503, e.getMessage());
        }
    }

    private PolicySession known(String key) {
        return sessions.find(key)
                .orElseThrow(() -> new Refusal(404, "there is no session '" + key + "'"));
    }

    /** The parts of the path, decoded. */
    private static List<String> path(HttpExchange exchange) {
        var parts = new ArrayList<String>();
        for (String part : exchange.getRequestURI().getRawPath().split("/")) {
            if (!part.isEmpty()) {
                parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        if (parts.stream().anyMatch(part -> part.length() > LONGEST_KEY)) {
            throw new Refusal(400, "a key may have %d characters at most".formatted(LONGEST_KEY));
        }
        return parts;
    }

    private static Refusal noSuchPath(HttpExchange exchange) {
        return new Refusal(
                404,
                "there is nothing at %s; a session is at /sessions/KEY, with act, begin and state"
                        .formatted(exchange.getRequestURI().getPath()));
    }

    private static void requireMethod(HttpExchange exchange, String... methods) {
        if (!List.of(methods).contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", String.join(", ", methods));
            throw new Refusal(
                    405,
                    "%s takes %s, not %s"
                            .formatted(
                                    exchange.getRequestURI().getPath(),
                                    String.join(" or ", methods),
                                    exchange.getRequestMethod()));
        }
    }

    private static byte[] body(HttpExchange exchange, int longest) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(longest + 1);
        if (body.length > longest) {
            // Who still sends does not read; and a connection on which something was left unread is
            // closed, so the client is told not to send its next request there.
            exchange.getRequestBody().readNBytes(MOST_LEFT_UNUSED);
            exchange.getResponseHeaders().set("Connection", "close");
            throw new Refusal(
                    413, "the request has more than the %d bytes it may have".formatted(longest));
        }
        return body;
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body)
            throws IOException {
        send(exchange, status, JSON, Messages.bytes(body));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Ends what is being answered, and keeps the sessions if they have a file. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            if (options.sessions() != null) {
                SessionFile.write(options.sessions(), sessions);
            }
        } catch (IOException e) {
            LOG.log(Level.ERROR, "cannot keep the sessions in " + options.sessions(), e);
        } finally {
            sessions.close();
        }
    }

    private void end() {
        threads.shutdownNow();
        server.stop(0);
        sessions.close();
    }
}

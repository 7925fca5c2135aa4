package io.engram.examples;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a policy is served.
 *
 * @param checkpoint where the policy is
 * @param host the address to listen on
 * @param port the port to listen on; 0 for a free one
 * @param limit how many sessions there may be
 * @param idle how long a session has to be idle before it may make room for another
 * @param seed where the chance of sampled actions comes from, or null for the likeliest actions
 * @param sessions the file that keeps sessions from one start to the next, or null for none
 */
record ServerOptions(
        Path checkpoint,
        String host,
        int port,
        int limit,
        Duration idle,
        Long seed,
        Path sessions) {
    static final String USAGE =
            "usage: PolicyServer CHECKPOINT [--port 8080] [--host 127.0.0.1] [--limit 10000] [--idle-minutes 60] [--sampled SEED] [--sessions FILE]";

    private static final Map<String, String> DEFAULTS =
            Map.of("port", "8080", "host", "127.0.0.1", "limit", "10000", "idle-minutes", "60");

    /** Options of a command line. */
    static ServerOptions parse(List<String> arguments) {
        if (arguments.size() % 2 == 0) {
            throw new IllegalArgumentException(USAGE);
        }
        var given = new HashMap<>(DEFAULTS);
        given.put("sampled", null);
        given.put("sessions", null);
        for (int i = 1; i < arguments.size(); i += 2) {
            String name = arguments.get(i).replaceFirst("^--", "");
            if (!given.containsKey(name) || name.equals(arguments.get(i))) {
                throw new IllegalArgumentException(
                        "there is no option " + arguments.get(i) + "; " + USAGE);
            }
            given.put(name, arguments.get(i + 1));
        }
        String sessions = given.get("sessions");
        return new ServerOptions(
                Path.of(arguments.get(0)),
                given.get("host"),
                (int) number(given, "port", 0, 65_535),
                (int) number(given, "limit", 1, Integer.MAX_VALUE),
                Duration.ofMinutes(number(given, "idle-minutes", 0, 100_000_000)),
                given.get("sampled") == null
                        ? null
                        : Long.valueOf(number(given, "sampled", Long.MIN_VALUE, Long.MAX_VALUE)),
                sessions == null ? null : Path.of(sessions));
    }

    private static long number(Map<String, String> given, String name, long least, long most) {
        try {
            long value = Long.parseLong(given.get(name));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // It is refused below, as one that is out of range.
        }
        throw new IllegalArgumentException(
                "--%s must be a whole number from %d to %d, but is %s"
                        .formatted(name, least, most, given.get(name)));
    }
}

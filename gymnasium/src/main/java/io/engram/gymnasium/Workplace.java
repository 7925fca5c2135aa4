package io.engram.gymnasium;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where and how environments of Python are played: what belongs to a machine, not to a task.
 *
 * @param python the interpreter, or null for the one in use
 * @param workers how many processes at most, or 0 for as many as there are processors
 * @param restart whether an episode whose process ended is cut off, and not a failure
 * @param startLimit how long a process may take to begin and to make an environment
 * @param limit how long a process may take for an answer to a step or a reset
 * @param variables of the processes
 * @param printed takes each line that environments print
 */
record Workplace(
        @Nullable Python python,
        int workers,
        boolean restart,
        Duration startLimit,
        Duration limit,
        Map<String, String> variables,
        Consumer<String> printed) {

    /** How long a process may take unless somebody says otherwise. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    static Workplace usual() {
        return new Workplace(null, 0, false, LIMIT, LIMIT, Map.of(), line -> {});
    }
}

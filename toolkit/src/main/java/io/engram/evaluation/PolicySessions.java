package io.engram.evaluation;

import io.engram.concurrent.Threads;
import io.engram.random.RandomStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Many memories of one policy, each under a key of its own: what a service acts by.
 *
 * <pre>{@code
 * var sessions = policy.sessions();
 * Action action = sessions.session("user-17").act(observation);
 * sessions.end("user-17");
 * }</pre>
 *
 * <p>Any number of threads may use it. Sessions share the parameters: one takes some kilobytes for
 * its memory. Ready-made networks that see vectors act in Java, on the threads that ask and as many
 * at once as there are processors ({@code engram.threads}); others act in the engine, one after the
 * other. Who waits for one session does not hold up another.
 *
 * <p>There are at most {@link #limit} sessions. A new one beyond that takes the place of the one
 * that was idle longest, if it was for {@link #idle}; else it is refused. No session ends
 * otherwise.
 */
public final class PolicySessions implements AutoCloseable {
    /** How many sessions there may be unless set. */
    public static final int DEFAULT_LIMIT = 10_000;

    /** How long a session has to be idle before it may make room for another unless set. */
    public static final Duration DEFAULT_IDLE = Duration.ofHours(1);

    private final Policy policy;
    private final Actors actors;
    private final LongSupplier clock;
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private volatile int limit = DEFAULT_LIMIT;
    private volatile long idleNanoseconds = DEFAULT_IDLE.toNanos();
    // Null for the likeliest actions.
    private volatile Long seed;
    private volatile boolean closed;

    /** A session, and when it was asked for last. */
    private static final class Place {
        private final PolicySession session;
        private volatile long used;

        Place(PolicySession session, long used) {
            this.session = session;
            this.used = used;
        }

        PolicySession usedAt(long now) {
            used = now;
            return session;
        }
    }

    PolicySessions(Policy policy) {
        this(policy, System::nanoTime);
    }

    /**
     * Sessions with a clock of their own.
     *
     * @param clock tells nanoseconds
     */
    PolicySessions(Policy policy, LongSupplier clock) {
        this.policy = policy;
        this.clock = clock;
        actors = new Actors(policy, 1, Threads.count());
    }

    /**
     * How many sessions there may be at once.
     *
     * @param sessions at least 1; {@value #DEFAULT_LIMIT} unless set
     * @return these sessions
     */
    public PolicySessions limit(int sessions) {
        if (sessions < 1) {
            throw new IllegalArgumentException("limit must be at least 1, but is " + sessions);
        }
        limit = sessions;
        return this;
    }

    /**
     * How long a session has to be idle before it may make room for another.
     *
     * @param time 0 or more, up to centuries for never; one hour unless set
     * @return these sessions
     */
    public PolicySessions idle(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("idle must be 0 or more, but is " + time);
        }
        boolean never = time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0;
        idleNanoseconds = never ? Long.MAX_VALUE : time.toNanos();
        return this;
    }

    /**
     * Lets sessions that are opened from now on sample their actions, as in training, each from a
     * stream of its own by this seed and its key. Without it actions are the likeliest.
     *
     * @param value any number
     * @return these sessions
     */
    public PolicySessions sampled(long value) {
        seed = value;
        return this;
    }

    /**
     * The session of a key, which is opened if there is none: its episode begins then. Ask for it
     * again for each action, rather than keep it.
     *
     * @param key any text but the empty one
     * @return the session; closing it is {@link #end}
     * @throws IllegalArgumentException if the key is empty
     * @throws IllegalStateException if there are as many as may be and none is idle for long, or
     *     these sessions are closed
     */
    public PolicySession session(String key) {
        Place place = places.get(requireKey(key));
        if (place == null) {
            place = open(key);
        }
        return place.usedAt(clock.getAsLong());
    }

    private static String requireKey(String key) {
        if (Objects.requireNonNull(key, "key").isEmpty()) {
            throw new IllegalArgumentException("the key of a session must not be empty");
        }
        return key;
    }

    private synchronized Place open(String key) {
        if (closed) {
            throw new IllegalStateException("the sessions of this policy are closed; open others");
        }
        Place already = places.get(key);
        if (already != null) {
            return already;
        }
        while (places.size() >= limit) {
            makeRoom();
        }
        Long value = seed;
        var session = new PolicySession(policy, 1, actors, () -> places.remove(key));
        if (value != null) {
            session.chance(RandomStream.of(value, "session " + key));
        }
        var place = new Place(session, clock.getAsLong());
        places.put(key, place);
        return place;
    }

    private void makeRoom() {
        long now = clock.getAsLong();
        Place oldest =
                places.values().stream()
                        .max(Comparator.comparingLong(each -> now - each.used))
                        .filter(each -> now - each.used >= idleNanoseconds)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "there are %d sessions already, the limit, and none was idle for %s; end some with end(key), or raise limit(…)"
                                                        .formatted(
                                                                places.size(),
                                                                Duration.ofNanos(
                                                                        idleNanoseconds))));
        oldest.session.close();
    }

    /**
     * The session of a key, if there is one.
     *
     * @param key its key
     * @return the session, or empty if it was not opened, was ended, or made room for another
     */
    public Optional<PolicySession> find(String key) {
        Place place = places.get(requireKey(key));
        return place == null ? Optional.empty() : Optional.of(place.usedAt(clock.getAsLong()));
    }

    /**
     * Ends a session: what it remembers is lost, unless it was saved.
     *
     * @param key its key
     * @return whether there was one
     */
    public boolean end(String key) {
        Place place = places.get(requireKey(key));
        if (place != null) {
            place.session.close();
        }
        return place != null;
    }

    /**
     * The keys of all sessions there are.
     *
     * @return a copy, in alphabetical order
     */
    public Set<String> keys() {
        return new TreeSet<>(places.keySet());
    }

    /**
     * The number of sessions there are.
     *
     * @return from 0 to the limit
     */
    public int size() {
        return places.size();
    }

    /** Ends all sessions, and frees what they share. */
    @Override
    public synchronized void close() {
        closed = true;
        places.values().forEach(place -> place.session.close());
        actors.close();
    }

    @Override
    public String toString() {
        return "PolicySessions(%s, %d of %d)".formatted(policy.title(), size(), limit);
    }
}

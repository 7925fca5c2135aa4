package io.engram.concurrent;

/** How many threads work side by side. */
public final class Threads {
    private static final String PROPERTY = "engram.threads";

    private Threads() {}

    /**
     * As many as there are processors, unless the property {@code engram.threads} says otherwise.
     * Results do not depend on it.
     *
     * @return at least 1
     */
    public static int count() {
        return Math.max(
                1, Integer.getInteger(PROPERTY, Runtime.getRuntime().availableProcessors()));
    }
}

package io.engram.training;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a call of {@code train} comes along, by its latest updates. */
final class Pace {
    private static final int WINDOW = 20;
    private static final double NANOS = 1e9;

    /** Less than this part of an update says nothing of how long it will take. */
    private static final double LEAST_PROGRESS = 0.25;

    private final Deque<double[]> marks = new ArrayDeque<>();
    private final long start;
    private final double first;

    /**
     * The beginning of a call.
     *
     * @param now nanoseconds of a clock
     * @param updates the updates made before
     */
    Pace(long now, double updates) {
        start = now;
        first = updates;
        marks.add(new double[] {0, updates});
    }

    /** Seconds since the beginning. */
    double secondsPassed(long now) {
        return (now - start) / NANOS;
    }

    /**
     * How long it will take.
     *
     * @param now nanoseconds of the same clock
     * @param updates the updates made by now, with the part of the present one
     * @param total the updates at the end
     * @return seconds; NaN where nothing is known yet
     */
    double secondsLeft(long now, double updates, double total) {
        double passed = secondsPassed(now);
        if (Math.floor(updates) > Math.floor(marks.getLast()[1])) {
            marks.add(new double[] {passed, Math.floor(updates)});
            if (marks.size() > WINDOW) {
                marks.removeFirst();
            }
        }
        double made = updates - marks.getFirst()[1];
        if (updates - first < LEAST_PROGRESS || made <= 0) {
            return Double.NaN;
        }
        return Math.max(0, total - updates) * (passed - marks.getFirst()[0]) / made;
    }
}

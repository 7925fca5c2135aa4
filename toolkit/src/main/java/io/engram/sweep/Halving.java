package io.engram.sweep;

import java.util.ArrayList;

/**
 * Asynchronous successive halving (Li et al. 2020): all settings are trained for a few updates, the
 * best of them on, and the best of those on again, until some have made all updates. A setting goes
 * on when it is among the best 1/reduction of those that have come as far; nobody waits for the
 * slowest. So which settings go on may depend on how quick runs are, while each run is the same
 * bits as alone.
 *
 * @param firstUpdates the updates after which settings are compared for the first time, at least 1
 * @param reduction how many times as many updates are between two comparisons, and of how many
 *     settings one goes on; at least 2, usually 3 or 4
 */
public record Halving(int firstUpdates, int reduction) {
    /**
     * Checks the numbers.
     *
     * @param firstUpdates at least 1
     * @param reduction at least 2
     * @throws IllegalArgumentException if one is out of range
     */
    public Halving {
        if (firstUpdates < 1 || reduction < 2) {
            throw new IllegalArgumentException(
                    "halving(firstUpdates, reduction) needs at least 1 and 2, but was given %d and %d"
                            .formatted(firstUpdates, reduction));
        }
    }

    /** The updates at which settings are compared; the last are all. */
    int[] rungs(int updates) {
        var rungs = new ArrayList<Integer>();
        for (long at = firstUpdates; at < updates; at *= reduction) {
            rungs.add((int) at);
        }
        rungs.add(updates);
        return rungs.stream().mapToInt(Integer::intValue).toArray();
    }
}

package io.engram.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * The order in which sequences can be passed through a network so that each begins with the memory
 * that the one before it left.
 */
final class SequenceWaves {
    private SequenceWaves() {}

    /**
     * Sorts the sequences that have a next one to pass their memory on to.
     *
     * @param sequences by environment and then by time
     * @param goesOn whether the memory goes on from a sequence to the next
     * @return waves to be passed in order; each holds rows of sequences of one length, of which
     *     none passes its memory on to another of the same wave
     */
    static List<List<Integer>> of(
            List<Sequence> sequences, BiPredicate<Sequence, Sequence> goesOn) {
        // By the number of sequences of the same chain before, and by length.
        var waves = new TreeMap<Integer, Map<Integer, List<Integer>>>();
        int before = 0;
        for (int row = 0; row + 1 < sequences.size(); row++) {
            Sequence sequence = sequences.get(row);
            if (goesOn.test(sequence, sequences.get(row + 1))) {
                waves.computeIfAbsent(before, any -> new TreeMap<>())
                        .computeIfAbsent(sequence.length(), any -> new ArrayList<>())
                        .add(row);
                before++;
            } else {
                before = 0;
            }
        }
        var all = new ArrayList<List<Integer>>();
        waves.values().forEach(byLength -> all.addAll(byLength.values()));
        return all;
    }
}

package io.engram.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a rollout into sequences: every L steps counted from the last episode end, and after every
 * episode end.
 *
 * <p>With L = 4, seven steps whose third and fifth end an episode become {@code [0,3) [3,5) [5,7)}.
 */
public final class SequenceSplitter {
    private SequenceSplitter() {}

    /**
     * Cuts the steps of N environments.
     *
     * @param done N rows of T flags: an episode ended with this step
     * @param seqLen L; 0 or less: one sequence for each episode
     * @return the sequences, by environment and then by time; together they hold every step once
     */
    public static List<Sequence> split(boolean[][] done, int seqLen) {
        var sequences = new ArrayList<Sequence>();
        for (int environment = 0; environment < done.length; environment++) {
            boolean[] flags = done[environment];
            int start = 0;
            for (int t = 0; t < flags.length; t++) {
                int length = t + 1 - start;
                if (flags[t] || length == seqLen || t == flags.length - 1) {
                    sequences.add(new Sequence(environment, start, length));
                    start = t + 1;
                }
            }
        }
        return sequences;
    }

    /**
     * The length to which sequences are padded: that of the longest.
     *
     * @param sequences at least one sequence
     * @return at most L, if L is above 0
     */
    public static int longest(List<Sequence> sequences) {
        return sequences.stream().mapToInt(Sequence::length).max().orElseThrow();
    }
}

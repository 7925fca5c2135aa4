package io.engram.rollout;

import io.engram.plot.SequencePlot;
import io.engram.plot.SequencePlot.Piece;
import io.engram.show.Picture;
import io.engram.show.Showable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the steps of N environments are cut into sequences to learn from, to be looked at: what a
 * recurrent agent does with each of its rollouts.
 *
 * <pre>{@code
 * boolean[][] done = …;                // N rows of T flags: an episode ended with this step
 * var cut = SequenceCut.of(done, 8);   // a picture in the cell
 * cut.sequences();                     // environment, first step and length of each
 * cut.padding()                        // the share of the batch that is padding
 * }</pre>
 */
public final class SequenceCut implements Showable {
    private final boolean[][] done;
    private final int seqLen;
    private final List<Sequence> sequences;

    private SequenceCut(boolean[][] done, int seqLen) {
        this.done = done;
        this.seqLen = seqLen;
        sequences = List.copyOf(SequenceSplitter.split(done, seqLen));
    }

    /**
     * Cuts the steps of N environments: every L steps counted from the last episode end, and after
     * every episode end.
     *
     * @param done N rows of T flags, both at least 1: an episode ended with this step
     * @param seqLen L; 0 or less: one sequence for each episode
     * @return the cut
     * @throws IllegalArgumentException if there is no step, or the rows are not equally long
     */
    public static SequenceCut of(boolean[][] done, int seqLen) {
        if (done.length == 0 || done[0].length == 0) {
            throw new IllegalArgumentException(
                    "done must have at least 1 environment and 1 step, but has %d environments%s; give a row of flags for each environment"
                            .formatted(done.length, done.length == 0 ? "" : " and 0 steps"));
        }
        for (int n = 1; n < done.length; n++) {
            if (done[n].length != done[0].length) {
                throw new IllegalArgumentException(
                        "the rows of done must be equally long, but row 0 has %d flags and row %d has %d"
                                .formatted(done[0].length, n, done[n].length));
            }
        }
        return new SequenceCut(
                Arrays.stream(done).map(boolean[]::clone).toArray(boolean[][]::new), seqLen);
    }

    /**
     * The sequences.
     *
     * @return by environment and then by time; together they hold every step once
     */
    public List<Sequence> sequences() {
        return sequences;
    }

    /**
     * The length to which sequences are padded: that of the longest.
     *
     * @return at most L, if L is above 0
     */
    public int longest() {
        return SequenceSplitter.longest(sequences);
    }

    /**
     * How much of the batch of S sequences is padding, which the network computes for nothing.
     *
     * @return a share of S times the longest length, from 0 to below 1
     */
    public double padding() {
        double cells = (double) sequences.size() * longest();
        return 1 - done.length * done[0].length / cells;
    }

    /**
     * The rollout with a colour for each sequence, and below it the sequences as they are learned
     * from, with what each begins from. The first step of each environment is taken for the first
     * of an episode. The batch is drawn up to its sixtieth sequence.
     *
     * @return the picture
     */
    public Picture picture() {
        List<Piece> pieces =
                sequences.stream()
                        .map(
                                each ->
                                        new Piece(
                                                each.environment(),
                                                each.start(),
                                                each.length(),
                                                begins(each)))
                        .toList();
        return new SequencePlot(done, pieces).draw(toString());
    }

    private boolean begins(Sequence sequence) {
        return sequence.start() == 0 || done[sequence.environment()][sequence.start() - 1];
    }

    @Override
    public String toHtml() {
        return picture().toHtml();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d environments x %d steps, cut with seqLen %d into %d sequences of at most %d steps, %.0f %% of the batch padding",
                done.length,
                done[0].length,
                seqLen,
                sequences.size(),
                longest(),
                100 * padding());
    }
}

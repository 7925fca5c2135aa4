package io.engram.pass;

/**
 * The rows of a pass through S sequences: the first steps of all, then the second steps of those
 * that have one, and so on. The longest sequences come first, so that the steps of one time are
 * those of the first few sequences, in one piece and without padding.
 */
public final class StepOrder {
    private final int sequences;

    /** The first row of each time; behind them the number of rows. */
    private final int[] starts;

    private StepOrder(int sequences, int[] starts) {
        this.sequences = sequences;
        this.starts = starts;
    }

    /**
     * The order of sequences of these lengths.
     *
     * @param lengths at least 1 each, none longer than the one before it
     * @return the order
     */
    public static StepOrder of(int[] lengths) {
        var starts = new int[lengths[0] + 1];
        int count = lengths.length;
        for (int t = 0; t < lengths[0]; t++) {
            while (lengths[count - 1] <= t) {
                count--;
            }
            starts[t + 1] = starts[t] + count;
        }
        return new StepOrder(lengths.length, starts);
    }

    /**
     * One step each.
     *
     * @param sequences S
     * @return the order
     */
    public static StepOrder single(int sequences) {
        return new StepOrder(sequences, new int[] {0, sequences});
    }

    /**
     * The number of sequences.
     *
     * @return S
     */
    public int sequences() {
        return sequences;
    }

    /**
     * The length of the longest sequence.
     *
     * @return L
     */
    public int length() {
        return starts.length - 1;
    }

    /**
     * The number of steps of all sequences.
     *
     * @return at most S · L
     */
    public int rows() {
        return starts[starts.length - 1];
    }

    /**
     * The row of a step.
     *
     * @param sequence which sequence, in the order of the lengths
     * @param time which of its steps, from 0
     * @return from 0
     */
    public int row(int sequence, int time) {
        return starts[time] + sequence;
    }

    /** The first row of a time. */
    int start(int time) {
        return starts[time];
    }

    /** How many sequences have a step at a time; 0 after the last. */
    int count(int time) {
        return time < length() ? starts[time + 1] - starts[time] : 0;
    }
}

package io.engram.rollout;

import io.engram.network.HiddenShape;
import io.engram.pass.NetworkPass;
import io.engram.pass.States;
import io.engram.pass.StepOrder;
import io.engram.random.RandomStream;
import io.engram.space.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All sequences of a rollout, ready to be dealt into mini-batches. */
public final class SequenceTable {
    private final Rollout rollout;
    private final List<Sequence> sequences;
    private final int length;
    private final HiddenShape hiddenShape;

    /** One row of layers · H numbers for each sequence. */
    private float[] hiddenStates;

    /** What becomes of the memory during some sequences. */
    public interface Passage {
        /**
         * Passes sequences of one length through a network.
         *
         * @param rows which sequences, S of them
         * @param states {@code (S, layers·H)}, the states before
         * @return {@code (S, layers·H)}, the states afterwards
         */
        float[] after(int[] rows, float[] states);
    }

    /**
     * Lays out the sequences of a rollout.
     *
     * @param rollout a rollout with its advantages
     * @param sequences its sequences
     * @param hiddenShape the shape of a hidden state
     */
    public SequenceTable(Rollout rollout, List<Sequence> sequences, HiddenShape hiddenShape) {
        this.rollout = rollout;
        this.sequences = List.copyOf(sequences);
        this.hiddenShape = hiddenShape;
        length = SequenceSplitter.longest(sequences);
        int size = hiddenShape.size();
        hiddenStates = new float[sequences.size() * size];
        for (int row = 0; row < sequences.size(); row++) {
            Sequence each = sequences.get(row);
            int step = each.start() * rollout.environments + each.environment();
            System.arraycopy(rollout.hiddenStates, step * size, hiddenStates, row * size, size);
        }
    }

    /** Begins every sequence with zeros in place of the hidden state that was stored. */
    public void forgetHiddenStates() {
        Arrays.fill(hiddenStates, 0);
    }

    /**
     * Computes anew, with the present parameters, the hidden state at the beginning of every
     * sequence that goes on where another one of its environment stopped, as Recurrent PPO may do
     * before each epoch. The states with which the rollout began, and those of new episodes, stay.
     *
     * <p>Sequences of an environment follow each other, so this takes one pass for each L steps of
     * the rollout, over all environments at once, without a gradient.
     *
     * @param passage what the network makes of the memory
     * @return how far the states were off: the root of the mean squared difference between the
     *     states before and now, divided by that of the states now; 0 if no sequence goes on
     */
    public double recomputeHiddenStates(Passage passage) {
        float[] before = hiddenStates.clone();
        int size = hiddenShape.size();
        for (List<Integer> wave : SequenceWaves.of(sequences, rollout::continues)) {
            int[] rows = wave.stream().mapToInt(Integer::intValue).toArray();
            float[] next = passage.after(rows, states(rows));
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(next, i * size, hiddenStates, (rows[i] + 1) * size, size);
            }
        }
        return relativeDistance(before, hiddenStates);
    }

    private static double relativeDistance(float[] before, float[] now) {
        double differences = 0;
        double squares = 0;
        for (int i = 0; i < now.length; i++) {
            double difference = (double) before[i] - now[i];
            differences += difference * difference;
            squares += (double) now[i] * now[i];
        }
        return squares == 0 ? 0 : Math.sqrt(differences / squares);
    }

    /** The states before some sequences, {@code (S, layers·H)}. */
    private float[] states(int[] rows) {
        int size = hiddenShape.size();
        var states = new float[rows.length * size];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(hiddenStates, rows[i] * size, states, i * size, size);
        }
        return states;
    }

    /**
     * What is seen in some sequences.
     *
     * @param rows which sequences, S of them
     * @return S · L observations, sequence by sequence; null in padding
     */
    public @Nullable Observation[] padded(int[] rows) {
        var observations = new Observation[rows.length * length];
        for (int s = 0; s < rows.length; s++) {
            Sequence sequence = sequences.get(rows[s]);
            System.arraycopy(
                    rollout.observations[sequence.environment()],
                    sequence.start(),
                    observations,
                    s * length,
                    sequence.length());
        }
        return observations;
    }

    /**
     * The number of sequences.
     *
     * @return S, at least N
     */
    public int size() {
        return sequences.size();
    }

    /**
     * The padded length of the sequences.
     *
     * @return L, that of the longest
     */
    public int length() {
        return length;
    }

    /**
     * The length of one sequence, without padding.
     *
     * @param row which sequence
     * @return from 1 to L
     */
    public int length(int row) {
        return sequences.get(row).length();
    }

    /**
     * How much of the sequences would be padding if all were as long as the longest.
     *
     * @return from 0 to below 1
     */
    public double paddingShare() {
        return 1 - (double) rollout.size() / ((double) size() * length);
    }

    /**
     * Deals the sequences into mini-batches in a random order.
     *
     * @param miniBatchSize how many sequences make a mini-batch; the rest makes a last, smaller one
     * @param random where the order comes from
     * @return the rows of each mini-batch
     */
    public List<int[]> shuffled(int miniBatchSize, RandomStream random) {
        int[] order = order(random);
        var batches = new ArrayList<int[]>();
        for (int from = 0; from < order.length; from += miniBatchSize) {
            batches.add(
                    Arrays.copyOfRange(order, from, Math.min(order.length, from + miniBatchSize)));
        }
        return batches;
    }

    /**
     * Deals the sequences into a number of mini-batches of equal size in a random order; the first
     * ones get one more where it does not come out even.
     *
     * @param count the number of mini-batches; fewer if there are fewer sequences
     * @param random where the order comes from
     * @return the rows of each mini-batch
     */
    public List<int[]> dealt(int count, RandomStream random) {
        int[] order = order(random);
        var batches = new ArrayList<int[]>();
        int from = 0;
        for (int size : parts(order.length, Math.min(count, order.length))) {
            batches.add(Arrays.copyOfRange(order, from, from + size));
            from += size;
        }
        return batches;
    }

    /** Sizes that differ by one at the most, the larger ones first. */
    private static int[] parts(int size, int count) {
        var parts = new int[count];
        Arrays.setAll(parts, i -> size / count + (i < size % count ? 1 : 0));
        return parts;
    }

    private int[] order(RandomStream random) {
        var order = new int[size()];
        Arrays.setAll(order, i -> i);
        random.shuffle(order);
        return order;
    }

    /**
     * Cuts a mini-batch into shards of nearly equal size, which can be learned from side by side.
     *
     * @param rows which sequences, S of them
     * @param count the number of shards; fewer if there are fewer sequences
     * @param normalizeAdvantages whether the advantages are brought to mean 0 and standard
     *     deviation 1 over the steps of the mini-batch; a single step stays as it is
     * @return the shards, in the order of the sequences
     */
    public List<Shard> shards(int[] rows, int count, boolean normalizeAdvantages) {
        StepScale scale = StepScale.of(rollout, sequences(rows), normalizeAdvantages);
        var cut = new ArrayList<Shard>();
        int from = 0;
        for (int size : parts(rows.length, Math.min(count, rows.length))) {
            cut.add(new Shard(cut.size(), Arrays.copyOfRange(rows, from, from + size), scale));
            from += size;
        }
        return cut;
    }

    private List<Sequence> sequences(int[] rows) {
        return Arrays.stream(rows).mapToObj(sequences::get).toList();
    }

    /** Some sequences of a mini-batch. Different shards may be used on different threads. */
    public final class Shard {
        private final int index;
        private final int[] rows;
        private final StepScale scale;

        private Shard(int index, int[] rows, StepScale scale) {
            this.index = index;
            this.rows = rows;
            this.scale = scale;
        }

        /**
         * Its number in the mini-batch.
         *
         * @return from 0
         */
        public int index() {
            return index;
        }

        /**
         * Its sequences.
         *
         * @return S rows of the table
         */
        public int[] rows() {
            return rows.clone();
        }

        /**
         * Its steps, without padding.
         *
         * @return t · N + n of every step of environment n, sequence by sequence
         */
        public int[] steps() {
            return Arrays.stream(rows)
                    .mapToObj(sequences::get)
                    .flatMapToInt(
                            each ->
                                    IntStream.range(each.start(), each.start() + each.length())
                                            .map(
                                                    t ->
                                                            t * rollout.environments
                                                                    + each.environment()))
                    .toArray();
        }

        /**
         * The states before its sequences.
         *
         * @return {@code (S, layers·H)}
         */
        public float[] states() {
            return SequenceTable.this.states(rows);
        }

        /**
         * What outputs are compared with that are padded.
         *
         * @return the targets of its steps; the outputs of step i of sequence s are in row s · L +
         *     i
         */
        public StepTargets targets() {
            return StepTargets.of(rollout, sequences(rows), (s, i) -> s * length + i, scale);
        }

        /**
         * Its sequences in the order of a pass in Java.
         *
         * @return without padding, the longest first
         */
        public OrderedSteps inOrder() {
            int[] sorted = longestFirst(rows);
            StepOrder order = StepOrder.of(lengths(sorted));
            return new OrderedSteps(
                    order,
                    observations(sorted, order),
                    SequenceTable.this.states(sorted),
                    StepTargets.of(rollout, sequences(sorted), order::row, scale));
        }
    }

    private int[] lengths(int[] rows) {
        return Arrays.stream(rows).map(this::length).toArray();
    }

    /** Sequences of one length stay in their order. */
    private int[] longestFirst(int[] rows) {
        return Arrays.stream(rows)
                .boxed()
                .sorted((a, b) -> Integer.compare(length(b), length(a)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private Observation[] observations(int[] rows, StepOrder order) {
        var seen = new Observation[order.rows()];
        for (int s = 0; s < rows.length; s++) {
            Sequence sequence = sequences.get(rows[s]);
            for (int i = 0; i < sequence.length(); i++) {
                seen[order.row(s, i)] =
                        rollout.observations[sequence.environment()][sequence.start() + i];
            }
        }
        return seen;
    }

    /**
     * What becomes of the memory during sequences of one length.
     *
     * @param pass of the network, with its parameters
     * @return passes in Java
     */
    public Passage passage(NetworkPass pass) {
        return (rows, states) -> {
            StepOrder order = StepOrder.of(lengths(rows));
            pass.see(observations(rows, order));
            int size = hiddenShape.size();
            pass.forward(order, new States(states, 0, hiddenShape.width(), size));
            var next = new float[states.length];
            pass.next(new States(next, 0, hiddenShape.width(), size));
            return next;
        };
    }
}

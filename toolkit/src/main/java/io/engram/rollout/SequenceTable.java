package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import io.engram.engine.Handles;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.Forward;
import io.engram.network.HiddenShape;
import io.engram.network.ObservationTensors;
import io.engram.random.RandomStream;
import io.engram.space.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All sequences of a rollout, ready to be gathered into mini-batches.
 *
 * <p>What is large, the observations, lies on the device, one row for each sequence, and is
 * gathered there by one index; the few numbers of each step are packed into one transfer.
 */
public final class SequenceTable {
    private final Rollout rollout;
    private final List<Sequence> sequences;
    private final int length;
    private final HiddenShape hiddenShape;
    private final ObservationTensors tensors;
    private final NDList observations;
    private final NDManager owner;

    /** Handles of the observations, of which each shard has its own. */
    private final List<NDList> shards = new ArrayList<>();

    /** One row of layers · H numbers for each sequence. */
    private float[] hiddenStates;

    /**
     * Lays out the sequences of a rollout.
     *
     * @param rollout a rollout with its advantages
     * @param sequences its sequences
     * @param paddingValue what observations are padded with
     * @param hiddenShape the shape of a hidden state
     * @param phase owns the tables
     */
    public SequenceTable(
            Rollout rollout,
            List<Sequence> sequences,
            float paddingValue,
            HiddenShape hiddenShape,
            NDManager phase) {
        this.rollout = rollout;
        this.sequences = List.copyOf(sequences);
        this.hiddenShape = hiddenShape;
        length = SequenceSplitter.longest(sequences);
        owner = phase;
        tensors = new ObservationTensors(rollout.observationSpace);
        observations = observationRows(phase, paddingValue);
        long[] starts =
                sequences.stream()
                        .mapToLong(
                                each ->
                                        (long) each.start() * rollout.environments
                                                + each.environment())
                        .toArray();
        hiddenStates = gather(rollout.hiddenStates, phase.create(starts)).toFloatArray();
    }

    /**
     * Computes anew, with the present parameters, the hidden state at the beginning of every
     * sequence that goes on where another one of its environment stopped, as Recurrent PPO may do
     * before each epoch. The states with which the rollout began, and those of new episodes, stay.
     *
     * <p>Sequences of an environment follow each other, so this takes one pass for each L steps of
     * the rollout, over all environments at once, without a gradient.
     *
     * @param network the network
     * @param forward a pass without a gradient
     * @param phase owns the states
     * @return how far the states were off: the root of the mean squared difference between the
     *     states before and now, divided by that of the states now; 0 if no sequence goes on
     */
    public double recomputeHiddenStates(
            ActorCriticNetwork network, Forward forward, NDManager phase) {
        if (hiddenShape.size() == 0) {
            return 0;
        }
        float[] states = hiddenStates.clone();
        try (NDManager manager = phase.newSubManager()) {
            for (List<Integer> wave : SequenceWaves.of(sequences, rollout::continues)) {
                passOn(wave, states, network, forward, manager);
            }
        }
        double distance = relativeDistance(hiddenStates, states);
        hiddenStates = states;
        return distance;
    }

    /** Gives the state after each of some sequences to the sequence behind it. */
    private void passOn(
            List<Integer> wave,
            float[] states,
            ActorCriticNetwork network,
            Forward forward,
            NDManager manager) {
        int width = hiddenShape.size();
        try (NDManager pass = manager.newSubManager()) {
            pass.tempAttachAll(observations);
            int count = wave.size();
            int steps = sequences.get(wave.get(0)).length();
            int[] rows = wave.stream().mapToInt(Integer::intValue).toArray();
            NDArray index = pass.create(Arrays.stream(rows).asLongStream().toArray());
            var seen = new NDList(observations.size());
            observations.forEach(part -> seen.add(gather(part, index)));
            NDList padded = tensors.asFloats(seen, count, length);
            var unpadded = new NDList(padded.size());
            padded.forEach(
                    part -> unpadded.add(steps == length ? part : part.get(":, 0:" + steps)));
            NDArray hidden = batchOfStates(states, rows, pass);
            // (layers, S, H) -> (S, layers·H)
            float[] next =
                    network.look(forward, unpadded, hidden)
                            .nextHiddenState()
                            .transpose(1, 0, 2)
                            .duplicate()
                            .toFloatArray();
            for (int i = 0; i < count; i++) {
                System.arraycopy(next, i * width, states, (wave.get(i) + 1) * width, width);
            }
        }
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

    /** Some rows of (S, layers·H) as (layers, S, H). */
    private NDArray batchOfStates(float[] states, int[] rows, NDManager manager) {
        int width = hiddenShape.width();
        int layers = hiddenShape.layers();
        var batch = new float[rows.length * layers * width];
        for (int layer = 0; layer < layers; layer++) {
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(
                        states,
                        (rows[i] * layers + layer) * width,
                        batch,
                        (layer * rows.length + i) * width,
                        width);
            }
        }
        return manager.create(batch, hiddenShape.of(rows.length));
    }

    /** For each part one row of L observations for each sequence. */
    private NDList observationRows(NDManager phase, float paddingValue) {
        int[] all = new int[sequences.size()];
        Arrays.setAll(all, row -> row);
        var rows = new NDList();
        for (NDArray part : tensors.table(phase, padded(all), paddingValue)) {
            rows.add(part.reshape(sequences.size(), -1));
        }
        return rows;
    }

    /** The observations of some sequences, S · L of them, null in padding. */
    private Observation[] padded(int[] rows) {
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

    private static NDArray gather(NDArray table, NDArray rows) {
        return Embedding.embedding(rows, table, SparseFormat.DENSE).head();
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
     * How much of the tables is padding.
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
        while (shards.size() < cut.size()) {
            shards.add(Handles.others(observations, owner));
        }
        return cut;
    }

    private List<Sequence> sequences(int[] rows) {
        return Arrays.stream(rows).mapToObj(sequences::get).toList();
    }

    /** Some sequences of a mini-batch. Different shards may be gathered on different threads. */
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
         * Its steps, without padding.
         *
         * @return t · N + n of every step of environment n, sequence by sequence
         */
        public int[] steps() {
            return SequenceTable.this.steps(rows);
        }

        /**
         * Gathers the sequences.
         *
         * @param manager owns the tensors
         * @return the sequences as tensors
         */
        public MiniBatch gather(NDManager manager) {
            NDList own = shards.get(index);
            manager.tempAttachAll(own);
            NDArray numbers = manager.create(Arrays.stream(rows).asLongStream().toArray());
            int count = rows.length;
            var seen = new NDList(own.size());
            own.forEach(part -> seen.add(SequenceTable.gather(part, numbers)));
            return new MiniBatch(
                    tensors.asFloats(seen, count, length),
                    batchOfStates(hiddenStates, rows, manager),
                    StepTargets.of(rollout, sequences(rows), length, scale));
        }
    }

    private int[] steps(int[] rows) {
        return Arrays.stream(rows)
                .mapToObj(sequences::get)
                .flatMapToInt(
                        sequence ->
                                IntStream.range(
                                                sequence.start(),
                                                sequence.start() + sequence.length())
                                        .map(
                                                t ->
                                                        t * rollout.environments
                                                                + sequence.environment()))
                .toArray();
    }
}

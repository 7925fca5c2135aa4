package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import io.engram.network.FlatParameters;
import io.engram.network.HiddenShape;
import io.engram.random.RandomStream;
import io.engram.space.ObservationSpace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All sequences of a rollout, ready to be gathered into mini-batches.
 *
 * <p>What is large (observations, hidden states) lies on the device, one row for each sequence, and
 * is gathered there by one index; the few numbers of each step are packed into one transfer.
 */
public final class SequenceTable {
    private final Rollout rollout;
    private final List<Sequence> sequences;
    private final int length;
    private final HiddenShape hiddenShape;
    private final NDArray observations;
    private final NDArray hiddenStates;

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
        observations = observationRows(phase, paddingValue);
        long[] starts =
                sequences.stream()
                        .mapToLong(
                                each ->
                                        (long) each.start() * rollout.environments
                                                + each.environment())
                        .toArray();
        hiddenStates = gather(rollout.hiddenStates, phase.create(starts));
    }

    private NDArray observationRows(NDManager phase, float paddingValue) {
        int width = rollout.observationSpace.size();
        var shape = new Shape(sequences.size(), (long) length * width);
        if (rollout.observationSpace.type() == ObservationSpace.ElementType.UINT8) {
            var pixels = ByteBuffer.allocateDirect(Math.toIntExact(shape.size()));
            for (Sequence sequence : sequences) {
                for (int i = 0; i < sequence.length(); i++) {
                    pixels.put(
                            rollout.observations[sequence.environment()][sequence.start() + i]
                                    .bytes());
                }
                var padding = new byte[(length - sequence.length()) * width];
                Arrays.fill(padding, (byte) Math.round(paddingValue * 255));
                pixels.put(padding);
            }
            return phase.create(pixels.rewind(), shape, DataType.UINT8);
        }
        var values = new float[Math.toIntExact(shape.size())];
        int row = 0;
        for (Sequence sequence : sequences) {
            int from = row++ * length * width;
            for (int i = 0; i < length; i++) {
                if (i < sequence.length()) {
                    float[] seen =
                            rollout.observations[sequence.environment()][sequence.start() + i]
                                    .floats();
                    System.arraycopy(seen, 0, values, from + i * width, width);
                } else {
                    Arrays.fill(values, from + i * width, from + (i + 1) * width, paddingValue);
                }
            }
        }
        return phase.create(values, shape);
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
        int batchCount = Math.min(count, order.length);
        var batches = new ArrayList<int[]>();
        int from = 0;
        for (int i = 0; i < batchCount; i++) {
            int size = order.length / batchCount + (i < order.length % batchCount ? 1 : 0);
            batches.add(Arrays.copyOfRange(order, from, from + size));
            from += size;
        }
        return batches;
    }

    private int[] order(RandomStream random) {
        var order = new int[size()];
        Arrays.setAll(order, i -> i);
        random.shuffle(order);
        return order;
    }

    /**
     * Gathers some sequences.
     *
     * @param rows which sequences, S of them
     * @param normalizeAdvantages whether the advantages are brought to mean 0 and standard
     *     deviation 1 over the steps of this mini-batch; a single step stays as it is
     * @param manager owns the tensors
     * @return the mini-batch
     */
    public MiniBatch gather(int[] rows, boolean normalizeAdvantages, NDManager manager) {
        manager.tempAttachAll(observations, hiddenStates);
        NDArray index = manager.create(Arrays.stream(rows).asLongStream().toArray());
        int count = rows.length;
        NDArray seen =
                gather(observations, index)
                        .reshape(
                                FlatParameters.sequenceShape(
                                        rollout.observationSpace, count, length));
        // (S, layers·H) -> (layers, S, H)
        NDArray hidden =
                gather(hiddenStates, index)
                        .reshape(count, hiddenShape.layers(), hiddenShape.width())
                        .transpose(1, 0, 2)
                        .duplicate();
        var steps = new StepColumns(rollout, rows, sequences, length, normalizeAdvantages);
        NDList columns = steps.toArrays(manager);
        return new MiniBatch(
                FlatParameters.asFloats(seen),
                hidden,
                columns.get(0),
                columns.get(1),
                columns.get(2),
                columns.get(3),
                columns.get(4),
                columns.get(5),
                columns.get(6));
    }
}

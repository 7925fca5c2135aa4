package io.engram.rollout;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import io.engram.engine.Handles;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.FlatParameters;
import io.engram.network.HiddenShape;
import io.engram.network.ObservationTensors;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sequences of a rollout in the engine. What is large, the observations, lies on the device,
 * one row for each sequence, and is gathered there by one index.
 */
public final class SequenceTensors {
    private final SequenceTable table;
    private final int length;
    private final HiddenShape hiddenShape;
    private final ObservationTensors tensors;
    private final NDList observations;
    private final NDManager owner;

    /** Handles of the observations, of which each shard has its own. */
    private final List<NDList> shards = new ArrayList<>();

    /**
     * Moves the observations to the device.
     *
     * @param table the sequences
     * @param space of what is seen
     * @param paddingValue what observations are padded with
     * @param hiddenShape the shape of a hidden state
     * @param phase owns the tensors
     */
    public SequenceTensors(
            SequenceTable table,
            ObservationSpace space,
            float paddingValue,
            HiddenShape hiddenShape,
            NDManager phase) {
        this.table = table;
        this.hiddenShape = hiddenShape;
        length = table.length();
        owner = phase;
        tensors = new ObservationTensors(space);
        int[] all = new int[table.size()];
        Arrays.setAll(all, row -> row);
        observations = new NDList();
        for (NDArray part : tensors.table(phase, table.padded(all), paddingValue)) {
            observations.add(part.reshape(table.size(), -1));
        }
    }

    /**
     * Gets ready for so many shards at once.
     *
     * @param count the number of shards
     */
    public void prepareShards(int count) {
        while (shards.size() < count) {
            shards.add(Handles.others(observations, owner));
        }
    }

    /**
     * Gathers the sequences of a shard. Different shards may be gathered on different threads.
     *
     * @param shard a shard, after {@link #prepareShards}
     * @param manager owns the tensors
     * @return the sequences as tensors
     */
    public MiniBatch gather(SequenceTable.Shard shard, NDManager manager) {
        int[] rows = shard.rows();
        return new MiniBatch(
                gather(shards.get(shard.index()), rows, manager),
                states(shard.states(), rows.length, manager),
                shard.targets());
    }

    /**
     * What becomes of the memory during sequences of one length.
     *
     * @param network the network
     * @param parameters its parameters
     * @param phase owns what is made on the way
     * @return passes in the engine, without a gradient
     */
    public SequenceTable.Passage passage(
            ActorCriticNetwork network, FlatParameters parameters, NDManager phase) {
        return (rows, states) -> {
            try (NDManager pass = phase.newSubManager()) {
                NDList seen = gather(rows, table.length(rows[0]), pass);
                NDArray hidden = states(states, rows.length, pass);
                // (layers, S, H) -> (S, layers·H)
                return network.look(parameters.acting(pass), seen, hidden)
                        .nextHiddenState()
                        .transpose(1, 0, 2)
                        .duplicate()
                        .toFloatArray();
            }
        };
    }

    private NDList gather(int[] rows, int steps, NDManager manager) {
        NDList padded = gather(observations, rows, manager);
        var unpadded = new NDList(padded.size());
        padded.forEach(part -> unpadded.add(steps == length ? part : part.get(":, 0:" + steps)));
        return unpadded;
    }

    private NDList gather(NDList table, int[] rows, NDManager manager) {
        manager.tempAttachAll(table);
        NDArray index = manager.create(Arrays.stream(rows).asLongStream().toArray());
        var seen = new NDList(table.size());
        table.forEach(
                part -> seen.add(Embedding.embedding(index, part, SparseFormat.DENSE).head()));
        return tensors.asFloats(seen, rows.length, length);
    }

    /** Hidden states (S, layers·H) -> (layers, S, H). */
    private NDArray states(float[] states, int count, NDManager manager) {
        int width = hiddenShape.width();
        int layers = hiddenShape.layers();
        var batch = new float[count * layers * width];
        for (int layer = 0; layer < layers; layer++) {
            for (int i = 0; i < count; i++) {
                System.arraycopy(
                        states,
                        (i * layers + layer) * width,
                        batch,
                        (layer * count + i) * width,
                        width);
            }
        }
        return manager.create(batch, hiddenShape.of(count));
    }
}

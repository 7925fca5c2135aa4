package io.engram.agent;

import ai.djl.ndarray.NDManager;
import io.engram.rollout.SequenceTable;
import java.util.List;

/** What an update asks of a network: passes forward and backward, in Java or in the engine. */
interface LearningPath {

    /**
     * Gets ready to learn from a rollout.
     *
     * @param table its sequences
     * @param phase owns what is kept for the update
     */
    void begin(SequenceTable table, NDManager phase);

    /** What becomes of the memory during some sequences, with the present parameters. */
    SequenceTable.Passage passage();

    /**
     * The lessons of a mini-batch.
     *
     * @param shards its shards
     * @param update the number of updates made before, for the schedules
     * @param manager owns what is made for the mini-batch
     * @return one for each shard
     */
    List<? extends Lesson> lessons(
            List<SequenceTable.Shard> shards, long update, NDManager manager);

    /**
     * The gradient of lessons that were learned, added in their order.
     *
     * @param lessons what {@link #lessons} gave
     * @param manager owns what is made on the way
     * @return P numbers, which may be changed
     */
    float[] gradient(List<? extends Lesson> lessons, NDManager manager);

    /** Forgets what an update that was given up has left behind. */
    void forget();
}

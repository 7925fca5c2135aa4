package io.engram.training;

import io.engram.checkpoint.MetricHistory;

/** Receives the metrics of a run; called on the engine's thread. */
interface MetricSink extends AutoCloseable {

    /**
     * Begins, or begins again after the run went back to an earlier update.
     *
     * @param history the rows of the updates already made
     */
    void begin(MetricHistory history);

    /**
     * One more update.
     *
     * @param row its metrics
     * @param history the rows of all updates, with this one
     */
    void write(MetricRow row, MetricHistory history);

    @Override
    void close();
}

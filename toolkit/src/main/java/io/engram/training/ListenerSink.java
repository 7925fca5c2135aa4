package io.engram.training;

import io.engram.checkpoint.MetricHistory;
import java.util.function.Consumer;

/** Tells somebody of every update. */
record ListenerSink(Consumer<MetricRow> listener) implements MetricSink {

    @Override
    public void begin(MetricHistory history) {}

    @Override
    public void write(MetricRow row, MetricHistory history) {
        listener.accept(row);
    }

    @Override
    public void close() {}
}

package io.engram.training;

import io.engram.checkpoint.MetricHistory;
import java.util.List;
import java.util.function.BiConsumer;

/** Tells somebody of every update, and knows whether it is doing so. */
final class ListenerSink implements MetricSink {
    private final List<BiConsumer<TrainingRun, MetricRow>> listeners;
    private TrainingRun run;
    private volatile Thread telling;

    ListenerSink(List<BiConsumer<TrainingRun, MetricRow>> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** The run, which is made after what it writes to. */
    void of(TrainingRun made) {
        run = made;
    }

    /**
     * Refuses what waits for the end of training, and would wait for ever in a listener.
     *
     * @throws IllegalStateException if the calling thread is in one
     */
    void refuseWithin(String call, String instead) {
        if (Thread.currentThread() == telling) {
            throw new IllegalStateException(
                    "%s was called in onUpdate of the run '%s', which is training then and goes on when onUpdate returns; %s"
                            .formatted(call, run.description().name(), instead));
        }
    }

    @Override
    public void begin(MetricHistory history) {}

    @Override
    public void write(MetricRow row, MetricHistory history) {
        telling = Thread.currentThread();
        try {
            listeners.forEach(listener -> listener.accept(run, row));
        } finally {
            telling = null;
        }
    }

    @Override
    public void close() {}
}

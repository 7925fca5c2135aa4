package io.engram.cluster;

import io.engram.sweep.RunOrder;
import io.engram.sweep.RunProgress;
import io.engram.sweep.RunTrainer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/** Has a run trained by a task of its own. */
final class SparkTrainer implements RunTrainer {
    /** So long a task may take to save its run when it is stopped. */
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    private final JavaSparkContext spark;
    private final SparkPlace place;
    private final RunOrder order;

    private @Nullable JavaFutureAction<List<byte[]>> job;
    private Optional<RunProgress> progress = Optional.empty();
    private boolean isStopped;
    private int tasks;
    private boolean wasStarted;

    SparkTrainer(JavaSparkContext spark, SparkPlace place, RunOrder order) {
        this.spark = spark;
        this.place = place;
        this.order = order;
    }

    @Override
    public RunProgress train(int target) {
        var accumulator = new ProgressAccumulator();
        spark.sc().register(accumulator, order.name());
        String property = order.name() + "-" + accumulator.id();
        place.watch().add(property, accumulator.id(), this);
        try {
            var task =
                    new RunTask(order, target, place.output(), accumulator, place.needsVectors());
            return begin(property, task)
                    .map(this::await)
                    .orElseGet(() -> place.saved(order.name()));
        } finally {
            place.watch().remove(property, accumulator.id(), this);
            over();
        }
    }

    /** Empty if it is stopped already. */
    private synchronized Optional<JavaFutureAction<List<byte[]>>> begin(
            String property, RunTask task) {
        if (isStopped) {
            return Optional.empty();
        }
        spark.setLocalProperty(TaskWatch.PROPERTY, property);
        spark.setLocalProperty("spark.job.description", order.name());
        spark.setLocalProperty("spark.job.interruptOnCancel", "true");
        wasStarted = false;
        job = spark.parallelize(List.of(0), 1).map(task).collectAsync();
        return Optional.of(job);
    }

    private RunProgress await(JavaFutureAction<List<byte[]>> begun) {
        try {
            RunResult result = RunResult.of(begun.get().get(0));
            place.tell(order.name(), result.attempt());
            if (!result.failure().isEmpty()) {
                throw new IllegalStateException(result.failure());
            }
            return result.progress();
        } catch (CancellationException e) {
            return stopped();
        } catch (ExecutionException e) {
            if (isStopped()) {
                return stopped();
            }
            throw new IllegalStateException(reason(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a thread of a sweep", e);
        }
    }

    /** What Spark says, without what it says of its own code. */
    private static String reason(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        return "the cluster gave the run up: "
                + text.replaceFirst("(?s)\\s*Driver stacktrace:.*", "")
                        .replaceAll("\n\\s+at [^\n]*", "");
    }

    /** Waits until its task has saved the run. */
    private RunProgress stopped() {
        awaitTasks();
        return place.saved(order.name());
    }

    private synchronized void awaitTasks() {
        long begun = System.nanoTime();
        while (tasks > 0 && System.nanoTime() - begun < PATIENCE) {
            try {
                wait(1_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts a thread of a sweep", e);
            }
        }
    }

    @Override
    public synchronized void stop() {
        isStopped = true;
        if (job != null) {
            job.cancel(true);
        }
    }

    private synchronized boolean isStopped() {
        return isStopped;
    }

    private synchronized void over() {
        job = null;
    }

    @Override
    public synchronized Optional<RunProgress> now() {
        return job == null ? Optional.empty() : progress;
    }

    @Override
    public synchronized boolean isQueued() {
        return job != null && !wasStarted;
    }

    synchronized void progressed(RunProgress latest) {
        progress = Optional.of(latest);
    }

    synchronized void taskStarted() {
        tasks++;
        wasStarted = true;
    }

    synchronized void taskEnded() {
        tasks--;
        notifyAll();
    }
}

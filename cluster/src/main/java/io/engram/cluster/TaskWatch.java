package io.engram.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.jdk.javaapi.CollectionConverters;

/** Tells trainers what becomes of their tasks. */
final class TaskWatch extends SparkListener {
    /** The property of a job that says for which trainer it is. */
    static final String PROPERTY = "engram.run";

    private final Map<String, SparkTrainer> trainers = new ConcurrentHashMap<>();
    private final Map<Integer, SparkTrainer> stages = new ConcurrentHashMap<>();
    private final Map<Long, SparkTrainer> accumulators = new ConcurrentHashMap<>();

    /** Before the job begins. */
    void add(String property, long accumulator, SparkTrainer trainer) {
        trainers.put(property, trainer);
        accumulators.put(accumulator, trainer);
    }

    void remove(String property, long accumulator, SparkTrainer trainer) {
        trainers.remove(property);
        accumulators.remove(accumulator);
        stages.values().removeIf(trainer::equals);
    }

    @Override
    public void onJobStart(SparkListenerJobStart job) {
        String property = job.properties() == null ? null : job.properties().getProperty(PROPERTY);
        SparkTrainer trainer = property == null ? null : trainers.get(property);
        if (trainer != null) {
            CollectionConverters.asJava(job.stageIds())
                    .forEach(stage -> stages.put((Integer) stage, trainer));
        }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart task) {
        SparkTrainer trainer = stages.get(task.stageId());
        if (trainer != null) {
            trainer.taskStarted();
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
        SparkTrainer trainer = stages.get(task.stageId());
        if (trainer != null) {
            trainer.taskEnded();
        }
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate heartbeat) {
        CollectionConverters.asJava(heartbeat.accumUpdates())
                .forEach(task -> CollectionConverters.asJava(task._4()).forEach(this::update));
    }

    private void update(AccumulableInfo info) {
        SparkTrainer trainer = accumulators.get(info.id());
        if (trainer != null && info.update().isDefined()) {
            Object value = info.update().get();
            if (value instanceof double[] numbers && numbers.length > 0) {
                trainer.progressed(RunResult.progress(numbers));
            }
        }
    }
}

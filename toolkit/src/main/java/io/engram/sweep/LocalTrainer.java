package io.engram.sweep;

import io.engram.training.TrainingRun;
import java.nio.file.Path;
import java.util.Optional;

/** Trains a run in this process. */
final class LocalTrainer implements RunTrainer {
    private final RunOrder order;
    private final Path checkpoints;
    private final Path logs;
    private final Runnable afterUpdate;
    private volatile TrainingRun live;
    private volatile boolean isStopped;

    LocalTrainer(RunOrder order, Path checkpoints, Path logs, Runnable afterUpdate) {
        this.order = order;
        this.checkpoints = checkpoints;
        this.logs = logs;
        this.afterUpdate = afterUpdate;
    }

    @Override
    public RunProgress train(int target) {
        try (TrainingRun run = order.begin(checkpoints, logs, afterUpdate)) {
            live = run;
            if (!isStopped && run.state().update() < target) {
                run.start(target);
                if (isStopped) {
                    run.stop();
                }
                await(run);
            }
            return RunProgress.of(run.state());
        } finally {
            live = null;
        }
    }

    private static void await(TrainingRun run) {
        boolean isInterrupted = false;
        while (true) {
            try {
                run.await();
                break;
            } catch (InterruptedException e) {
                isInterrupted = true;
                run.stop();
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        isStopped = true;
        TrainingRun run = live;
        if (run != null) {
            run.stop();
        }
    }

    @Override
    public Optional<RunProgress> now() {
        return Optional.ofNullable(live).map(run -> RunProgress.of(run.state()));
    }
}

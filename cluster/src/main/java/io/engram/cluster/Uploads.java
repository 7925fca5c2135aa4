package io.engram.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Brings checkpoints to where others see them, beside training, soon after they are there. */
final class Uploads implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Uploads.class.getName());
    private static final long PAUSE_MILLISECONDS = 500;

    private final String run;
    private final RunReplica replica;
    private final ScheduledExecutorService thread;
    private Optional<Path> known;

    Uploads(String run, RunReplica replica) {
        this.run = run;
        this.replica = replica;
        known = replica.newest();
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            var daemon = new Thread(work, "engram-upload-" + run);
                            daemon.setDaemon(true);
                            return daemon;
                        });
        thread.scheduleWithFixedDelay(
                this::look, PAUSE_MILLISECONDS, PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Optional<Path> newest = replica.newest();
            if (!newest.equals(known)) {
                replica.save();
                known = newest;
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a checkpoint of the run '%s' is not saved yet, which is tried again: %s"
                            .formatted(run, e));
        }
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        thread.shutdown();
        boolean isInterrupted = false;
        while (true) {
            try {
                if (thread.awaitTermination(1, TimeUnit.HOURS)) {
                    break;
                }
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.engram.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Brings checkpoints to where others see them, beside training. */
final class Uploads implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Uploads.class.getName());

    private final String run;
    private final RunReplica replica;
    private final ExecutorService thread;
    private final AtomicBoolean isBusy = new AtomicBoolean();
    private Optional<Path> known;

    Uploads(String run, RunReplica replica) {
        this.run = run;
        this.replica = replica;
        known = replica.newest();
        thread =
                Executors.newSingleThreadExecutor(
                        work -> {
                            var daemon = new Thread(work, "engram-upload-" + run);
                            daemon.setDaemon(true);
                            return daemon;
                        });
    }

    /** Called after each update: if there is a new checkpoint, it begins to go its way. */
    void look() {
        Optional<Path> newest = replica.newest();
        if (!newest.equals(known) && isBusy.compareAndSet(false, true)) {
            known = newest;
            thread.execute(this::save);
        }
    }

    private void save() {
        try {
            replica.save();
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a checkpoint of the run '%s' is not saved yet, and goes with the next: %s"
                            .formatted(run, e));
        } finally {
            isBusy.set(false);
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

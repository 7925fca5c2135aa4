package io.engram.sweep;

import java.util.concurrent.CountDownLatch;

/** The threads that train the runs of a sweep, each one run after the other. */
final class SweepTeam {
    private final String name;
    private final SweepPlan plan;
    private final int size;
    private final Runnable save;
    private final CountDownLatch end;
    private volatile RuntimeException failure;

    SweepTeam(String name, SweepPlan plan, int size, Runnable save) {
        this.name = name;
        this.plan = plan;
        this.size = size;
        this.save = save;
        end = new CountDownLatch(size);
    }

    /** Begins, on threads that nobody interrupts. */
    CountDownLatch start() {
        for (int i = 1; i <= size; i++) {
            var thread = new Thread(this::work, "engram-sweep-" + name + "-" + i);
            thread.setDaemon(true);
            // A notebook's threads have class loaders that come and go.
            thread.setContextClassLoader(SweepTeam.class.getClassLoader());
            thread.start();
        }
        return end;
    }

    private void work() {
        try {
            for (var work = plan.next(); work != null; work = plan.next()) {
                try {
                    work.job().train(work.target());
                    save.run();
                } finally {
                    plan.done(work.job());
                }
            }
        } catch (RuntimeException e) {
            failure = e;
            plan.stop();
        } finally {
            end.countDown();
        }
    }

    /** Throws what kept the sweep from being written down. */
    void requireSaved() {
        if (failure != null) {
            throw failure;
        }
    }
}

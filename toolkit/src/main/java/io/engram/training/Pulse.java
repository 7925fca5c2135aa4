package io.engram.training;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the loop is doing within an update. It costs the loop one write for each step of all
 * environments and each mini-batch; any thread may look.
 */
final class Pulse {
    /** How much of an update collecting is taken to be before one was measured. */
    private static final double USUAL_SHARE = 0.4;

    /** What takes time. */
    enum Phase {
        /** Nothing that belongs to an update. */
        RESTING("", ""),
        PREPARING("preparing: step", " of "),
        COLLECTING("collecting: step", " of "),
        LEARNING("learning: mini-batch", " of about "),
        EVALUATING("evaluating", ""),
        FILMING("filming", "");

        private final String text;
        private final String between;

        Phase(String text, String between) {
            this.text = text;
            this.between = between;
        }
    }

    private final AtomicInteger done = new AtomicInteger();
    private volatile Phase phase = Phase.RESTING;
    private volatile int all;
    private volatile double collectingShare = USUAL_SHARE;
    private long collectingNanos;
    private long phaseBegan;

    /**
     * Begins a phase.
     *
     * @param next what is done from now on
     * @param of how many beats it will have; 0 if that is not known
     */
    void begin(Phase next, int of) {
        long now = System.nanoTime();
        long took = now - phaseBegan;
        if (phase == Phase.COLLECTING) {
            collectingNanos = took;
        } else if (phase == Phase.LEARNING && collectingNanos + took > 0) {
            collectingShare = (double) collectingNanos / (collectingNanos + took);
        }
        phaseBegan = now;
        done.set(0);
        all = of;
        phase = next;
    }

    /** One more step, or mini-batch, begins. */
    void beat() {
        done.incrementAndGet();
    }

    /** The steps of each environment in the rollout that is being collected or learned from. */
    int steps(int nSteps) {
        return switch (phase) {
            case PREPARING, COLLECTING -> Math.max(0, done.get() - 1);
            case LEARNING -> nSteps;
            default -> 0;
        };
    }

    /** How much of the present update is done, 0 to 1. */
    double fraction() {
        double within = all == 0 ? 0 : Math.min(1, (double) done.get() / all);
        return switch (phase) {
            case COLLECTING -> collectingShare * within;
            case LEARNING -> collectingShare + (1 - collectingShare) * within;
            default -> 0;
        };
    }

    /** What is done now, in words; empty if nothing is. */
    String text() {
        Phase now = phase;
        int count = done.get();
        if (count == 0 || now == Phase.EVALUATING || now == Phase.FILMING) {
            return now == Phase.EVALUATING || now == Phase.FILMING ? now.text : "";
        }
        return now == Phase.RESTING
                ? ""
                : now.text + " " + count + (all > 0 ? now.between + Math.max(all, count) : "");
    }
}

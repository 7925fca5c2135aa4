package io.engram.gymnasium;

import io.engram.environment.RemoteException;

/** A process ended, or was ended since it did not answer. */
final class WorkerLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is told of it. */
    private final RemoteException told;

    WorkerLost(RemoteException told) {
        super(told.getMessage(), told);
        this.told = told;
    }

    RemoteException told() {
        return told;
    }
}

package io.engram.notebook;

import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;

/** Shows things in the cell that is running in a JJava kernel. */
final class JJavaDisplay implements Display {

    @Override
    public void show(Object value) {
        undisturbed(() -> BaseNotebookStatics.display(value));
    }

    @Override
    public LiveCell live() {
        return new Redrawn();
    }

    /**
     * Sends with the interrupt flag down, and puts it back: the kernel's sockets break off a
     * message when the thread that sends it has been interrupted.
     */
    private static void undisturbed(Runnable send) {
        boolean interrupted = Thread.interrupted();
        try {
            send.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class Redrawn implements LiveCell {
        private String id;

        @Override
        public void update(Object value) {
            if (id == null) {
                undisturbed(() -> id = BaseNotebookStatics.display(value));
            } else {
                undisturbed(() -> BaseNotebookStatics.updateDisplay(id, value));
            }
        }

        @Override
        public void close() {
            // The last state stays in the notebook.
        }
    }
}

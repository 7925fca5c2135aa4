package io.engram.notebook;

import java.util.Optional;

/**
 * The cell that a kernel is running, if it is running one.
 *
 * @param <D> what the kernel sends
 */
interface KernelCell<D> {

    /** Whether a cell is running; what is sent while none is gets lost. */
    boolean isRunning();

    /** The forms of a value that a notebook can show, under an id if it is to be replaced later. */
    D render(Object value, Optional<String> id);

    /** Puts something below what the cell has put out by now. */
    void display(D data);

    /** Replaces what was displayed under the same id, in whichever cell. */
    void updateDisplay(D data);
}

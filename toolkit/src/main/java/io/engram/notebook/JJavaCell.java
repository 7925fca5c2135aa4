package io.engram.notebook;

import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The cell that a JJava kernel is running, if it is running one. */
interface JJavaCell {
    /** Under which transient name Jupyter's messages have the id of a display. */
    String DISPLAY_ID = "display_id";

    /** Whether a cell is running; what is sent while none is gets lost. */
    boolean isRunning();

    /** The forms of a value that a notebook can show. */
    DisplayData render(Object value);

    /** Puts something below what the cell has put out by now. */
    void display(DisplayData data);

    /** Replaces what was displayed under the same id, in whichever cell. */
    void updateDisplay(DisplayData data);

    /** The cells of a kernel. */
    static JJavaCell of(BaseKernel kernel) {
        return new JJavaCell() {
            @Override
            public boolean isRunning() {
                return kernel.getIO().isAttached();
            }

            @Override
            public DisplayData render(Object value) {
                return kernel.getRenderer().render(value);
            }

            @Override
            public void display(DisplayData data) {
                kernel.display(data);
            }

            @Override
            public void updateDisplay(DisplayData data) {
                kernel.getIO().display.updateDisplay(data);
            }
        };
    }
}

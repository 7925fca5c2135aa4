package io.engram.notebook;

import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** The cell that a JJava kernel is running, if it is running one. */
final class JJavaCell implements KernelCell<DisplayData> {
    /** Under which transient name Jupyter's messages have the id of a display. */
    private static final String DISPLAY_ID = "display_id";

    private final BaseKernel kernel;

    JJavaCell(BaseKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public boolean isRunning() {
        return kernel.getIO().isAttached();
    }

    @Override
    public DisplayData render(Object value, Optional<String> id) {
        DisplayData data = kernel.getRenderer().render(value);
        id.ifPresent(name -> data.putTransientData(DISPLAY_ID, name));
        return data;
    }

    @Override
    public void display(DisplayData data) {
        kernel.display(data);
    }

    @Override
    public void updateDisplay(DisplayData data) {
        kernel.getIO().display.updateDisplay(data);
    }
}

package io.engram.notebook;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Shows things in the cells of the Kotlin kernel. That kernel calls {@link #use} by itself when the
 * toolkit comes onto its class path; see {@code META-INF/kotlin-jupyter-libraries}.
 */
public final class KotlinKernel {
    private KotlinKernel() {}

    /**
     * Shows everything in the kernel's cells from now on, the progress of training runs included.
     *
     * @param isRunning whether a cell is running
     * @param display puts {@linkplain Forms forms} below what the cell has put out by now, under an
     *     id
     * @param update replaces what was displayed under an id
     */
    public static void use(
            BooleanSupplier isRunning,
            BiConsumer<Map<String, String>, String> display,
            BiConsumer<Map<String, String>, String> update) {
        Notebook.use(new CellDisplay<>(new Cell(isRunning, display, update)));
    }

    /** Something to show, and its id if it is to be replaced later. */
    record Sent(Map<String, String> forms, Optional<String> id) {}

    private record Cell(
            BooleanSupplier running,
            BiConsumer<Map<String, String>, String> below,
            BiConsumer<Map<String, String>, String> instead)
            implements KernelCell<Sent> {

        @Override
        public boolean isRunning() {
            return running.getAsBoolean();
        }

        @Override
        public Sent render(Object value, Optional<String> id) {
            return new Sent(Forms.of(value), id);
        }

        @Override
        public void display(Sent sent) {
            below.accept(sent.forms(), sent.id().orElse(null));
        }

        @Override
        public void updateDisplay(Sent sent) {
            instead.accept(sent.forms(), sent.id().orElseThrow());
        }
    }
}

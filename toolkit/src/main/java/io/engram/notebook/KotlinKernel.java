package io.engram.notebook;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the toolkit at home in the Kotlin kernel.
 *
 * <p>The kernel calls {@link #use} by itself when the toolkit comes onto the class path of its
 * cells; see {@code META-INF/kotlin-jupyter-libraries}. {@link #main} starts a kernel whose stop
 * button is safe. The kernel's own is not: it takes the message of an interrupt for the thread that
 * compiles cells, too, and up to Java 19 lets {@code Thread.stop} follow 100 ms later. A compiler
 * that is broken off in the middle fails in every later cell, or calls each of them interrupted.
 */
public final class KotlinKernel {
    private static final String KERNEL = "org.jetbrains.kotlinx.jupyter.IkotlinKt";
    private static final String CELL_THREAD = "Execution of code";
    private static final Pattern CELL_CLASS = Pattern.compile("Line_\\d+_jupyter.*");

    private KotlinKernel() {}

    /**
     * Starts the Kotlin kernel, which must be on the class path. The signal SIGINT interrupts the
     * code of a cell, and never the compiler.
     *
     * @param args the arguments of the kernel
     * @throws ReflectiveOperationException if the kernel is not on the class path
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        new StopSignal(KotlinKernel::interruptCell, KotlinKernel::isCellRunning).listen();
        Class.forName(KERNEL).getMethod("main", String[].class).invoke(null, (Object) args);
    }

    private static Stream<Thread> cellThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(CELL_THREAD));
    }

    private static boolean isCellRunning() {
        return cellThreads().findAny().isPresent();
    }

    private static void interruptCell() {
        cellThreads().filter(KotlinKernel::runsCode).forEach(Thread::interrupt);
    }

    /** Whether what the user wrote is on the thread's stack, and not the compiler. */
    private static boolean runsCode(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> CELL_CLASS.matcher(frame.getClassName()).matches());
    }

    /**
     * Shows everything in the kernel's cells from now on, the progress of training runs included.
     *
     * @param isRunning whether a cell is running
     * @param display puts {@linkplain Forms forms} below what the cell has put out by now, under an
     *     id, or null if it is never replaced
     * @param update replaces what was displayed under an id
     */
    public static void use(
            BooleanSupplier isRunning,
            BiConsumer<Forms, @Nullable String> display,
            BiConsumer<Forms, String> update) {
        Notebook.use(new CellDisplay<>(new Cell(isRunning, display, update)));
    }

    /** Something to show, and its id if it is to be replaced later. */
    record Sent(Forms forms, Optional<String> id) {}

    private record Cell(
            BooleanSupplier running,
            BiConsumer<Forms, @Nullable String> below,
            BiConsumer<Forms, String> instead)
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

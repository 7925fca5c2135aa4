package io.engram.training;

import io.engram.fixture.Runs;
import io.engram.notebook.Notebook;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A process that interrupts a training run again and again while its first curve is drawn, and says
 * whether the run stopped.
 */
final class InterruptedDrawing {
    // Read by the test that starts this program.
    private static final PrintStream OUT = System.out;

    private InterruptedDrawing() {}

    public static void main(String[] arguments) throws InterruptedException {
        Notebook.use(Notebook.lines(line -> {}));
        var updates = new AtomicReference<Thread>();
        try (var run =
                Runs.recall(Path.of(arguments[0]), "first-curve")
                        .onUpdate(
                                row -> {
                                    // Two points make a curve: the next drawing loads the fonts.
                                    if (row.update() >= 2 && updates.get() != null) {
                                        updates.getAndSet(null).interrupt();
                                    }
                                })
                        .build()) {
            var cell = new Thread(() -> run.train(1_000_000));
            updates.set(cell);
            cell.start();
            cell.join(20_000);
            long stands = run.state().update();
            Thread.sleep(200);
            boolean stopped = !cell.isAlive() && run.state().update() == stands;
            OUT.println(stopped ? "stopped" : "still training after update " + stands);
        }
        System.exit(0);
    }
}

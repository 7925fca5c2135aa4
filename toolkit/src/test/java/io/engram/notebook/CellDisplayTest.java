package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CellDisplayTest {
    private final Cell cell = new Cell();
    private final LiveCell live = new CellDisplay<>(cell).live();

    /** What comes next into the notebook. */
    private String next() throws InterruptedException {
        return cell.notebook.poll(10, TimeUnit.SECONDS);
    }

    private void assertShown(String first, String second) throws InterruptedException {
        assertThat(next()).isEqualTo(first);
        assertThat(next()).isEqualTo(second);
    }

    @Test
    void givenALiveCell_thenItIsDisplayedOnceAndThenReplaced() throws InterruptedException {
        live.update("a");
        live.update("b");
        assertShown("display a", "update b");
        assertThat(cell.ids.stream().distinct()).hasSize(1);
    }

    @Test
    void givenThatTheCellEnded_thenTheLastOfWhatComesIsShownWhileTheNextOneRuns()
            throws InterruptedException {
        live.update("a");
        cell.running = false;
        live.update("b");
        live.update("c");
        cell.running = true;
        assertShown("display a", "update c");
    }

    @Test
    void givenThatTheCellEndsWhileItIsDrawn_thenItIsShownWhileTheNextOneRuns()
            throws InterruptedException {
        live.update("a");
        cell.atRender = this::endCell;
        live.update("b");
        cell.running = true;
        assertShown("display a", "update b");
    }

    @Test
    void givenThatTheCellEndsWhileItIsSent_thenItIsShownWhileTheNextOneRuns()
            throws InterruptedException {
        live.update("a");
        cell.atSend = this::endCell;
        live.update("b");
        cell.running = true;
        assertShown("display a", "update b");
    }

    @Test
    void givenAKernelThatFailsWhileTheCellEnds_thenItIsShownWhileTheNextOneRuns()
            throws InterruptedException {
        cell.atSend =
                () -> {
                    endCell();
                    throw new NullPointerException("the cell's channel");
                };
        live.update("a");
        cell.running = true;
        assertThat(next()).isEqualTo("display a");
    }

    @Test
    void givenAValueThatCannotBeSent_thenItIsAnErrorAndTheNextOneIsShown()
            throws InterruptedException {
        cell.atSend =
                () -> {
                    throw new IllegalStateException("too large");
                };
        assertThatThrownBy(() -> live.update("a")).hasMessage("too large");
        cell.atSend = () -> {};
        live.update("b");
        assertThat(next()).isEqualTo("display b");
    }

    private void endCell() {
        cell.atRender = () -> {};
        cell.atSend = () -> {};
        cell.running = false;
    }

    /** What a value is sent as. */
    private record Sent(String text, Optional<String> id) {}

    /** A kernel that runs a cell or none, and drops what comes in between. */
    private static final class Cell implements KernelCell<Sent> {
        final BlockingQueue<String> notebook = new LinkedBlockingQueue<>();
        final BlockingQueue<String> ids = new LinkedBlockingQueue<>();
        volatile boolean running = true;
        volatile Runnable atRender = () -> {};
        volatile Runnable atSend = () -> {};

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public Sent render(Object value, Optional<String> id) {
            atRender.run();
            return new Sent((String) value, id);
        }

        @Override
        public void display(Sent sent) {
            send("display ", sent);
        }

        @Override
        public void updateDisplay(Sent sent) {
            send("update ", sent);
        }

        private void send(String how, Sent sent) {
            atSend.run();
            if (running) {
                ids.add(sent.id().orElseThrow());
                notebook.add(how + sent.text());
            }
        }
    }
}

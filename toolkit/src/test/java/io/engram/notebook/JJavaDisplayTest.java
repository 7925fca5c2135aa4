package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;

class JJavaDisplayTest {
    private final Cell cell = new Cell();
    private final LiveCell live = new JJavaDisplay(cell).live();

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

    /** A kernel that runs a cell or none, and drops what comes in between. */
    private static final class Cell implements JJavaCell {
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
        public DisplayData render(Object value) {
            atRender.run();
            return new DisplayData((String) value);
        }

        @Override
        public void display(DisplayData data) {
            send("display ", data);
        }

        @Override
        public void updateDisplay(DisplayData data) {
            send("update ", data);
        }

        private void send(String how, DisplayData data) {
            atSend.run();
            if (running) {
                ids.add(data.getDisplayId());
                notebook.add(how + data.getData(MIMEType.TEXT_PLAIN));
            }
        }
    }
}

package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StopSignalTest {
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicInteger interrupts = new AtomicInteger();

    @Test
    void givenACellThatIsStillCompiled_thenItIsInterruptedUntilItEnds() {
        // The first two find no statement to interrupt.
        var signal =
                new StopSignal(() -> running.set(interrupts.incrementAndGet() < 3), running::get);

        signal.press();

        assertThat(interrupts).hasValue(3);
    }

    @Test
    void givenACellThatIsOnItsWay_thenItIsWaitedFor() {
        var looks = new AtomicInteger();
        var signal =
                new StopSignal(
                        () -> running.set(interrupts.incrementAndGet() < 1),
                        () -> looks.incrementAndGet() > 5 && running.get());

        signal.press();

        assertThat(interrupts).hasValue(1);
    }

    @Test
    void givenNoCell_thenItIsForgottenSoonAndTheNextOneIsStopped() {
        var signal =
                new StopSignal(() -> running.set(interrupts.incrementAndGet() < 1), running::get);
        running.set(false);
        signal.press();
        assertThat(interrupts).hasValue(0);

        running.set(true);
        signal.press();

        assertThat(interrupts).hasValue(1);
    }
}

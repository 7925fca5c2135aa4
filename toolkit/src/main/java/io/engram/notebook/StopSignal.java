package io.engram.notebook;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The stop button of a notebook, which comes as the signal SIGINT.
 *
 * <p>A kernel interrupts the thread that runs a cell's statement, and has none to interrupt while
 * it compiles the cell or goes from one statement to the next: such a stop would be lost. So it is
 * asked again until the cell has ended.
 */
final class StopSignal {
    private static final long AGAIN_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(5);

    /** JJava looks for a cell every 50 ms. */
    private static final long ON_ITS_WAY_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Runnable interrupt;
    private final BooleanSupplier isCellRunning;
    private final AtomicBoolean stopping = new AtomicBoolean();

    /**
     * A stop.
     *
     * @param interrupt interrupts the statement that is running, if one is
     * @param isCellRunning whether a cell is running; between two cells it is false for longer than
     *     an interrupt takes
     */
    StopSignal(Runnable interrupt, BooleanSupplier isCellRunning) {
        this.interrupt = interrupt;
        this.isCellRunning = isCellRunning;
    }

    /** Receives the signal from now on, if this Java can. */
    void listen() {
        try {
            // The one way to receive a signal in Java; it is in the module jdk.unsupported.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler receive =
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            press();
                        }
                        return null;
                    };
            Object receiver =
                    Proxy.newProxyInstance(
                            StopSignal.class.getClassLoader(), new Class<?>[] {handler}, receive);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), receiver);
        } catch (ReflectiveOperationException e) {
            System.getLogger(StopSignal.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "the stop button does not work in this Java, which cannot receive a signal",
                            e);
        }
    }

    /** Stops the cell that is running or about to; returns when it has ended. */
    void press() {
        if (stopping.compareAndSet(false, true)) {
            long from = System.nanoTime();
            while (!isCellRunning.getAsBoolean()
                    && System.nanoTime() - from < ON_ITS_WAY_NANOSECONDS) {
                LockSupport.parkNanos(AGAIN_NANOSECONDS);
            }
            while (isCellRunning.getAsBoolean()) {
                interrupt.run();
                LockSupport.parkNanos(AGAIN_NANOSECONDS);
            }
            stopping.set(false);
        }
    }
}

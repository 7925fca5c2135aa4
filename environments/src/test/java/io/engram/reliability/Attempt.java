package io.engram.reliability;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.engram.agent.TrainingDivergedException;
import io.engram.checkpoint.CheckpointException;
import io.engram.environment.EnvironmentException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Something done with files of which nobody knows what is in them.
 *
 * @param failure how it failed, if it did
 * @param hung whether it took more than two seconds, and if it is asked to stop then, two more
 * @param bytes how much memory its thread asked for
 */
record Attempt(Optional<Throwable> failure, boolean hung, long bytes) {
    private static final long SECONDS = 2;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(SECONDS);
    private static final long PATIENCE_SECONDS = 60;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int LONGEST_MESSAGE = 2_000;

    /** What belongs to code, and not to a sentence. */
    private static final Pattern RAW =
            Pattern.compile(
                    "Exception|Error\\b|Cannot invoke|out of bounds|For input|overflow|java\\.|com\\.fasterxml|io\\.engram|\\[Source|reference chain|@[0-9a-f]{5}");

    private static final List<Class<? extends Throwable>> SAID =
            List.of(
                    CheckpointException.class,
                    IllegalArgumentException.class,
                    EnvironmentException.class,
                    TrainingDivergedException.class);

    /** What may fail in any way. */
    interface Work {
        void run() throws Exception;
    }

    /** Work that must end by itself. */
    static Attempt of(Work work) {
        return of(work, false);
    }

    /** Work that may take longer, but ends soon when it is interrupted. */
    static Attempt stoppable(Work work) {
        return of(work, true);
    }

    private static Attempt of(Work work, boolean mayStop) {
        var bytes = new AtomicLong();
        var done = new CompletableFuture<Optional<Throwable>>();
        var thread =
                new Thread(
                        () -> {
                            long before = THREADS.getCurrentThreadAllocatedBytes();
                            Optional<Throwable> failure = failure(work);
                            bytes.set(THREADS.getCurrentThreadAllocatedBytes() - before);
                            done.complete(failure);
                        },
                        "attempt");
        thread.setDaemon(true);
        thread.start();
        boolean ended = endsSoon(done);
        if (!ended && mayStop) {
            thread.interrupt();
            ended = endsSoon(done);
        }
        try {
            // What comes next needs the files for itself.
            Optional<Throwable> failure = done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Attempt(failure, !ended, bytes.get());
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            throw new AssertionError("it hangs, at " + Arrays.toString(thread.getStackTrace()), e);
        }
    }

    /**
     * Within two seconds, or the processor time of as many: the machine may be busy with others.
     */
    private static boolean endsSoon(CompletableFuture<?> done) {
        long from = System.nanoTime();
        long cpuFrom = SYSTEM.getProcessCpuTime();
        while (!done.isDone()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            long cpu = (SYSTEM.getProcessCpuTime() - cpuFrom) / SYSTEM.getAvailableProcessors();
            if (cpu > LIMIT_NANOS || System.nanoTime() - from > PATIENCE_SECONDS * 1_000_000_000) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Throwable> failure(Work work) {
        try {
            work.run();
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }

    boolean succeeded() {
        return failure.isEmpty() && !hung;
    }

    /** What is wrong with how it went; empty if it succeeded or said in a sentence why not. */
    Optional<String> complaint(long mostBytes) {
        if (hung) {
            return Optional.of("takes longer than %d seconds".formatted(SECONDS));
        }
        if (bytes > mostBytes) {
            return Optional.of("asks for %,d bytes, more than %,d".formatted(bytes, mostBytes));
        }
        return failure.filter(it -> !isSaid(it)).map(Attempt::described);
    }

    private static boolean isSaid(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return SAID.stream().anyMatch(type -> type.isInstance(failure))
                && failure.getStackTrace()[0].getClassName().startsWith("io.engram.")
                && !message.isBlank()
                && message.length() <= LONGEST_MESSAGE
                && !RAW.matcher(message).find();
    }

    private static String described(Throwable failure) {
        return "%s, thrown at %s"
                .formatted(failure, Arrays.stream(failure.getStackTrace()).limit(8).toList());
    }
}

package io.engram.reliability;

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
        Attempt first = of(work, false);
        // A busy machine may have kept it waiting.
        return first.hung ? of(work, false) : first;
    }

    /** Work that may take longer, but ends soon when it is interrupted. */
    static Attempt stoppable(Work work) {
        return of(work, true);
    }

    private static Attempt of(Work work, boolean mayStop) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var bytes = new AtomicLong();
        var done = new CompletableFuture<Optional<Throwable>>();
        var thread =
                new Thread(
                        () -> {
                            long before = threads.getCurrentThreadAllocatedBytes();
                            Optional<Throwable> failure = failure(work);
                            bytes.set(threads.getCurrentThreadAllocatedBytes() - before);
                            done.complete(failure);
                        },
                        "attempt");
        thread.setDaemon(true);
        thread.start();
        Optional<Optional<Throwable>> end = end(done);
        if (end.isEmpty() && mayStop) {
            thread.interrupt();
            end = end(done);
        }
        return new Attempt(end.orElse(Optional.empty()), end.isEmpty(), bytes.get());
    }

    private static Optional<Throwable> failure(Work work) {
        try {
            work.run();
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }

    private static Optional<Optional<Throwable>> end(CompletableFuture<Optional<Throwable>> done) {
        try {
            return Optional.of(done.get(SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
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

package io.engram.cluster;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Step;
import io.engram.space.Action;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Changes nothing, but of all environments of all processes that have a folder in the property
 * {@code engram.test.held}, one waits in the middle of training until its process is killed: the
 * one that finds the file {@code hold} first. It says in the file {@code held} of that folder which
 * process it is, and which thread.
 */
public final class HeldOnce extends EnvironmentWrapper {
    static final String PROPERTY = "engram.test.held";
    static final String HOLD = "hold";
    static final String HELD = "held";

    /** After four updates of 64 steps. */
    private static final int WHEN = 4 * 64 + 10;

    private int steps;

    HeldOnce(Environment inner) {
        super(inner);
    }

    @Override
    protected boolean passesOn() {
        return true;
    }

    @Override
    protected Optional<EnvironmentSpec.Wrapping> wrapping() {
        return named(Map.of());
    }

    @Override
    public Step step(Action action) {
        steps++;
        String folder = System.getProperty(PROPERTY);
        if (steps == WHEN && folder != null) {
            hold(Path.of(folder));
        }
        return super.step(action);
    }

    private static void hold(Path folder) {
        try {
            Path mine = folder.resolve("mine");
            Files.move(folder.resolve(HOLD), mine, StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(
                    mine, ProcessHandle.current().pid() + " " + Thread.currentThread().getName());
            Files.move(mine, folder.resolve(HELD), StandardCopyOption.ATOMIC_MOVE);
            new CountDownLatch(1).await();
        } catch (NoSuchFileException e) {
            // Another one was first.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("it is killed, not interrupted", e);
        }
    }
}

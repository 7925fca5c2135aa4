package io.engram.gymnasium;

import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.RemoteEnvironment;
import io.engram.environment.RemoteException;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An environment of Python, played in another process. */
final class PythonEnvironment implements RemoteEnvironment {
    /** What a last step tells where its process was lost and the episode cut off. */
    static final String RESTARTED = "process_restarted";

    private final PythonTask task;
    private final Fleet fleet;
    private final int number;
    private final Description description;
    private Worker worker;
    private SharedRecord memory;
    private boolean closed;
    private boolean running;
    private Request.@Nullable Entry expected;
    private @Nullable Action expectedAction;
    private long expectedSeed;
    private @Nullable Observation last;

    PythonEnvironment(PythonTask task, Fleet fleet) {
        this.task = task;
        this.fleet = fleet;
        number = fleet.nextNumber();
        worker = fleet.join();
        try {
            description = made();
            memory = mapped();
        } catch (RuntimeException e) {
            worker.leave(number);
            throw e instanceof WorkerLost || e instanceof RemoteException ? notMade(e) : e;
        }
    }

    private IllegalArgumentException notMade(RuntimeException e) {
        var told = e instanceof WorkerLost it ? it.told() : (RemoteException) e;
        String details = told.details().isBlank() ? "" : ":\n" + told.details().strip();
        return new IllegalArgumentException(
                "%s cannot be made: %s%s".formatted(name(), told.getMessage(), details), e);
    }

    private Description made() {
        byte[] config = task.json().getBytes(StandardCharsets.UTF_8);
        return Description.read(worker.ask(new Request(Command.MAKE).add(number, config)));
    }

    private SharedRecord mapped() {
        SharedRecord made = SharedRecord.of(description);
        try {
            byte[] path = made.file().toString().getBytes(StandardCharsets.UTF_8);
            worker.ask(new Request(Command.MAP).add(number, path));
        } finally {
            made.deleteFile();
        }
        return made;
    }

    @Override
    public String name() {
        return task.id();
    }

    @Override
    public ObservationSpace observationSpace() {
        return description.observations();
    }

    @Override
    public ActionSpace actionSpace() {
        return description.actions();
    }

    @Override
    public void expectReset(long seed) {
        requireOpen();
        settle();
        running = false;
        if (worker.isLost()) {
            revive();
        }
        expectedSeed = seed;
        expected = worker.expectReset(number, seed);
    }

    /** Lets what was begun and never asked for come to its end. */
    private void settle() {
        if (expected != null) {
            try {
                answer();
            } catch (RuntimeException e) {
                // Nobody asked for it, and what comes next begins anew.
            }
        }
    }

    /** Goes on in another process. */
    private void revive() {
        worker.leave(number);
        worker = fleet.successor(worker);
        made();
        memory = mapped();
    }

    @Override
    public Observation reset(long seed) {
        if (expected == null || expectedAction != null || expectedSeed != seed) {
            expectReset(seed);
        }
        try {
            answer();
        } catch (WorkerLost lost) {
            if (!fleet.restarts()) {
                throw lost.told();
            }
            // Once: one that is lost at every beginning is not restarted forever.
            expectReset(seed);
            toldBy(this::answer);
        }
        running = true;
        last = memory.observation();
        return last;
    }

    @Override
    public void expectStep(Action action) {
        requireOpen();
        if (!running) {
            throw new IllegalStateException(
                    "call reset(seed) to begin an episode of %s".formatted(name()));
        }
        settle();
        memory.write(action);
        expectedAction = action;
        expected = worker.expectStep(number);
    }

    @Override
    public Step step(Action action) {
        if (expected == null) {
            expectStep(action);
        } else if (!action.equals(expectedAction)) {
            throw new IllegalStateException(
                    "%s was told to expect %s, but was given %s: a wrapper whose passesOn() is true must pass on the same action"
                            .formatted(name(), expectedAction, action));
        }
        Map<String, Double> info;
        try {
            info = answer();
        } catch (WorkerLost lost) {
            running = false;
            if (!fleet.restarts() || last == null) {
                throw lost.told();
            }
            return new Step(last, 0, false, true, Map.of(RESTARTED, 1.0));
        } catch (RuntimeException e) {
            running = false;
            throw e;
        }
        last = memory.observation();
        boolean terminated = memory.terminated();
        boolean truncated = memory.truncated();
        running = !terminated && !truncated;
        return new Step(last, memory.reward(), terminated, truncated, info);
    }

    /** Waits for what was begun: what is told of it besides. */
    private Map<String, Double> answer() {
        Request.Entry now = expected;
        try {
            if (!now.request().isSent()) {
                fleet.flush();
            }
            // For episodes that are to begin while others are waited for, and for a process that
            // was
            // lost, which the fleet no longer knows.
            worker.flush();
            return Answers.info(worker.await(now.request(), now.place()), number);
        } finally {
            expected = null;
            expectedAction = null;
        }
    }

    private static void toldBy(Runnable call) {
        try {
            call.run();
        } catch (WorkerLost lost) {
            throw lost.told();
        }
    }

    @Override
    public BufferedImage render() {
        requireOpen();
        ByteBuffer picture;
        try {
            picture = Answers.reader(worker.ask(new Request(Command.RENDER).add(number)));
        } catch (WorkerLost lost) {
            throw failed(lost.told());
        } catch (RemoteException e) {
            throw failed(e);
        }
        int height = picture.getInt();
        int width = picture.getInt();
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var row = new int[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = picture.get() & 0xFF;
                int green = picture.get() & 0xFF;
                row[x] = red << 16 | green << 8 | picture.get() & 0xFF;
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return image;
    }

    private IllegalStateException failed(RemoteException e) {
        return new IllegalStateException(
                "%s %s in render():%n%s".formatted(name(), e.getMessage(), e.details()), e);
    }

    @Override
    public int framesPerSecond() {
        return description.framesPerSecond();
    }

    @Override
    public Optional<EnvironmentSpec> spec() {
        return Optional.of(task.spec());
    }

    @Override
    public Optional<EnvironmentDescription> description() {
        EnvironmentDescription told =
                EnvironmentDescription.of(PythonTask.PREFIX + task.id(), "")
                        .observation(observationSpace(), "")
                        .action(actionSpace(), "")
                        .source(worker.versions());
        return Optional.of(
                description.stepLimit().isPresent()
                        ? told.stepLimit(description.stepLimit().getAsInt())
                        : told);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(name() + " is closed; make another");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            worker.leave(number);
        }
    }
}

package io.engram.gymnasium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.environment.RemoteException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One process of Python with some environments. Commands are answered in their order, and whichever
 * thread waits for one reads the answers before it too. Any thread may call.
 */
final class Worker {
    static final int HEAD = Integer.BYTES + Byte.BYTES;
    private static final int PROTOCOL = 2;
    private static final int OLDEST_GYMNASIUM = 1;
    private static final byte DONE = 0;
    private static final byte PART = 2;
    private static final long END_MILLIS = 3_000;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int number = COUNT.incrementAndGet();
    private final Python python;
    private final Workplace workplace;
    private final WorkerScript script;
    private final Process process;
    private final OutputStream commands;
    private final InputStream answers;
    private final PrintedLines printed;
    private final Deque<Request> open = new ArrayDeque<>();
    private @Nullable Request steps;
    private @Nullable Request resets;
    private boolean greeted;
    private int environments;
    private String versions = "";
    private volatile boolean ended;
    private @Nullable WorkerLost lost;
    private volatile long deadline;
    private volatile @Nullable Duration waiting;
    private volatile boolean late;

    /** Starts a process; it is waited for when it is first asked for something. */
    Worker(Workplace workplace) {
        this.workplace = workplace;
        python = workplace.python() != null ? workplace.python() : PythonEnvironments.python();
        script = WorkerScript.write();
        process = script.start(python, workplace);
        commands = process.getOutputStream();
        answers = process.getInputStream();
        printed =
                new PrintedLines(
                        process.getErrorStream(),
                        "engram-python-" + number + "-prints",
                        workplace.printed());
        WorkerWatch.add(this);
    }

    synchronized int environments() {
        return environments;
    }

    synchronized boolean isLost() {
        return lost != null;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Sends a command and waits for its answer. */
    byte[] ask(Request request) {
        send(request);
        return await(request, 0);
    }

    synchronized void send(Request request) {
        if (lost != null) {
            request.failed(lost);
            return;
        }
        if (ended) {
            throw new IllegalStateException(this + " was ended; make new environments");
        }
        try {
            greet();
            commands.write(request.frame());
            commands.flush();
            request.sent();
            open.addLast(request);
        } catch (IOException e) {
            lose(e);
            request.failed(lost);
        }
    }

    /** Notes a step for {@link #flush}; the action is in the memory. */
    synchronized Request.Entry expectStep(int environment) {
        if (steps == null) {
            steps = new Request(Command.STEP);
        }
        return steps.add(environment).last();
    }

    /** Notes a reset for {@link #flush}. */
    synchronized Request.Entry expectReset(int environment, long seed) {
        if (resets == null) {
            resets = new Request(Command.RESET);
        }
        return resets.add(environment, seed).last();
    }

    /** Sends what was noted. */
    synchronized void flush() {
        if (steps != null) {
            Request now = steps;
            steps = null;
            send(now);
        }
        if (resets != null) {
            Request now = resets;
            resets = null;
            send(now);
        }
    }

    /**
     * Waits until a command that was sent is answered as far as the environment at a place.
     *
     * @return what was told so far
     * @throws WorkerLost if the process has ended
     * @throws RemoteException if the command failed
     */
    synchronized byte[] await(Request request, int place) {
        while (!request.isAnswered(place)) {
            Request first = open.getFirst();
            boolean making = first.command() == Command.MAKE;
            try {
                ByteBuffer head = read(HEAD, making ? workplace.startLimit() : workplace.limit());
                int length = head.getInt();
                byte status = head.get();
                byte[] body = body(length);
                if (status == PART) {
                    first.part(Answers.reader(body));
                    continue;
                }
                open.removeFirst();
                if (status == DONE) {
                    first.answered(body);
                } else {
                    first.failed(Answers.failure(body));
                }
            } catch (IOException e) {
                lose(e);
            } finally {
                waiting = null;
            }
        }
        return request.answer(place);
    }

    private ByteBuffer read(int bytes, Duration limit) throws IOException {
        deadline = System.nanoTime() + limit.toNanos();
        waiting = limit;
        return Answers.reader(body(bytes));
    }

    private byte[] body(int length) throws IOException {
        byte[] body = answers.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        return body;
    }

    /** Called by the watch, which takes no lock: the reader has it. */
    void endIfLate() {
        if (waiting != null && System.nanoTime() - deadline > 0) {
            late = true;
            kill();
        }
    }

    /** The process says first what it is. */
    private void greet() throws IOException {
        if (greeted) {
            return;
        }
        try {
            ByteBuffer head = read(HEAD, workplace.startLimit());
            JsonNode told = JSON.readTree(body(head.getInt()));
            if (told.has("missing")) {
                throw new IllegalStateException(
                        "Python at %s cannot play: %s; install Gymnasium there (pip install gymnasium), or use another Python: PythonEnvironments.use(Python.venv(folder, requirements))"
                                .formatted(python, told.path("missing").asText()));
            }
            String gymnasium = told.path("gymnasium").asText();
            int major = Integer.parseInt(gymnasium.split("\\.")[0]);
            if (told.path("protocol").asInt() != PROTOCOL || major < OLDEST_GYMNASIUM) {
                throw new IllegalStateException(
                        "Python at %s has Gymnasium %s and speaks protocol %s, but Gymnasium %d or newer and protocol %d are needed"
                                .formatted(
                                        python,
                                        gymnasium,
                                        told.path("protocol").asText(),
                                        OLDEST_GYMNASIUM,
                                        PROTOCOL));
            }
            versions =
                    "Gymnasium %s, NumPy %s, Python %s"
                            .formatted(
                                    gymnasium,
                                    told.path("numpy").asText(),
                                    told.path("python").asText());
            greeted = true;
        } catch (IllegalStateException e) {
            end();
            throw e;
        } finally {
            waiting = null;
            script.delete();
        }
    }

    /** What the process said that it is. */
    synchronized String versions() {
        return versions;
    }

    /** The process has ended: whoever waits for it is told. */
    private void lose(IOException why) {
        kill();
        WorkerWatch.remove(this);
        script.delete();
        String how = late ? late() : ended(why);
        String last = printed.last();
        String details = last.isBlank() ? "" : "its last lines were\n" + last;
        lost =
                new WorkerLost(
                        new RemoteException(
                                "lost its Python process %d, which %s,"
                                        .formatted(process.pid(), how),
                                details));
        for (Request each : open) {
            each.failed(lost);
        }
        open.clear();
    }

    /** By its handle: {@code Process.destroyForcibly} closes what it printed before it is read. */
    private void kill() {
        process.toHandle().destroyForcibly();
    }

    private String late() {
        Duration limit = greeted ? workplace.limit() : workplace.startLimit();
        return "did not answer within %s s and was ended (raise the limit with %s(…))"
                .formatted(limit.toMillis() / 1e3, greeted ? "timeout" : "startTimeout");
    }

    private String ended(IOException why) {
        try {
            if (process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS)) {
                int code = process.exitValue();
                // A process that a signal ended has this code by the custom of shells.
                return code > 128
                        ? "was ended by signal " + (code - 128)
                        : "ended with exit code " + code;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "is out of reach (" + why + ")";
    }

    synchronized void join() {
        environments++;
    }

    /** An environment is no longer played here; the last one ends the process. */
    void leave(int environment) {
        boolean last;
        synchronized (this) {
            environments--;
            last = environments == 0;
            if (!last && lost == null) {
                Request close = new Request(Command.CLOSE).add(environment);
                ask(close);
            }
        }
        if (last) {
            end();
        }
    }

    /** Ends the process: kindly, and after some seconds by force. Takes no lock. */
    void end() {
        ended = true;
        WorkerWatch.remove(this);
        script.delete();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            kill();
        }
        try {
            if (!process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "Python process " + process.pid() + " (" + python + ")";
    }
}

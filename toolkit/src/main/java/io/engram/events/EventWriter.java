package io.engram.events;

import io.engram.protobuf.ProtoBuffer;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the numbers of a run where TensorBoard finds them.
 *
 * <pre>{@code
 * try (var events = EventWriter.open(Path.of("logs", "cartpole"), 0)) {
 *     events.scalar("episode/return", 4096, System.currentTimeMillis() / 1e3, 21.5f);
 * }
 * }</pre>
 *
 * <p>A writer that opens at a step above 0 tells TensorBoard that the run was resumed there, and
 * TensorBoard then drops the points at or after that step that a killed run had left in the same
 * folder. What was written reaches the file at {@link #flush} and {@link #close}.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class EventWriter implements AutoCloseable {
    private final Path file;
    private final OutputStream output;
    private boolean closed;

    private EventWriter(Path file, OutputStream output) {
        this.file = file;
        this.output = output;
    }

    /**
     * Starts a new event file in a folder. Files that are there already stay as they are.
     *
     * @param folder the run's log folder; made if it is missing
     * @param firstStep the step at which writing begins: 0 for a new run, for a resumed one the
     *     first step that it will write
     * @return the writer
     * @throws IllegalArgumentException if {@code firstStep} is negative
     * @throws UncheckedIOException if the file cannot be made
     */
    public static EventWriter open(Path folder, long firstStep) {
        checkStep("firstStep", firstStep);
        try {
            Files.createDirectories(folder);
            Path file = EventFiles.next(folder);
            Files.createFile(file);
            var writer = writing(file);
            writer.begin(firstStep);
            return writer;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot start an event file in " + folder + ": " + e.getMessage(), e);
        }
    }

    static EventWriter writing(Path existing) throws IOException {
        // Not a channel: an interrupt, by which a notebook stops a run, would close it.
        return new EventWriter(
                existing, new BufferedOutputStream(new FileOutputStream(existing.toFile(), true)));
    }

    private void begin(long firstStep) {
        double now = Instant.now().toEpochMilli() / 1e3;
        append(Events.version(now));
        if (firstStep > 0) {
            append(Events.restart(firstStep, now));
        }
        flush();
    }

    /**
     * The file that this writer fills.
     *
     * @return its path
     */
    public Path file() {
        return file;
    }

    /**
     * Writes one number.
     *
     * @param tag what the number is, for example {@code "losses/value"}; the part before the slash
     *     groups charts
     * @param step the position on the horizontal axis, at least 0
     * @param wallTimeSeconds seconds since 1970-01-01 UTC
     * @param value the number; NaN and infinities are allowed
     * @throws IllegalArgumentException if the tag is blank or the step negative
     * @throws IllegalStateException if the writer is closed
     * @throws UncheckedIOException if the file cannot be written, for example on a full disk
     */
    public void scalar(String tag, long step, double wallTimeSeconds, float value) {
        scalars(step, wallTimeSeconds, Map.of(tag, value));
    }

    /**
     * Writes several numbers of one step.
     *
     * @param step the position on the horizontal axis, at least 0
     * @param wallTimeSeconds seconds since 1970-01-01 UTC
     * @param values the numbers by tag
     * @throws IllegalArgumentException if a tag is blank or the step negative
     * @throws IllegalStateException if the writer is closed
     * @throws UncheckedIOException if the file cannot be written, for example on a full disk
     */
    public void scalars(long step, double wallTimeSeconds, Map<String, Float> values) {
        checkStep("step", step);
        values.keySet().forEach(EventWriter::checkTag);
        if (!values.isEmpty()) {
            append(Events.scalars(step, wallTimeSeconds, new TreeMap<>(values)));
        }
    }

    /**
     * Writes a text, for example the configuration of the run.
     *
     * @param tag what the text is
     * @param step the step that it belongs to, at least 0
     * @param wallTimeSeconds seconds since 1970-01-01 UTC
     * @param markdown the text, shown as Markdown
     * @throws IllegalArgumentException if the tag is blank or the step negative
     * @throws IllegalStateException if the writer is closed
     * @throws UncheckedIOException if the file cannot be written, for example on a full disk
     */
    public void text(String tag, long step, double wallTimeSeconds, String markdown) {
        checkTag(tag);
        checkStep("step", step);
        append(Events.text(tag, step, wallTimeSeconds, markdown));
    }

    /**
     * Hands everything written so far to the operating system.
     *
     * @throws IllegalStateException if the writer is closed
     * @throws UncheckedIOException if the file cannot be written, for example on a full disk
     */
    public void flush() {
        checkOpen();
        try {
            output.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Writes what is left and closes the file. Closing twice does nothing.
     *
     * @throws UncheckedIOException if the file cannot be written, for example on a full disk
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            output.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void append(ProtoBuffer event) {
        checkOpen();
        try {
            output.write(EventRecords.frame(event.toByteArray()));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException cause) {
        return new UncheckedIOException(
                "cannot write events to " + file + ": " + cause.getMessage(), cause);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the event file " + file + " is closed");
        }
    }

    private static void checkStep(String name, long step) {
        if (step < 0) {
            throw new IllegalArgumentException(name + " must be at least 0, but is " + step);
        }
    }

    private static void checkTag(String tag) {
        if (tag.isBlank()) {
            throw new IllegalArgumentException("a tag must not be blank");
        }
    }
}

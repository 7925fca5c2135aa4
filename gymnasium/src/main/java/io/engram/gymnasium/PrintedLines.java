package io.engram.gymnasium;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Takes what a process prints, so that it never waits for a reader, and keeps the last lines. */
final class PrintedLines {
    private static final int KEPT = 40;
    private static final long LAST_WAIT_MILLIS = 1_000;

    private final Deque<String> last = new ArrayDeque<>();
    private final Thread reader;

    PrintedLines(InputStream from, String name, Consumer<String> printed) {
        reader = new Thread(() -> read(from, printed), name);
        reader.setDaemon(true);
        reader.setContextClassLoader(PrintedLines.class.getClassLoader());
        reader.start();
    }

    private void read(InputStream from, Consumer<String> printed) {
        try (var lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                printed.accept(line);
            }
        } catch (IOException e) {
            // The process is gone, and what it printed last with it.
            keep("(what was printed after this is lost: " + e.getMessage() + ")");
        }
    }

    private synchronized void keep(String line) {
        last.addLast(line);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    /** The last lines of a process that has ended. */
    String last() {
        try {
            reader.join(LAST_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return String.join("\n", last);
        }
    }
}

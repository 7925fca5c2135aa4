package io.engram.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link PolicyServer} in a process of its own. */
final class LoadServer implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("listens on http://[^:]+:(\\d+)/");
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

    private final Process process;
    private final int port;

    LoadServer(String checkpoint) throws IOException {
        var command =
                List.of(
                        tool("java"),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PolicyServer.class.getName(),
                        checkpoint,
                        "--port",
                        "0");
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // Not closed: the process would fail at its next word.
        BufferedReader reader = process.inputReader();
        String line = reader.readLine();
        Matcher port = PORT.matcher(line == null ? "" : line);
        if (!port.find()) {
            process.destroyForcibly();
            throw new IOException("the server did not start: " + line);
        }
        this.port = Integer.parseInt(port.group(1));
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    int port() {
        return port;
    }

    /** The bytes of all objects in the server's heap, after a collection. */
    long heap() throws IOException {
        var counting =
                new ProcessBuilder(tool("jcmd"), Long.toString(process.pid()), "GC.class_histogram")
                        .redirectErrorStream(true)
                        .start();
        String told = new String(counting.getInputStream().readAllBytes());
        Matcher total = TOTAL.matcher(told);
        if (!total.find()) {
            throw new IOException("jcmd of a JDK is needed to look at the heap, but said " + told);
        }
        return Long.parseLong(total.group(1));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

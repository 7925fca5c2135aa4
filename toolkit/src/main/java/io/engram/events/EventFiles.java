package io.engram.events;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Names for event files.
 *
 * <p>TensorBoard reads the files of a folder in the order of their names, which begin with a time
 * in seconds. A new name must come last, also when two runs begin within one second or the clock
 * was set back; otherwise a resumed run would be read before the run that it resumes.
 */
final class EventFiles {
    private static final Pattern NAME =
            Pattern.compile("events\\.out\\.tfevents\\.(\\d{1,12})\\..*");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private EventFiles() {}

    static Path next(Path folder) throws IOException {
        long seconds = Math.max(Instant.now().getEpochSecond(), latestSeconds(folder) + 1);
        return folder.resolve(
                "events.out.tfevents.%d.%s.%d.%d"
                        .formatted(
                                seconds,
                                host(),
                                ProcessHandle.current().pid(),
                                COUNT.getAndIncrement()));
    }

    private static long latestSeconds(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(matcher -> matcher.matches())
                    .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    /** The host's name from the surroundings: asking the resolver can take seconds offline. */
    private static String host() {
        for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
            String name = System.getenv(variable);
            if (name != null && !name.isBlank()) {
                return name.replaceAll("[^A-Za-z0-9_-]", "_");
            }
        }
        return "localhost";
    }
}

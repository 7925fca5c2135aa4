package io.engram.video;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The temporary files of films, which are named after the process that makes them. */
final class LeftFilms {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Pattern NAME =
            Pattern.compile(".+\\.(?:mp4|gif)\\.(\\d{1,18})-\\d+\\.partial(?:\\.frames)?");

    private LeftFilms() {}

    /** The temporary file of a film that this process begins. */
    static Path partial(Path target) {
        return target.resolveSibling(
                "%s.%d-%d.partial"
                        .formatted(
                                target.getFileName(),
                                ProcessHandle.current().pid(),
                                COUNT.getAndIncrement()));
    }

    /** Removes what processes that are no more have left in a folder. */
    static void clean(Path folder) {
        try (var files = Files.list(folder)) {
            files.filter(LeftFilms::isLeft).toList().forEach(Quietly::delete);
        } catch (IOException e) {
            // A folder that cannot be listed is found out when the film is begun.
        }
    }

    private static boolean isLeft(Path file) {
        var matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches()
                && ProcessHandle.of(Long.parseLong(matcher.group(1)))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }
}

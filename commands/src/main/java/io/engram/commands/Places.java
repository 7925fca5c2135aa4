package io.engram.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the files of a command are.
 *
 * @param home the user's folder, with {@code checkpoints}, {@code logs} and {@code videos}
 * @param caller where the user stands
 * @param project where the project ships configurations and checkpoints
 */
record Places(Path home, Path caller, Path project) {
    private static final String CHECKPOINTS = "checkpoints";

    /** The places that {@code ./lab} gives, and otherwise the present folder for all of them. */
    static Places ofProcess() {
        Path here = Path.of("").toAbsolutePath();
        return new Places(
                place("engram.home", here),
                place("engram.caller", here),
                place("engram.project", here));
    }

    private static Path place(String property, Path otherwise) {
        String given = System.getProperty(property);
        return given == null ? otherwise : Path.of(given).toAbsolutePath();
    }

    Path checkpoints() {
        return home.resolve(CHECKPOINTS);
    }

    Path logs() {
        return home.resolve("logs");
    }

    /** Where a command writes what the user names: from where the user stands. */
    Path output(Path given) {
        return caller.resolve(given);
    }

    /**
     * Finds what the user names: the user's own before what ships.
     *
     * @throws CommandException if there is no such file or folder
     */
    Path find(Path given) {
        // The user often stands in the project, where what ships lies: their own comes first.
        List<Path> candidates =
                Stream.of(home, caller, project)
                        .map(place -> place.resolve(given).normalize())
                        .distinct()
                        .toList();
        return candidates.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandException(
                                        "there is no %s; looked for %s"
                                                .formatted(
                                                        given,
                                                        candidates.stream()
                                                                .map(Path::toString)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    /** Folders that may hold runs: the user's, then what ships. */
    List<Path> runFolders() {
        return Stream.of(checkpoints(), project.resolve(CHECKPOINTS)).distinct().toList();
    }

    /** A path as the user would write it. */
    String told(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(caller)
                ? caller.relativize(absolute).toString()
                : path.toString();
    }
}

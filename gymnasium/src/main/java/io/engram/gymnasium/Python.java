package io.engram.gymnasium;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Python in which environments are played.
 *
 * <pre>{@code
 * PythonEnvironments.use(Python.at(Path.of("/home/me/project/.venv")));
 * PythonEnvironments.use(Python.venv(Path.of("games"), "gymnasium", "ale-py"));   // made on request
 * }</pre>
 *
 * @param executable the interpreter
 */
public record Python(Path executable) {
    private static final String PROPERTY = "engram.gymnasium.python";
    private static final String VARIABLE = "ENGRAM_GYMNASIUM_PYTHON";
    private static final String STAMP = ".engram-requirements";
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");

    /**
     * An interpreter, or that of a virtual environment.
     *
     * @param path the file of the interpreter, or the folder of a virtual environment
     * @return the Python
     * @throws IllegalArgumentException if there is no interpreter
     */
    public static Python at(Path path) {
        Path absolute = path.toAbsolutePath();
        Path executable = Files.isDirectory(absolute) ? inside(absolute) : absolute;
        if (!Files.isExecutable(executable)) {
            throw new IllegalArgumentException(
                    "there is no Python at %s; name an interpreter or the folder of a virtual environment"
                            .formatted(path));
        }
        return new Python(executable);
    }

    private static Path inside(Path venv) {
        return WINDOWS
                ? venv.resolve("Scripts").resolve("python.exe")
                : venv.resolve("bin").resolve("python");
    }

    /**
     * The Python that is there: the one that the property {@code engram.gymnasium.python} or the
     * variable {@code ENGRAM_GYMNASIUM_PYTHON} names, or else the active virtual environment, or
     * else the first {@code python3} or {@code python} on the path.
     *
     * @return the Python
     * @throws IllegalStateException if there is none
     */
    public static Python found() {
        for (String named :
                new String[] {
                    System.getProperty(PROPERTY),
                    System.getenv(VARIABLE),
                    System.getenv("VIRTUAL_ENV")
                }) {
            if (named != null && !named.isBlank()) {
                return at(Path.of(named));
            }
        }
        return onPath().orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no Python was found; install Python 3.10 or newer, or name one with PythonEnvironments.use(Python.at(path)) or the variable "
                                                + VARIABLE));
    }

    private static Optional<Python> onPath() {
        String folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<String> names =
                WINDOWS ? List.of("python.exe", "python3.exe") : List.of("python3", "python");
        return Stream.of(folders.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder -> names.stream().map(name -> Path.of(folder).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Python::new);
    }

    /**
     * A virtual environment, made now if there is none, with packages, installed now unless just
     * these were installed before. Making it needs the network.
     *
     * @param folder where it is or shall be
     * @param requirements what {@code pip install} takes, such as {@code gymnasium[box2d]==1.4.0};
     *     Gymnasium alone if there are none
     * @return the Python of the virtual environment
     * @throws IllegalStateException if it cannot be made; the message has the last lines of pip
     */
    public static Python venv(Path folder, String... requirements) {
        Path absolute = folder.toAbsolutePath();
        try {
            if (!Files.isExecutable(inside(absolute))) {
                run(
                        "make a virtual environment in " + folder,
                        found().executable().toString(),
                        "-m",
                        "venv",
                        absolute.toString());
            }
            Python python = at(absolute);
            List<String> wanted =
                    requirements.length == 0 ? List.of("gymnasium") : List.of(requirements);
            Path stamp = absolute.resolve(STAMP);
            if (!Files.exists(stamp) || !Files.readAllLines(stamp).equals(wanted)) {
                python.install(wanted);
                Files.write(stamp, wanted);
            }
            return python;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a virtual environment in " + folder, e);
        }
    }

    private void install(List<String> wanted) throws IOException {
        var command = new ArrayList<String>();
        command.addAll(List.of(executable.toString(), "-m", "pip", "install", "--quiet"));
        command.add("--disable-pip-version-check");
        command.addAll(wanted);
        run("install " + String.join(" ", wanted), command.toArray(String[]::new));
    }

    private static void run(String purpose, String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        "Python could not %s (it ended with %d):%n%s"
                                .formatted(purpose, code, said.strip()));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Python was to " + purpose, e);
        }
    }

    @Override
    public String toString() {
        return executable.toString();
    }
}

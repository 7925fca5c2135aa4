package io.engram.gymnasium;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The file worker.py, for as long as Python needs to read it. */
final class WorkerScript {
    /** What keeps games and physics from looking for a screen, or for all processors. */
    private static final Map<String, String> USUAL =
            Map.of(
                    "SDL_VIDEODRIVER", "dummy",
                    "SDL_AUDIODRIVER", "dummy",
                    "PYGAME_HIDE_SUPPORT_PROMPT", "1",
                    "OMP_NUM_THREADS", "1",
                    "OPENBLAS_NUM_THREADS", "1",
                    "PYTHONIOENCODING", "utf-8");

    private final Path file;

    private WorkerScript(Path file) {
        this.file = file;
    }

    static WorkerScript write() {
        try (InputStream source = WorkerScript.class.getResourceAsStream("worker.py")) {
            Path file = Files.createTempFile("engram-", "-worker.py");
            Files.write(file, source.readAllBytes());
            return new WorkerScript(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the worker for Python", e);
        }
    }

    /** Starts Python with it. */
    Process start(Python python, Workplace workplace) {
        var builder = new ProcessBuilder(python.executable().toString(), "-u", file.toString());
        Map<String, String> variables = builder.environment();
        USUAL.forEach(variables::putIfAbsent);
        if (!variables.containsKey("DISPLAY")) {
            variables.putIfAbsent("MUJOCO_GL", "egl");
        }
        variables.putAll(workplace.variables());
        try {
            return builder.start();
        } catch (IOException e) {
            delete();
            throw new UncheckedIOException("cannot start Python at " + python, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}

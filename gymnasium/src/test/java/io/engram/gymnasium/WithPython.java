package io.engram.gymnasium;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A Python with Gymnasium for tests, if somebody names one; without it they are skipped. */
final class WithPython {
    static final Path MODULES = Path.of("src/test/python");

    private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

    private WithPython() {}

    /** Skips the test unless the Python that is named has some modules. */
    static Python having(String... modules) {
        String named =
                Optional.ofNullable(System.getProperty("engram.gymnasium.python"))
                        .orElse(System.getenv("ENGRAM_GYMNASIUM_PYTHON"));
        assumeTrue(
                named != null && !named.isBlank(),
                "name a Python with Gymnasium in ENGRAM_GYMNASIUM_PYTHON");
        Python python = Python.at(Path.of(named));
        String imports = "import gymnasium" + (modules.length == 0 ? "" : ", " + list(modules));
        assumeTrue(
                KNOWN.computeIfAbsent(imports, it -> runs(python, it)),
                () -> python + " does not " + imports);
        return python;
    }

    private static String list(String... modules) {
        return String.join(", ", modules);
    }

    private static boolean runs(Python python, String source) {
        try {
            return new ProcessBuilder(python.executable().toString(), "-c", source)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An environment of scripted.py. */
    static PythonEnvironmentBuilder scripted(String name) {
        return PythonEnvironments.of("scripted:" + name).python(having()).modules(MODULES);
    }
}

package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.wrapper.EngramWrappers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.junit.jupiter.api.Test;

/** The table of wrappers in {@code docs/environments.md}: it has all, and its cells run. */
class WrapperTableTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(\\w+)` \\| [^|]+ \\| `(new \\1\\(.+)` \\|$");

    private static Map<String, String> cells() throws IOException {
        var cells = new TreeMap<String, String>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "environments.md"))) {
            var matcher = ROW.matcher(line);
            if (matcher.matches()) {
                cells.put(matcher.group(1), matcher.group(2));
            }
        }
        return cells;
    }

    @Test
    void givenAnyWrapper_thenTheTableHasARowOfIt() throws IOException {
        var names = new TreeSet<>(new EngramWrappers().wrappers().keySet());
        names.addAll(List.of("MapAction", "MapObservation", "MapReward"));
        assertThat(cells().keySet()).isEqualTo(names);
    }

    @Test
    void givenAnyCell_whenRunInANotebook_thenItMakesAnEnvironment() throws IOException {
        try (var shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            run(shell, Imports.of(getClass().getClassLoader()));
            run(shell, "import java.util.*;");
            for (var cell : cells().entrySet()) {
                run(shell, "var env = " + cell.getValue() + ";");
                run(shell, "env.reset(1);");
                run(shell, "env.step(new RandomActions(env.actionSpace(), 1).next());");
                assertThat(shell.variables().filter(it -> it.name().equals("env")))
                        .singleElement()
                        .satisfies(it -> assertThat(it.typeName()).endsWith(cell.getKey()));
            }
        }
    }

    private static void run(JShell shell, String code) {
        String rest = code;
        while (!rest.isBlank()) {
            var piece = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (var event : shell.eval(piece.source())) {
                if (event.causeSnippet() != null) {
                    // What the new variable of that name does to the old one.
                    continue;
                }
                assertThat(event.status())
                        .as("%s%n%s", code, shell.diagnostics(event.snippet()).toList())
                        .isEqualTo(Snippet.Status.VALID);
                assertThat(event.exception()).as(code).isNull();
            }
            rest = piece.remaining();
        }
    }
}

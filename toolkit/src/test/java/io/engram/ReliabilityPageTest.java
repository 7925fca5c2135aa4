package io.engram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of promises names tests that are there. */
class ReliabilityPageTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern NAME = Pattern.compile("`(\\w+Test)`");

    @Test
    void givenThePageOfPromises_thenEachHasATestThatExists() throws IOException {
        List<String> lines = Files.readAllLines(PROJECT.resolve("docs/reliability.md"));
        var promises =
                lines.stream()
                        .filter(line -> line.startsWith("| "))
                        .filter(line -> !line.startsWith("| promise"))
                        .toList();

        assertThat(promises).hasSizeGreaterThan(20).allMatch(line -> NAME.matcher(line).find());
        var named =
                lines.stream()
                        .flatMap(line -> NAME.matcher(line).results())
                        .map(result -> result.group(1))
                        .collect(Collectors.toSet());
        assertThat(tests()).containsAll(named);
    }

    private static List<String> tests() throws IOException {
        var names = new ArrayList<String>();
        for (String module : List.of("toolkit", "environments", "cluster")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(module + "/src/test/java"))) {
                files.map(file -> Pattern.compile("(\\w+Test)\\.java$").matcher(file.toString()))
                        .filter(Matcher::find)
                        .forEach(match -> names.add(match.group(1)));
            }
        }
        return names;
    }
}

package io.engram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What may be null says so to compilers too: documentation and annotations agree. */
class NullnessTest {
    private static final Path MAIN = Path.of("src/main/java");

    /** A comment of documentation, and what is declared below it. */
    private static final Pattern DOCUMENTED =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*([^{;]*)", Pattern.DOTALL);

    /** A parameter or a result, with all that is said of it. */
    private static final Pattern SAID =
            Pattern.compile("@(?:param|return)((?:(?!\\n\\s*\\*\\s*@).)*)", Pattern.DOTALL);

    private static final Pattern MAY_BE_NULL = Pattern.compile("(?<!not )\\bnull\\b");

    private static List<Path> sources() {
        try (var files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void givenADocumentedNull_thenItIsAnnotated() throws IOException {
        var wrong = new TreeSet<String>();
        int found = 0;
        for (Path source : sources()) {
            var documented = DOCUMENTED.matcher(Files.readString(source));
            while (documented.find()) {
                String declared = documented.group(2);
                boolean isPublic = declared.matches("(?s).*\\bpublic\\b.*");
                boolean saysNull =
                        SAID.matcher(documented.group(1))
                                .results()
                                .anyMatch(each -> MAY_BE_NULL.matcher(each.group(1)).find());
                if (isPublic && saysNull) {
                    found++;
                    // Of a record's constructor, the components say it.
                    boolean isCompact = !declared.contains("(");
                    if (!isCompact && !declared.contains("@Nullable")) {
                        wrong.add(source + ": " + declared.lines().findFirst().orElse(""));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(found).isGreaterThan(20);
    }
}

package io.engram.environments;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.EnvironmentDescription;
import io.engram.environment.Environments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page {@code docs/environments.md} knows what the environments say of themselves. */
class DocumentationTest {
    private static String page;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("..", "docs", "environments.md"));
    }

    static List<String> ids() {
        return Environments.all();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void givenAnyId_thenThePageHasARowOfItAndItsOptions(String id) {
        EnvironmentDescription description = Environments.describe(id);
        if (id.contains("NoVel")) {
            assertThat(page).contains("`" + id + "`");
            return;
        }
        assertThat(page).contains("| `" + id + "` |");
        assertThat(page.lines().filter(line -> line.startsWith("| `" + id + "` |")))
                .singleElement()
                .asString()
                .contains(description.summary().substring(0, description.summary().length() - 1))
                .contains(
                        description.stepLimit().isPresent()
                                ? " | " + description.stepLimit().getAsInt() + " | "
                                : " | none | ");
        description.options().forEach(it -> assertThat(page).contains("`" + it.name() + "`"));
    }
}

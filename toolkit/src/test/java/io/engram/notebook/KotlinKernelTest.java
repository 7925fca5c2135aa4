package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KotlinKernelTest {
    private static final String DESCRIPTOR = "/META-INF/kotlin-jupyter-libraries/libraries.json";

    private final Display before = Notebook.display();

    @AfterEach
    void showAsBefore() {
        Notebook.use(before);
    }

    private static JsonNode descriptor() throws IOException {
        try (var in = KotlinKernelTest.class.getResourceAsStream(DESCRIPTOR)) {
            return new ObjectMapper().readTree(in).get("descriptors").get(0);
        }
    }

    @Test
    void givenAKernel_thenWhatIsShownComesToItAsForms() {
        var shown = new ArrayList<String>();
        KotlinKernel.use(
                () -> true,
                (forms, id) -> shown.add("display " + forms.data() + " " + (id != null)),
                (forms, id) -> shown.add("update " + forms.data() + " " + (id != null)));
        Notebook.show("a");
        try (var live = Notebook.live()) {
            live.update("b");
            live.update("c");
        }
        assertThat(shown)
                .containsExactly(
                        "display {text/plain=a} false",
                        "display {text/plain=b} true",
                        "update {text/plain=c} true");
    }

    @Test
    void theDescriptorImportsWhatJavaNotebooksImport() throws IOException {
        var kotlin = new TreeSet<String>();
        descriptor().get("imports").forEach(name -> kotlin.add(name.asText()));
        var java = new TreeSet<String>();
        var declared =
                Pattern.compile("import ([\\w.]+(?:\\.\\*)?);")
                        .matcher(Imports.of(getClass().getClassLoader()));
        while (declared.find()) {
            java.add(declared.group(1));
        }
        // The kernel itself imports a Notebook, too; a name in full goes before it.
        java.add("io.engram.notebook.Notebook");
        assertThat(kotlin).isEqualTo(java);
    }

    @Test
    void theDescriptorNamesClassesThatExist() throws IOException {
        var text = new StringBuilder();
        descriptor().get("init").forEach(code -> text.append(code.asText()));
        var name =
                Pattern.compile(
                                "(?:io\\.engram|tech\\.tablesaw|org\\.knowm)(?:\\.\\w+)*\\.[A-Z]\\w+")
                        .matcher(text);
        var names = new TreeSet<String>();
        while (name.find()) {
            names.add(name.group());
        }
        assertThat(names).contains("io.engram.notebook.KotlinKernel", "io.engram.show.Showable");
        assertThat(List.copyOf(names))
                .allSatisfy(each -> assertThat(Class.forName(each)).isPublic());
    }
}

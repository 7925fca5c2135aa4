package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a cell in Kotlin can name without an import, which each jar says of itself. */
class KotlinLibrariesTest {
    private static final String DESCRIPTOR = "META-INF/kotlin-jupyter-libraries/libraries.json";
    private static final String TOOLKIT = "Engram: recurrent reinforcement learning";
    private static final String ENVIRONMENTS = "Engram: environments";

    /** The imports of every jar of Engram, by its description. */
    private static TreeMap<String, List<String>> imports() throws IOException {
        var imports = new TreeMap<String, List<String>>();
        var loader = KotlinLibrariesTest.class.getClassLoader();
        for (URL each : Collections.list(loader.getResources(DESCRIPTOR))) {
            try (var in = each.openStream()) {
                for (JsonNode library : new ObjectMapper().readTree(in).get("descriptors")) {
                    String description = library.get("description").asText();
                    if (description.startsWith("Engram")) {
                        assertThat(imports).doesNotContainKey(description);
                        var names = new ArrayList<String>();
                        library.get("imports").forEach(name -> names.add(name.asText()));
                        imports.put(description, names);
                    }
                }
            }
        }
        return imports;
    }

    @Test
    void theEnvironmentsImportEachOfTheirPackagesThatHasSomethingToName() throws IOException {
        var packages =
                new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("io.engram.environments")
                                .stream()
                                .filter(
                                        each ->
                                                each.isTopLevelClass()
                                                        && each.getModifiers()
                                                                .contains(JavaModifier.PUBLIC))
                                .map(JavaClass::getPackageName)
                                .map(name -> name + ".*")
                                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(packages).contains("io.engram.environments.minigrid.levels.*");
        assertThat(imports().get(ENVIRONMENTS)).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void togetherTheJarsImportWhatJavaNotebooksImport() throws IOException {
        var java =
                Pattern.compile("import ([\\w.]+(?:\\.\\*)?);")
                        .matcher(Imports.of(getClass().getClassLoader()))
                        .results()
                        .map(match -> match.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        // The kernel itself imports a Notebook, too; a name in full goes before it.
        java.add("io.engram.notebook.Notebook");

        var imports = imports();
        assertThat(imports).containsOnlyKeys(ENVIRONMENTS, TOOLKIT);
        assertThat(imports.values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(java);
    }
}

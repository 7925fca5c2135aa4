package io.engram.gymnasium;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The room of Python knows environments and their spaces, and nothing of training. */
class ArchitectureTest {

    @Test
    void givenAnyClass_thenItKnowsPlainRoomsOnly() {
        var imported =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.engram.gymnasium");
        assertThat(imported).isNotEmpty();
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.engram.gymnasium",
                        "io.engram.environment",
                        "io.engram.space",
                        "io.engram.concurrent",
                        "io.engram.random",
                        "com.fasterxml.jackson..",
                        "org.jspecify..",
                        "java..")
                .check(imported);
    }

    @Test
    void givenThePackage_thenItSaysThatNothingIsNullUnlessSaid() {
        assertThat(Worker.class.getPackage().isAnnotationPresent(NullMarked.class)).isTrue();
    }

    @Test
    void givenANotebookInKotlin_thenItImportsThePackage() throws IOException {
        var all =
                getClass()
                        .getClassLoader()
                        .getResources("META-INF/kotlin-jupyter-libraries/libraries.json");
        boolean found = false;
        while (all.hasMoreElements()) {
            try (var in = all.nextElement().openStream()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                found |= text.contains("\"io.engram.gymnasium.*\"");
            }
        }
        assertThat(found).isTrue();
    }
}

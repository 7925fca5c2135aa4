package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a notebook's cells can name without an import. */
class ImportsTest {
    private static final Pattern PACKAGE = Pattern.compile("import ([\\w.]+)\\.\\*;");

    /** Imported by the kernel itself, and by the language. */
    private static final Stream<String> KERNEL =
            Stream.of(
                    "java.lang",
                    "java.util",
                    "java.io",
                    "java.math",
                    "java.net",
                    "java.time",
                    "java.util.concurrent",
                    "java.util.prefs",
                    "java.util.regex",
                    "java.util.stream");

    @Test
    void givenAllPackagesThatAreImported_thenNoSimpleNameIsThereTwice() {
        String imports = Imports.of(getClass().getClassLoader());
        var packages =
                Stream.concat(
                                KERNEL,
                                PACKAGE.matcher(imports).results().map(match -> match.group(1)))
                        .toList();
        assertThat(packages)
                .contains(
                        "io.engram.environment.wrapper",
                        "io.engram.environment.check",
                        "io.engram.environments.classic",
                        "io.engram.environments.memory",
                        "io.engram.environments.box2d",
                        "io.engram.environments.minigrid",
                        "io.engram.environments.minigrid.levels",
                        "io.engram.environments.memorygym",
                        "io.engram.environments.random",
                        "io.engram.environments.picture");

        var byName = new TreeMap<String, TreeSet<String>>();
        for (String name : packages) {
            var classes = publicClasses(name);
            assertThat(classes).as("an import of a package without classes fails").isNotEmpty();
            for (JavaClass each : classes) {
                byName.computeIfAbsent(each.getSimpleName(), key -> new TreeSet<>())
                        .add(each.getName());
            }
        }
        assertThat(byName).containsKeys("List", "Table", "LunarLander", "Goal");
        byName.values().removeIf(classes -> classes.size() == 1);
        assertThat(byName).isEmpty();
    }

    private static List<JavaClass> publicClasses(String name) {
        return new ClassFileImporter()
                .importPackages(name).stream()
                        .filter(
                                each ->
                                        each.getPackageName().equals(name)
                                                && each.isTopLevelClass()
                                                && each.getModifiers()
                                                        .contains(JavaModifier.PUBLIC))
                        .toList();
    }
}

package io.engram;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A room of the toolkit knows only rooms that come before it. */
class ArchitectureTest {
    /** Rooms that know no other. */
    private static final Set<String> PLAIN =
            Set.of("show", "text", "random", "space", "protobuf", "disk", "concurrent", "matrix");

    /** Side rooms, and the plain rooms that each may know. */
    private static final Map<String, Set<String>> SIDE =
            Map.of(
                    "statistics",
                    Set.of("random"),
                    "video",
                    Set.of("show"),
                    "plot",
                    Set.of("show"),
                    "events",
                    Set.of("protobuf"),
                    "engine",
                    Set.of("concurrent", "matrix"));

    private static final List<String> ORDER =
            List.of(
                    "show",
                    "text",
                    "random",
                    "statistics",
                    "space",
                    "protobuf",
                    "disk",
                    "concurrent",
                    "matrix",
                    "events",
                    "engine",
                    "video",
                    "plot",
                    "environment",
                    "network",
                    "pass",
                    "rollout",
                    "settings",
                    "agent",
                    "checkpoint",
                    "onnx",
                    "evaluation",
                    "training",
                    "study",
                    "notebook",
                    "sweep");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> location.contains("/toolkit/"))
                    .importPackages("io.engram");

    /** The room of a class, or null if it is no class of Engram. */
    private static String room(JavaClass of) {
        String[] parts = of.getPackageName().split("\\.");
        return parts.length > 2 && of.getPackageName().startsWith("io.engram.") ? parts[2] : null;
    }

    @Test
    void givenEveryRoom_thenTheOrderNamesIt() {
        var rooms = new TreeSet<String>();
        CLASSES.forEach(each -> rooms.add(room(each)));

        assertThat(rooms).contains("space", "training", "evaluation");
        assertThat(ORDER).containsAll(rooms);
    }

    @Test
    void givenAnyRoom_thenItDependsOnlyOnRoomsBeforeIt() {
        var wrong = new TreeSet<String>();
        for (JavaClass each : CLASSES) {
            String from = room(each);
            each.getDirectDependenciesFromSelf()
                    .forEach(
                            dependency -> {
                                String to = room(dependency.getTargetClass());
                                if (to != null && ORDER.indexOf(to) > ORDER.indexOf(from)) {
                                    wrong.add(dependency.getDescription());
                                }
                            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void givenAPlainOrSideRoom_thenItKnowsNoOther() {
        var wrong = new TreeSet<String>();
        for (JavaClass each : CLASSES) {
            String from = room(each);
            if (PLAIN.contains(from) || SIDE.containsKey(from)) {
                each.getDirectDependenciesFromSelf()
                        .forEach(
                                dependency -> {
                                    String to = room(dependency.getTargetClass());
                                    if (to != null
                                            && !from.equals(to)
                                            && !SIDE.getOrDefault(from, Set.of()).contains(to)) {
                                        wrong.add(dependency.getDescription());
                                    }
                                });
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void givenTheEnvironments_thenTheyKnowNeitherTheirWrappersNorTheirCheck() {
        noClasses()
                .that()
                .resideInAPackage("io.engram.environment")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.engram.environment.wrapper..", "io.engram.environment.check..")
                .check(CLASSES);
    }

    @Test
    void givenLibrariesForPicturesAndNotebooks_thenOnlyTheirRoomsKnowThem() {
        // The notebook draws the charts that users make, too.
        only("org.knowm..", "io.engram.plot..", "io.engram.notebook..");
        only("org.bytedeco..", "io.engram.video..");
        only("org.dflib..", "io.engram.notebook..");
    }

    private static void only(String library, String... rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void givenAPublicMethod_thenItsNameIsNoKeywordOfKotlin() {
        var keywords =
                Set.of(
                        "as",
                        "fun",
                        "in",
                        "is",
                        "object",
                        "typealias",
                        "typeof",
                        "val",
                        "var",
                        "when");
        var wrong = new TreeSet<String>();
        CLASSES.forEach(
                each ->
                        each.getMethods().stream()
                                .filter(method -> method.getModifiers().contains(PUBLIC))
                                .filter(method -> keywords.contains(method.getName()))
                                .forEach(method -> wrong.add(method.getFullName())));
        assertThat(wrong).isEmpty();
    }

    @Test
    void givenAnyPackage_thenItSaysThatNothingIsNullUnlessSaid() {
        var wrong = new TreeSet<String>();
        CLASSES.forEach(
                each -> {
                    if (!each.getPackage().isAnnotatedWith(NullMarked.class)) {
                        wrong.add(each.getPackageName());
                    }
                });
        assertThat(wrong).isEmpty();
    }

    @Test
    void givenTensors_thenRoomsBeforeTheEngineDoNotKnowThem() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.engram.space..",
                        "io.engram.environment..",
                        "io.engram.random..",
                        "io.engram.disk..",
                        "io.engram.events..",
                        "io.engram.video..",
                        "io.engram.plot..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(CLASSES);
    }
}

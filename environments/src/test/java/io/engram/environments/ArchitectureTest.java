package io.engram.environments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Each family of environments stands alone; all draw and take chances in one way. */
class ArchitectureTest {
    private static final String ROOT = "io.engram.environments.";
    private static final Set<String> FAMILIES =
            Set.of("classic", "memory", "box2d", "minigrid", "memorygym");
    private static final Set<String> SHARED = Set.of("random", "picture");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.engram.environments");

    /** The first part of a class's package below the root, or null if it is not below it. */
    private static String room(JavaClass of) {
        String name = of.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()).split("\\.")[0] : null;
    }

    @Test
    void givenAnyPackage_thenItSaysThatNothingIsNullUnlessSaid() {
        assertThat(CLASSES)
                .allSatisfy(
                        each ->
                                assertThat(each.getPackage().isAnnotatedWith(NullMarked.class))
                                        .as(each.getPackageName())
                                        .isTrue());
    }

    @Test
    void givenEveryPackage_thenItIsAFamilyOrShared() {
        var rooms = new TreeSet<String>();
        CLASSES.stream().map(ArchitectureTest::room).filter(it -> it != null).forEach(rooms::add);
        var known = new TreeSet<>(FAMILIES);
        known.addAll(SHARED);
        assertThat(rooms).isEqualTo(known);
    }

    @Test
    void givenAnyClass_thenItKnowsItsOwnFamilyAndWhatIsShared() {
        var wrong = new TreeSet<String>();
        for (JavaClass each : CLASSES) {
            String from = room(each);
            each.getDirectDependenciesFromSelf()
                    .forEach(
                            dependency -> {
                                String to = room(dependency.getTargetClass());
                                boolean allowed =
                                        to == null
                                                || to.equals(from)
                                                || FAMILIES.contains(from) && SHARED.contains(to);
                                if (!allowed) {
                                    wrong.add(dependency.getDescription());
                                }
                            });
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void givenPhysicsAndTensors_thenOnlyBox2dKnowsTheOneAndNobodyTheOther() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.engram.environments.box2d..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.engram.physics..")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "io.engram.network..", "io.engram.training..")
                .check(CLASSES);
    }
}

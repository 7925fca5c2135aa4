package io.engram.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Only this module knows Spark, and what it brings along. */
class ArchitectureTest {
    @Test
    void givenAnyClassElsewhere_thenItKnowsNothingOfClusters() {
        var imported =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.engram");
        assertThat(imported.contain(SparkSweep.class)).isTrue();
        assertThat(imported.contain(io.engram.sweep.Sweep.class)).isTrue();
        noClasses()
                .that()
                .resideOutsideOfPackage("io.engram.cluster..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.engram.cluster..",
                        "org.apache.spark..",
                        "org.apache.hadoop..",
                        "scala..")
                .check(imported);
    }

    @Test
    void givenThePackage_thenItSaysThatNothingIsNullUnlessSaid() {
        assertThat(SparkSweep.class.getPackage().isAnnotationPresent(NullMarked.class)).isTrue();
    }
}

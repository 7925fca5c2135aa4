package io.engram.notebook;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a cell of a notebook can name without an import of its own. */
final class Imports {
    private static final List<String> CLASSES =
            List.of(
                    "io.engram.engine.Devices",
                    "io.engram.rollout.SequenceCut",
                    "java.awt.Color",
                    "java.awt.image.BufferedImage",
                    "java.nio.file.Files",
                    "java.nio.file.Path");

    private static final List<String> PACKAGES =
            List.of(
                    "io.engram.space",
                    "io.engram.environment",
                    "io.engram.environment.wrapper",
                    "io.engram.environment.check",
                    "io.engram.network",
                    "io.engram.settings",
                    "io.engram.agent",
                    "io.engram.checkpoint",
                    "io.engram.training",
                    "io.engram.evaluation",
                    "io.engram.study",
                    "io.engram.statistics",
                    "io.engram.video",
                    "io.engram.plot",
                    "io.engram.events",
                    "io.engram.notebook",
                    "io.engram.sweep",
                    "io.engram.random",
                    "io.engram.environments.classic",
                    "io.engram.environments.memory",
                    "io.engram.environments.box2d",
                    "io.engram.environments.minigrid",
                    "io.engram.environments.minigrid.levels",
                    "io.engram.environments.memorygym",
                    "io.engram.environments.random",
                    "io.engram.environments.picture",
                    "io.engram.gymnasium",
                    "tech.tablesaw.api");

    private Imports() {}

    /**
     * Import declarations for those of our packages that are on the class path, and for what goes
     * into their methods.
     */
    static String of(ClassLoader loader) {
        Stream<String> present =
                PACKAGES.stream()
                        .filter(name -> loader.getResource(name.replace('.', '/') + "/") != null)
                        .map(name -> "import " + name + ".*;");
        return Stream.concat(CLASSES.stream().map(name -> "import " + name + ";"), present)
                .collect(Collectors.joining("\n"));
    }
}

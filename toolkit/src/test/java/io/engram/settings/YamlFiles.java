package io.engram.settings;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The YAML files among the tests' resources. */
final class YamlFiles {
    private YamlFiles() {}

    static Path path(String name) {
        try {
            return Path.of(YamlFiles.class.getResource("/yaml/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static String text(String name) {
        return YamlValues.text(path(name));
    }
}

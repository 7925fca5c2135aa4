package io.engram.examples;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.evaluation.PolicySessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/** All sessions in one file, so that a service that is started again goes on in mid-episode. */
final class SessionFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SessionFile() {}

    /** Writes the sessions: key and state of each. An older file goes when this one is whole. */
    static void write(Path file, PolicySessions sessions) throws IOException {
        var states = new TreeMap<String, byte[]>();
        for (String key : sessions.keys()) {
            sessions.find(key).ifPresent(session -> states.put(key, session.save()));
        }
        Path target = file.toAbsolutePath();
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        Files.createDirectories(target.getParent());
        Files.write(partial, JSON.writeValueAsBytes(states));
        Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Opens the sessions of a file, if there is one. */
    static void read(Path file, PolicySessions sessions) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try {
            Map<String, byte[]> states =
                    JSON.readValue(
                            Files.readAllBytes(file), new TypeReference<Map<String, byte[]>>() {});
            states.forEach((key, state) -> sessions.session(key).restore(state));
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalStateException(
                    "cannot go on with the sessions of %s: %s; move it away to begin without them"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}

package io.engram.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.disk.WriteFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the folder of one checkpoint: sizes first, then hashes, then what is in the files. */
final class CheckpointReader {
    static final String BYTES = "bytes";
    static final String HASH = "sha256";

    private static final long MANIFEST_BYTES = 1 << 20;
    private static final long DESCRIPTION_BYTES = 16 << 20;

    /** How many bytes of memory a byte of JSON may need while it is read. */
    private static final long JSON_EXPANSION = 16;

    private static final long EXPANSION = 6;

    private CheckpointReader() {}

    /** The checkpoint in a folder, every file of it read and understood. */
    static Checkpoint read(Path folder) {
        return CheckpointFiles.decode(folder, files(folder));
    }

    /** The files of a checkpoint, which are those that its manifest tells of. */
    static Map<String, byte[]> files(Path folder) {
        JsonNode manifest = manifest(folder);
        var files = new LinkedHashMap<String, byte[]>();
        JsonNode told = manifest.path(CheckpointFiles.IN_MANIFEST);
        boolean isPolicy =
                CheckpointFiles.ALL.stream()
                        .filter(each -> !CheckpointFiles.OF_POLICY.contains(each))
                        .noneMatch(told::has);
        for (String name : isPolicy ? CheckpointFiles.OF_POLICY : CheckpointFiles.ALL) {
            JsonNode entry = told.path(name);
            files.put(name, file(folder, name, entry, most(name, files)));
        }
        return files;
    }

    /** The manifest of a checkpoint of this code's format or an older one. */
    static JsonNode manifest(Path folder) {
        JsonNode manifest;
        try {
            manifest =
                    RunJson.tree(
                            BoundedFile.read(
                                    folder.resolve(CheckpointStore.MANIFEST), MANIFEST_BYTES));
        } catch (IOException e) {
            throw wrong(folder, CheckpointStore.MANIFEST, "it is not JSON or cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw wrong(folder, CheckpointStore.MANIFEST, e.getMessage(), e);
        }
        int format = manifest.path("format").asInt(-1);
        if (format > CheckpointStore.FORMAT) {
            throw wrong(
                    folder,
                    CheckpointStore.MANIFEST,
                    "it was written by a newer Engram (format %d, this one reads up to %d); update Engram"
                            .formatted(format, CheckpointStore.FORMAT),
                    null);
        }
        if (format < 1 || !manifest.path(CheckpointFiles.IN_MANIFEST).isObject()) {
            throw wrong(folder, CheckpointStore.MANIFEST, "it is not a manifest of Engram", null);
        }
        return manifest;
    }

    /** How many bytes of a file are read, from what is known of those before it. */
    private static long most(String name, Map<String, byte[]> earlier) {
        long memory = Runtime.getRuntime().maxMemory();
        return switch (name) {
            case CheckpointFiles.RUN -> DESCRIPTION_BYTES;
            case CheckpointFiles.STATE -> memory / JSON_EXPANSION;
            // Two moments for each parameter, under longer names.
            case CheckpointFiles.OPTIMIZER ->
                    4L * earlier.get(CheckpointFiles.PARAMETERS).length + MANIFEST_BYTES;
            default -> memory / EXPANSION;
        };
    }

    private static byte[] file(Path folder, String name, JsonNode entry, long most) {
        Path file = folder.resolve(name);
        try {
            long expected = entry.path(BYTES).asLong(-1);
            long actual = BoundedFile.size(file, Long.MAX_VALUE);
            if (actual != expected) {
                throw wrong(
                        folder,
                        name,
                        "it has %d bytes, but the manifest says %d".formatted(actual, expected),
                        null);
            }
            byte[] bytes = BoundedFile.read(file, Math.min(most, Integer.MAX_VALUE - 8));
            if (!sha256(bytes).equals(entry.path(HASH).asText())) {
                throw wrong(folder, name, "its content was changed since it was written", null);
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw wrong(folder, name, "it is missing", e);
        } catch (IOException e) {
            throw wrong(folder, name, WriteFailure.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw wrong(folder, name, e.getMessage(), e);
        }
    }

    static CheckpointException wrong(Path folder, String file, String what, Exception cause) {
        return new CheckpointException(
                "cannot read %s: %s".formatted(folder.resolve(file), what), cause);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package io.engram.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The checkpoints of one run: a folder with one folder for each, and two files that name one of
 * them: {@code latest} the newest, {@code best} that of the best policy.
 *
 * <p>A checkpoint is written beside its place, brought to the disk and then renamed, so that it is
 * there whole or not at all. {@code latest} and {@code best} move when what they name is there, and
 * old checkpoints go last, but never the one that {@code best} names.
 *
 * <pre>{@code
 * checkpoints/cartpole-masked/
 *     latest                     update-000100
 *     best                       update-000087
 *     update-000100/
 *         manifest.json          format, versions, kernels, and size and SHA-256 of each file
 *         run.json  state.json  metrics.csv
 *         parameters.safetensors  optimizer.safetensors  memory.safetensors
 * }</pre>
 */
public final class CheckpointStore {
    /** The version of the format that this code writes, and the newest that it reads. */
    public static final int FORMAT = 1;

    static final String MANIFEST = "manifest.json";
    private static final Pattern NAME = Pattern.compile("update-(\\d{6,})");

    private final Path folder;

    /**
     * The checkpoints in a folder.
     *
     * @param folder a run's folder, which need not exist yet
     */
    public CheckpointStore(Path folder) {
        this.folder = folder;
    }

    /**
     * The run's folder.
     *
     * @return the folder
     */
    public Path folder() {
        return folder;
    }

    /**
     * Writes a checkpoint, and one of the best policy, unless the same ones are there already,
     * intact, and removes old ones.
     *
     * @param run what does not change in the run
     * @param state where the run stands
     * @param best where it stood when its policy was the best so far, or empty to leave what is
     *     kept as the best as it is
     * @param keep how many checkpoints stay, the newest ones, besides the best; at least 1
     * @return the checkpoint's folder
     * @throws CheckpointException if it cannot be written; the earlier ones are as they were
     */
    public Path save(RunDescription run, RunState state, Optional<RunState> best, int keep) {
        Path target = checkpoint(state.update());
        write(run, state);
        best.filter(each -> each.update() != state.update()).ifPresent(each -> write(run, each));
        point(Pointer.LATEST, target);
        best.ifPresent(each -> point(Pointer.BEST, checkpoint(each.update())));
        prune(keep);
        return target;
    }

    /**
     * Where the checkpoint of an update is, if there is one.
     *
     * @param update the number of updates made
     * @return its folder
     */
    public Path checkpoint(long update) {
        return folder.resolve("update-%06d".formatted(update));
    }

    private void write(RunDescription run, RunState state) {
        Path target = checkpoint(state.update());
        Path partial = folder.resolve("." + target.getFileName() + ".partial");
        try {
            Files.createDirectories(folder);
            Map<String, byte[]> files = CheckpointFiles.encode(run, state);
            if (!holds(target, files)) {
                Disk.delete(partial);
                Files.createDirectory(partial);
                writeAll(partial, files, CheckpointKernels.write(state));
                replace(partial, target);
                Disk.force(folder);
            }
        } catch (IOException e) {
            Disk.deleteQuietly(partial);
            throw unwritten(target, e);
        }
    }

    private void point(String name, Path target) {
        try {
            new Pointer(folder, name).moveTo(target);
        } catch (IOException e) {
            throw unwritten(target, e);
        }
    }

    private CheckpointException unwritten(Path target, IOException e) {
        return new CheckpointException(
                "cannot write the checkpoint %s (%s); free some space or choose another folder with checkpoints(…). %s"
                        .formatted(target, reason(e), earlier()),
                e);
    }

    /** Whether a checkpoint is intact and the same but for what a clock told. */
    private static boolean holds(Path target, Map<String, byte[]> files) {
        try {
            return CheckpointFiles.areSame(verified(target), files);
        } catch (CheckpointException e) {
            return false;
        }
    }

    /** Puts a checkpoint in its place; a damaged or abandoned one of the same update goes. */
    private static void replace(Path partial, Path target) throws IOException {
        Path old = target.resolveSibling("." + target.getFileName() + ".old");
        Disk.delete(old);
        if (Files.exists(target.resolve(MANIFEST))) {
            Disk.move(target, old);
        }
        Disk.move(partial, target);
        Disk.deleteQuietly(old);
    }

    private static String reason(IOException e) {
        String type = e.getClass().getSimpleName();
        return e.getMessage() == null ? type : type + ": " + e.getMessage();
    }

    private String earlier() {
        return list().isEmpty()
                ? "There is no earlier checkpoint"
                : "The earlier checkpoint " + newest().orElseThrow() + " is as it was";
    }

    private void writeAll(Path partial, Map<String, byte[]> files, JsonNode kernels)
            throws IOException {
        var manifest = RunJson.MAPPER.createObjectNode();
        manifest.put("format", FORMAT);
        var versions = manifest.putObject("versions");
        versions.put("engram", version());
        versions.put("java", System.getProperty("java.version"));
        versions.put("engine", "PyTorch through DJL " + djlVersion());
        manifest.set(CheckpointKernels.FIELD, kernels);
        var entries = manifest.putObject("files");
        for (var file : files.entrySet()) {
            Disk.write(partial.resolve(file.getKey()), file.getValue());
            var entry = entries.putObject(file.getKey());
            entry.put("bytes", file.getValue().length);
            entry.put("sha256", sha256(file.getValue()));
        }
        Disk.write(partial.resolve(MANIFEST), RunJson.bytes(manifest));
        Disk.force(partial);
    }

    private static String version() {
        String version = CheckpointStore.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static String djlVersion() {
        String version = ai.djl.engine.Engine.class.getPackage().getImplementationVersion();
        return version == null ? "(version unknown)" : version;
    }

    private void prune(int keep) {
        List<Path> old = new ArrayList<>(list());
        old.subList(Math.max(0, old.size() - keep), old.size()).clear();
        newest().ifPresent(old::remove);
        best().ifPresent(old::remove);
        old.forEach(Disk::deleteQuietly);
    }

    /**
     * The checkpoints, oldest first.
     *
     * @return folders
     */
    public List<Path> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(path -> NAME.matcher(path.getFileName().toString()).matches())
                    .filter(path -> Files.exists(path.resolve(MANIFEST)))
                    .sorted(Comparator.comparingLong(CheckpointStore::updateOf))
                    .toList();
        } catch (IOException e) {
            throw new CheckpointException(
                    "cannot list the folder %s: %s".formatted(folder, reason(e)), e);
        }
    }

    private static long updateOf(Path checkpoint) {
        var matcher = NAME.matcher(checkpoint.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    /**
     * The newest checkpoint: the one that {@code latest} names, or the last one if that file is
     * missing.
     *
     * @return its folder, or empty if there is none
     */
    public Optional<Path> newest() {
        List<Path> all = list();
        Optional<Path> last = all.stream().reduce((earlier, later) -> later);
        return new Pointer(folder, Pointer.LATEST).among(all).or(() -> last);
    }

    /**
     * The checkpoint of the best policy: the one that {@code best} names.
     *
     * @return its folder, or empty if none was kept or it was removed
     */
    public Optional<Path> best() {
        return new Pointer(folder, Pointer.BEST).among(list());
    }

    /** Removes every checkpoint, for a run that starts over. */
    public void clear() {
        try {
            new Pointer(folder, Pointer.LATEST).delete();
            new Pointer(folder, Pointer.BEST).delete();
            for (Path checkpoint : list()) {
                Disk.delete(checkpoint);
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    "cannot remove the old checkpoints in %s: %s".formatted(folder, reason(e)), e);
        }
    }

    /**
     * Reads a checkpoint: sizes and hashes first, then what is in the files.
     *
     * @param path a run's folder, for its newest checkpoint; the folder of one checkpoint; or the
     *     file {@code best} or {@code latest} in a run's folder
     * @return the checkpoint
     * @throws CheckpointException if there is none, or it is damaged, foreign or newer than this
     *     code; the message names the file, what is wrong, and an intact checkpoint if there is one
     */
    public static Checkpoint load(Path path) {
        if (Files.exists(path.resolve(MANIFEST))) {
            return read(path);
        }
        boolean pointer = Pointer.isPointer(path);
        Path run = pointer ? path.toAbsolutePath().getParent() : path;
        var store = new CheckpointStore(run);
        Path newest =
                store.newest()
                        .orElseThrow(
                                () ->
                                        new CheckpointException(
                                                "there is no checkpoint in %s; a run's folder holds folders such as update-000100"
                                                        .formatted(path.toAbsolutePath())));
        if (pointer && path.endsWith(Pointer.BEST)) {
            return read(store.best().orElseThrow(() -> noBest(run)));
        }
        return read(newest);
    }

    private static CheckpointException noBest(Path run) {
        return new CheckpointException(
                "the run in %s has kept no best policy: none was judged before its last checkpoint, or what was kept is removed; load %s for the newest one"
                        .formatted(run, run));
    }

    private static Checkpoint read(Path checkpoint) {
        try {
            return CheckpointFiles.decode(checkpoint, verified(checkpoint));
        } catch (CheckpointException e) {
            throw new CheckpointException(e.getMessage() + alternative(checkpoint), e.getCause());
        }
    }

    private static String alternative(Path damaged) {
        Path run = damaged.toAbsolutePath().getParent();
        List<Path> others = new ArrayList<>(new CheckpointStore(run).list());
        others.removeIf(other -> other.toAbsolutePath().equals(damaged.toAbsolutePath()));
        for (int i = others.size() - 1; i >= 0; i--) {
            try {
                verified(others.get(i));
                return ". An intact checkpoint is " + others.get(i);
            } catch (CheckpointException e) {
                continue;
            }
        }
        return "";
    }

    private static Map<String, byte[]> verified(Path checkpoint) {
        JsonNode manifest;
        try {
            manifest = RunJson.MAPPER.readTree(Files.readAllBytes(checkpoint.resolve(MANIFEST)));
        } catch (IOException e) {
            throw wrong(checkpoint, MANIFEST, "it is not JSON or cannot be read", e);
        }
        int format = manifest.path("format").asInt(-1);
        if (format > FORMAT) {
            throw wrong(
                    checkpoint,
                    MANIFEST,
                    "it was written by a newer Engram (format %d, this one reads up to %d); update Engram"
                            .formatted(format, FORMAT),
                    null);
        }
        if (format < 1 || !manifest.path("files").isObject()) {
            throw wrong(checkpoint, MANIFEST, "it is not a manifest of Engram", null);
        }
        var files = new LinkedHashMap<String, byte[]>();
        for (String name : CheckpointFiles.ALL) {
            files.put(name, verifiedFile(checkpoint, name, manifest.path("files").path(name)));
        }
        return files;
    }

    private static byte[] verifiedFile(Path checkpoint, String name, JsonNode entry) {
        Path file = checkpoint.resolve(name);
        try {
            long expected = entry.path("bytes").asLong(-1);
            long actual = Files.size(file);
            if (actual != expected) {
                throw wrong(
                        checkpoint,
                        name,
                        "it has %d bytes, but the manifest says %d".formatted(actual, expected),
                        null);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (!sha256(bytes).equals(entry.path("sha256").asText())) {
                throw wrong(checkpoint, name, "its content was changed since it was written", null);
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw wrong(checkpoint, name, "it is missing", e);
        } catch (IOException e) {
            throw wrong(checkpoint, name, reason(e), e);
        }
    }

    private static CheckpointException wrong(
            Path checkpoint, String file, String what, Exception cause) {
        return new CheckpointException(
                "cannot read %s: %s".formatted(checkpoint.resolve(file), what), cause);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

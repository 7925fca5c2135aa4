package io.engram.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.disk.Disk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the folder of one checkpoint: beside its place, then read back, then renamed. What is in
 * its place already moves aside for that moment, under a name by which it is still found.
 */
final class CheckpointWriter {
    private final Path target;
    private final Path partial;

    CheckpointWriter(Path target) {
        this.target = target;
        partial = HiddenFolder.PARTIAL.of(target);
    }

    /** Writes a checkpoint, unless the same one is there already, readable. */
    void write(RunDescription run, RunState state) throws IOException {
        Disk.createFolders(target.getParent());
        Map<String, byte[]> files = CheckpointFiles.encode(run, state);
        if (isThere(files)) {
            return;
        }
        try {
            Disk.delete(partial);
            Disk.createFolders(partial);
            writeAll(files, CheckpointKernels.ofThisProcess());
            requireReadable(state, files);
            replace();
            Disk.force(target.getParent());
        } catch (IOException | CheckpointException e) {
            Disk.deleteQuietly(partial);
            throw e;
        }
    }

    /** Whether a checkpoint is there that can be read and is the same but for what a clock told. */
    private boolean isThere(Map<String, byte[]> files) {
        try {
            Map<String, byte[]> there = CheckpointReader.files(target);
            CheckpointFiles.decode(target, there);
            return CheckpointFiles.areSame(there, files);
        } catch (CheckpointException e) {
            return false;
        }
    }

    private void writeAll(Map<String, byte[]> files, JsonNode kernels) throws IOException {
        var manifest = RunJson.MAPPER.createObjectNode();
        manifest.put("format", CheckpointStore.FORMAT);
        var versions = manifest.putObject("versions");
        versions.put("engram", version());
        versions.put("java", System.getProperty("java.version"));
        versions.put("engine", "PyTorch through DJL " + djlVersion());
        manifest.set(CheckpointKernels.FIELD, kernels);
        var entries = manifest.putObject(CheckpointFiles.IN_MANIFEST);
        for (var file : files.entrySet()) {
            Disk.write(partial.resolve(file.getKey()), file.getValue());
            var entry = entries.putObject(file.getKey());
            entry.put(CheckpointReader.BYTES, file.getValue().length);
            entry.put(CheckpointReader.HASH, CheckpointReader.sha256(file.getValue()));
        }
        Disk.write(partial.resolve(CheckpointStore.MANIFEST), RunJson.bytes(manifest));
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

    /** What is on the disk is what a later run would go on from, or it does not count. */
    private void requireReadable(RunState state, Map<String, byte[]> files) {
        CheckpointFiles.difference(CheckpointReader.read(partial), state, files)
                .ifPresent(
                        name -> {
                            throw CheckpointReader.wrong(
                                    partial, name, "it does not say what was to be saved", null);
                        });
    }

    private void replace() throws IOException {
        Path old = HiddenFolder.OLD.of(target);
        boolean moved = CheckpointStore.isCheckpoint(target);
        if (moved) {
            Disk.move(target, old);
        } else if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "it is there, but is no checkpoint");
        }
        Disk.move(partial, target);
        if (moved) {
            remove(target, old);
        }
    }

    /**
     * Removes a checkpoint so that it is there whole or not at all. What fails is left to the next
     * save.
     *
     * @param folder its folder, which may be hidden
     */
    static void remove(Path checkpoint, Path folder) {
        Path gone = HiddenFolder.GONE.of(checkpoint);
        try {
            Disk.delete(gone);
            Disk.move(folder, gone);
        } catch (IOException e) {
            return;
        }
        Disk.deleteQuietly(gone);
    }
}

package io.engram.checkpoint;

import io.engram.disk.Disk;
import io.engram.disk.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    private final Path folder;
    private final CheckpointFolders folders;

    /**
     * The checkpoints in a folder.
     *
     * @param folder a run's folder, which need not exist yet
     */
    public CheckpointStore(Path folder) {
        this.folder = folder;
        folders = new CheckpointFolders(folder);
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
        writing(target, folders::tidy);
        write(run, state);
        best.filter(each -> each.update() != state.update()).ifPresent(each -> write(run, each));
        point(Pointer.LATEST, target);
        best.ifPresent(each -> point(Pointer.BEST, checkpoint(each.update())));
        prune(keep);
        return target;
    }

    /**
     * Writes a checkpoint anywhere, outside of the folders of runs. An older checkpoint in its
     * place is replaced, and nothing else: what is no checkpoint stays as it is.
     *
     * @param folder the checkpoint's own folder, such as {@code kept/before-the-change}
     * @param run what does not change in the run
     * @param state where the run stands
     * @throws CheckpointException if something else is there, it lies in the folder of a run, or it
     *     cannot be written
     */
    public static void saveAs(Path folder, RunDescription run, RunState state) {
        new LoneCheckpoint(folder).write(run, state);
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
        writing(target, () -> new CheckpointWriter(target).write(run, state));
    }

    private void point(String name, Path target) {
        writing(target, () -> new Pointer(folder, name).moveTo(target));
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void writing(Path target, Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new CheckpointException(
                    "cannot write the checkpoint %s %s. %s"
                            .formatted(
                                    target,
                                    WriteFailure.text(e, folder, "checkpoints(…)"),
                                    earlier()),
                    e);
        } catch (CheckpointException e) {
            throw new CheckpointException(
                    "cannot write the checkpoint %s, for it would not be read back: %s. %s"
                            .formatted(target, e.getMessage(), earlier()),
                    e);
        }
    }

    private String earlier() {
        return CheckpointSearch.newestReadable(list())
                .map("The earlier checkpoint %s is as it was"::formatted)
                .orElse("There is no earlier checkpoint");
    }

    private void prune(int keep) {
        List<Path> old = new ArrayList<>(list());
        old.subList(Math.max(0, old.size() - keep), old.size()).clear();
        newest().ifPresent(old::remove);
        best().ifPresent(old::remove);
        old.forEach(each -> CheckpointWriter.remove(each, each));
    }

    /**
     * The checkpoints, oldest first.
     *
     * @return folders
     */
    public List<Path> list() {
        return folders.list();
    }

    /**
     * The update of the last of the checkpoints.
     *
     * @return its number, or -1 if there is none
     */
    public long lastUpdate() {
        List<Path> all = list();
        return all.isEmpty() ? -1 : CheckpointFolders.updateOf(all.get(all.size() - 1));
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
                    "cannot remove the old checkpoints in %s %s"
                            .formatted(folder, WriteFailure.text(e, folder, "checkpoints(…)")),
                    e);
        }
    }

    /**
     * Whether a folder is one checkpoint, or a policy that was saved alone, and not that of a run.
     *
     * @param folder any path
     * @return whether it says that it is one; whether it is intact, {@link #load} finds out
     */
    public static boolean isCheckpoint(Path folder) {
        return Files.exists(folder.resolve(MANIFEST));
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
        return CheckpointSearch.load(path);
    }
}

package io.engram.cluster;

import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.disk.Disk;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The folders of a run, kept in two places: on this machine's disk, where it is trained, and in a
 * file system that others see.
 *
 * <p>What is saved goes there in an order that may end anywhere: the metrics, which may be ahead of
 * the checkpoint; the files of the checkpoint, its manifest last, without which it does not count;
 * {@code latest} and {@code best}, which name it; then old ones go, their manifest first. What
 * comes back is checked by its hashes, and an older one takes its place if it is damaged. Equal
 * names are equal bits, so it does no harm if somebody who was given up writes there, too.
 */
final class RunReplica {
    private static final Pattern CHECKPOINT = Pattern.compile("update-(\\d{6,18})");
    private static final String MANIFEST = "manifest.json";
    private static final String LATEST = "latest";
    private static final String BEST = "best";

    /** How many of the newest stay there, whatever the disk has. */
    private static final int KEPT = 5;

    private final RemoteFolder remoteCheckpoints;
    private final RemoteFolder remoteLogs;
    private final Path checkpoints;
    private final Path logs;

    private final Set<String> saved = new HashSet<>();
    private final Map<String, String> pointers = new HashMap<>();
    private final Map<Path, Look> looks = new HashMap<>();

    /** By what a file is seen to have changed. */
    private record Look(long size, long time) {}

    /**
     * A run.
     *
     * @param output has {@code checkpoints/sweep/run} and {@code logs/sweep/run}
     * @param checkpoints the run's own folder on this disk
     * @param logs the run's own folder on this disk
     */
    RunReplica(RemoteFolder output, String sweep, String run, Path checkpoints, Path logs) {
        remoteCheckpoints = checkpoints(output, sweep).folder(run);
        remoteLogs = logs(output, sweep).folder(run);
        this.checkpoints = checkpoints;
        this.logs = logs;
    }

    static RemoteFolder checkpoints(RemoteFolder output, String sweep) {
        return output.folder("checkpoints").folder(sweep);
    }

    static RemoteFolder logs(RemoteFolder output, String sweep) {
        return output.folder("logs").folder(sweep);
    }

    /**
     * Brings the newest checkpoint that is intact to this disk, where nothing is yet, the best one,
     * and the metrics.
     *
     * @param repairs whether what is damaged there is removed, for who is going to write there
     * @return the updates that the run has made; 0 if nothing was saved
     */
    long restore(boolean repairs) throws IOException {
        Optional<String> newest = Optional.empty();
        for (String each : candidates()) {
            if (fetch(each, repairs)) {
                newest = Optional.of(each);
                break;
            }
        }
        if (newest.isEmpty()) {
            return 0;
        }
        point(LATEST, newest.get());
        Optional<String> best = named(BEST).filter(each -> updateOf(each) >= 0);
        if (best.isPresent()
                && (best.equals(newest)
                        || remoteCheckpoints.folder(best.get()).has(MANIFEST)
                                && fetch(best.get(), repairs))) {
            point(BEST, best.get());
        }
        fetchLogs(remoteLogs, logs);
        return updateOf(newest.get());
    }

    /** The checkpoints that count: the one that {@code latest} names, then the newest first. */
    private List<String> candidates() throws IOException {
        var all = new ArrayList<String>();
        for (String each : remoteCheckpoints.folders()) {
            if (updateOf(each) >= 0 && remoteCheckpoints.folder(each).has(MANIFEST)) {
                all.add(each);
            }
        }
        all.sort(Comparator.comparingLong(RunReplica::updateOf).reversed());
        Optional<String> latest = named(LATEST).filter(all::remove);
        latest.ifPresent(each -> all.add(0, each));
        return all;
    }

    private Optional<String> named(String pointer) throws IOException {
        return remoteCheckpoints
                .read(pointer)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).trim());
    }

    private static long updateOf(String name) {
        var matcher = CHECKPOINT.matcher(name);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    private void point(String pointer, String name) throws IOException {
        Files.writeString(checkpoints.resolve(pointer), name + "\n");
        pointers.put(pointer, name);
    }

    /** Copies a checkpoint here; false if it is damaged, or somebody removed it meanwhile. */
    private boolean fetch(String name, boolean repairs) throws IOException {
        RemoteFolder there = remoteCheckpoints.folder(name);
        Path here = checkpoints.resolve(name);
        try {
            for (String file : there.files()) {
                there.download(file, here.resolve(file));
            }
            CheckpointStore.load(here);
            saved.add(name);
            return true;
        } catch (CheckpointException | FileNotFoundException e) {
            Disk.delete(here);
            if (repairs) {
                remove(name);
            }
            return false;
        }
    }

    private static void fetchLogs(RemoteFolder there, Path here) throws IOException {
        for (Map.Entry<String, String> each : there.whole().entrySet()) {
            there.download(each.getValue(), here.resolve(each.getKey()));
        }
        for (String folder : there.folders()) {
            fetchLogs(there.folder(folder), here.resolve(folder));
        }
    }

    /** The newest checkpoint on this disk, whether it is saved there or not. */
    Optional<Path> newest() {
        return new CheckpointStore(checkpoints).newest();
    }

    /** Brings there what is new here. */
    synchronized void save() throws IOException {
        var store = new CheckpointStore(checkpoints);
        Optional<String> latest = store.newest().map(RunReplica::name);
        Optional<String> best = store.best().map(RunReplica::name);
        List<String> here =
                store.list().stream()
                        .map(RunReplica::name)
                        .filter(each -> updateOf(each) >= 0)
                        .toList();
        // Read after the checkpoints, so they are not behind; they may be ahead.
        saveLogs();
        for (String each : here) {
            if (!saved.contains(each) && saveCheckpoint(each)) {
                saved.add(each);
            }
        }
        savePointer(LATEST, latest);
        savePointer(BEST, best);
        prune(here, best);
    }

    private static String name(Path checkpoint) {
        return checkpoint.getFileName().toString();
    }

    private void saveLogs() throws IOException {
        if (!Files.isDirectory(logs)) {
            return;
        }
        List<Path> files;
        try (var all = Files.walk(logs)) {
            files =
                    all.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                            .toList();
        }
        for (Path file : files) {
            if (!name(file).startsWith(".")) {
                saveLog(file);
            }
        }
    }

    private void saveLog(Path file) throws IOException {
        try {
            var look = new Look(Files.size(file), Files.getLastModifiedTime(file).toMillis());
            if (look.equals(looks.get(file))) {
                return;
            }
            RemoteFolder folder = remoteLogs;
            Path below = logs.relativize(file);
            for (int i = 0; i < below.getNameCount() - 1; i++) {
                folder = folder.folder(below.getName(i).toString());
            }
            folder.replace(name(file), Files.readAllBytes(file));
            looks.put(file, look);
        } catch (NoSuchFileException e) {
            // It was replaced at this moment, and comes with the next save.
            return;
        }
    }

    /** Its manifest comes last; false if the run has removed it meanwhile. */
    private boolean saveCheckpoint(String name) throws IOException {
        RemoteFolder there = remoteCheckpoints.folder(name);
        if (there.has(MANIFEST)) {
            return true;
        }
        Path here = checkpoints.resolve(name);
        try (var all = Files.list(here)) {
            byte[] manifest = Files.readAllBytes(here.resolve(MANIFEST));
            for (Path file : all.toList()) {
                if (!name(file).equals(MANIFEST)) {
                    there.write(name(file), Files.readAllBytes(file));
                }
            }
            there.replace(MANIFEST, manifest);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void savePointer(String pointer, Optional<String> name) throws IOException {
        if (name.isPresent()
                && saved.contains(name.get())
                && !name.get().equals(pointers.get(pointer))) {
            remoteCheckpoints.replace(
                    pointer, (name.get() + "\n").getBytes(StandardCharsets.UTF_8));
            pointers.put(pointer, name.get());
        }
    }

    /** Removes what the run has removed here, but for the newest, and for what is ahead of it. */
    private void prune(List<String> here, Optional<String> best) throws IOException {
        if (here.isEmpty()) {
            return;
        }
        long newest = updateOf(here.get(here.size() - 1));
        List<String> old =
                remoteCheckpoints.folders().stream()
                        .filter(each -> updateOf(each) >= 0 && updateOf(each) <= newest)
                        .sorted(Comparator.comparingLong(RunReplica::updateOf).reversed())
                        .skip(KEPT)
                        .filter(each -> !here.contains(each) && !best.equals(Optional.of(each)))
                        .toList();
        for (String each : old) {
            remove(each);
            saved.remove(each);
        }
    }

    private void remove(String name) throws IOException {
        remoteCheckpoints.folder(name).delete(MANIFEST);
        remoteCheckpoints.delete(name);
    }
}

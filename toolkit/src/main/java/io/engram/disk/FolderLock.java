package io.engram.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Says that a process writes in a folder: a lock of the operating system on the file {@code .lock}
 * in it, which names the process. The lock of a process that ended, however it did, is free; the
 * file stays.
 *
 * <p>Within a process the folder goes to whoever asks last, unless the one that has it is busy.
 * Where the file system knows no locks, only this process is kept in order.
 */
public final class FolderLock implements AutoCloseable {
    /** The file's name. */
    public static final String FILE = ".lock";

    private static final Map<Path, FolderLock> HELD = new HashMap<>();

    private final Path folder;
    private final BooleanSupplier busy;
    private Path key;
    private RandomAccessFile file;

    private FolderLock(Path folder, BooleanSupplier busy) {
        this.folder = folder;
        this.busy = busy;
    }

    /** Somebody else writes in a folder. */
    public static final class TakenException extends Exception {
        private static final long serialVersionUID = 1;

        TakenException(String owner) {
            super(owner);
        }
    }

    /**
     * Takes a folder.
     *
     * @param folder the folder, made if it is missing
     * @param busy whether the one that takes it must not lose it now, asked whenever somebody else
     *     of this process wants it
     * @return the lock, held until it is closed
     * @throws TakenException if another process has the folder, or somebody busy in this one; the
     *     message says who
     * @throws IOException if the folder cannot be written to
     */
    public static FolderLock take(Path folder, BooleanSupplier busy)
            throws TakenException, IOException {
        synchronized (HELD) {
            var lock = new FolderLock(folder, busy);
            lock.take();
            return lock;
        }
    }

    private void take() throws TakenException, IOException {
        Disk.createFolders(folder);
        key = folder.toRealPath();
        FolderLock other = HELD.get(key);
        if (other != null && other != this) {
            if (other.busy.getAsBoolean()) {
                throw new TakenException("this very process, which is training it");
            }
            other.free();
        }
        open();
        HELD.put(key, this);
    }

    private void open() throws TakenException, IOException {
        Path path = folder.resolve(FILE);
        byte[] owner = owner().getBytes(StandardCharsets.UTF_8);
        Disk.announce(Disk.Kind.WRITE, path, owner);
        // Not read or closed by anybody else of this process: on POSIX that would free the lock.
        var opened = new RandomAccessFile(path.toFile(), "rw");
        try {
            if (!isLocked(opened)) {
                throw new TakenException(text(opened));
            }
            opened.setLength(0);
            opened.write(owner);
            file = opened;
        } finally {
            if (file != opened) {
                opened.close();
            }
        }
    }

    private static boolean isLocked(RandomAccessFile opened) {
        try {
            // Behind the text, so that others can read that where locks keep readers out.
            FileLock lock = opened.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // No locks on this file system.
            return true;
        }
    }

    private static String owner() {
        return "process %d since %s\n"
                .formatted(
                        ProcessHandle.current().pid(),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String text(RandomAccessFile opened) throws IOException {
        var bytes = new byte[100];
        int read = Math.max(0, opened.read(bytes));
        String text = new String(bytes, 0, read, StandardCharsets.UTF_8).trim();
        return text.isEmpty() ? "another process" : text;
    }

    /**
     * Makes sure of the folder before something is written: takes it again if somebody removed it.
     *
     * @throws TakenException if somebody else has it now; the message says who
     */
    public void hold() throws TakenException {
        synchronized (HELD) {
            FolderLock other = HELD.get(key);
            if (other != null && other != this) {
                throw new TakenException("another run of this process, which was made later");
            }
            if (file != null && Files.exists(folder.resolve(FILE))) {
                return;
            }
            try {
                free();
                take();
            } catch (IOException e) {
                // What is written next fails of the same, and says so better.
                return;
            }
        }
    }

    private void free() throws IOException {
        HELD.remove(key, this);
        if (file != null) {
            file.close();
            file = null;
        }
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        synchronized (HELD) {
            try {
                free();
            } catch (IOException e) {
                // The end of the process closes it.
                return;
            }
        }
    }
}

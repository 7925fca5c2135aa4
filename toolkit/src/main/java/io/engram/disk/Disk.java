package io.engram.disk;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/**
 * The one place through which checkpoints and the files of a run are written, renamed, brought to
 * the disk and removed.
 *
 * <p>Each of these is announced to an {@link Interceptor} first, so that tests can make any of them
 * fail, or end the process just before it.
 */
public final class Disk {
    private static volatile Interceptor interceptor = operation -> {};

    private Disk() {}

    /** What can be done to a file or folder. */
    enum Kind {
        /** A folder is made. */
        FOLDER,
        /** A file is made, or made anew, with all its bytes. */
        WRITE,
        /** Bytes are added to a file. */
        APPEND,
        /** What lies behind some length of a file is cut off. */
        CUT,
        /** A file's bytes or a folder's entries are brought to the disk. */
        SYNC,
        /** A file or folder gets another name. */
        RENAME,
        /** A file or an empty folder is removed. */
        DELETE
    }

    /**
     * One thing that is about to be done.
     *
     * @param kind what
     * @param path to which file or folder; of a renaming, the old name
     * @param bytes what is written; empty for all but {@code WRITE} and {@code APPEND}
     */
    record Operation(Kind kind, Path path, byte[] bytes) {}

    /** Hears of every operation before it is done. */
    interface Interceptor {
        /**
         * Called just before an operation.
         *
         * @param operation what will be done
         * @throws IOException if it is to fail with this
         */
        void before(Operation operation) throws IOException;
    }

    /** Puts an interceptor in place of the one that does nothing. */
    static void intercept(Interceptor other) {
        interceptor = other;
    }

    static void announce(Kind kind, Path path, byte... bytes) throws IOException {
        interceptor.before(new Operation(kind, path, bytes));
    }

    /**
     * Makes a folder and those above it, where they are missing.
     *
     * @param folder the folder
     * @throws IOException if it cannot be made
     */
    public static void createFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            announce(Kind.FOLDER, folder);
            Files.createDirectories(folder);
        }
    }

    /**
     * Writes a file and brings it to the disk.
     *
     * @param file the file; one that is there is written over
     * @param bytes what it will hold
     * @throws IOException if it cannot be written; what it holds then is not known
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        announce(Kind.WRITE, file, bytes);
        // Not a channel: an interrupt, which is how a notebook stops a cell, would close it.
        try (var stream = new FileOutputStream(file.toFile())) {
            stream.write(bytes);
            announce(Kind.SYNC, file);
            stream.getFD().sync();
        }
    }

    /**
     * Writes a file that is there whole or not at all: beside its place, then renamed.
     *
     * @param file the file; one that is there is replaced
     * @param bytes what it will hold
     * @throws IOException if it cannot be written; the old file is then as it was
     */
    public static void replace(Path file, byte[] bytes) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    file.toString(), null, "a folder is where a file must be");
        }
        Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
        delete(partial);
        write(partial, bytes);
        announce(Kind.RENAME, partial);
        try {
            Files.move(
                    partial,
                    file,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Adds to a file.
     *
     * @param file the file, which must be there
     * @param bytes what is added
     * @throws IOException if it cannot be written; it may then hold some of the bytes
     */
    public static void append(Path file, byte[] bytes) throws IOException {
        announce(Kind.APPEND, file, bytes);
        try (var stream = new FileOutputStream(file.toFile(), true)) {
            stream.write(bytes);
        }
    }

    /**
     * Cuts off the end of a file.
     *
     * @param file the file, which must be there
     * @param size how many bytes stay
     * @throws IOException if it cannot be written
     */
    public static void cut(Path file, long size) throws IOException {
        announce(Kind.CUT, file);
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(size);
        }
    }

    /**
     * Brings a folder's own entries to the disk, where the system allows it.
     *
     * @param folder the folder
     * @throws IOException never, but for an interceptor
     */
    public static void force(Path folder) throws IOException {
        announce(Kind.SYNC, folder);
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows does not open folders; there, the rename itself is what the system offers.
            return;
        }
    }

    /**
     * Gives a file or folder another name.
     *
     * @param from the old name
     * @param to the new name, which nothing has
     * @throws IOException if it cannot be renamed
     */
    public static void move(Path from, Path to) throws IOException {
        announce(Kind.RENAME, from);
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    /**
     * Removes a file, or a folder with all that is in it, if it is there.
     *
     * @param path the file or folder
     * @throws IOException if something cannot be removed; other things may be gone then
     */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var entries = Files.walk(path)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                announce(Kind.DELETE, entry);
                Files.delete(entry);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Removes what may as well stay until the next time.
     *
     * @param path the file or folder
     */
    public static void deleteQuietly(Path path) {
        try {
            delete(path);
        } catch (IOException e) {
            // What is left over is hidden or old, and the next save tries again.
            return;
        }
    }
}

package io.engram.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Why something could not be written, in words, and what to do. */
public final class WriteFailure {
    private static final Pattern FULL =
            Pattern.compile("no space|not enough space|quota|disk full", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORBIDDEN =
            Pattern.compile("read-only|permission denied|access", Pattern.CASE_INSENSITIVE);
    private static final Pattern OCCUPIED =
            Pattern.compile("is a directory|not a directory", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOO_LONG =
            Pattern.compile(
                    "name too long|path too long|filename is too long", Pattern.CASE_INSENSITIVE);
    private static final long NEARLY_FULL_BYTES = 1 << 20;

    private WriteFailure() {}

    /**
     * The rest of a sentence such as "cannot write the metrics to X".
     *
     * @param failure what went wrong
     * @param folder where it was to be written
     * @param setter how the caller chooses another folder, for example {@code logs(…)}
     * @return the reason in brackets, and what to do
     */
    public static String text(IOException failure, Path folder, String setter) {
        return "(%s); %s or choose another folder with %s"
                .formatted(reason(failure), remedy(failure, folder), setter);
    }

    /**
     * The kind of a failure and what is known of it.
     *
     * @param failure what went wrong
     * @return for example {@code NoSuchFileException: logs/a}, or what the system says where Java
     *     has no name for it, such as {@code File name too long}
     */
    public static String reason(IOException failure) {
        if (failure.getClass() == FileSystemException.class) {
            String said = ((FileSystemException) failure).getReason();
            if (said != null) {
                return said;
            }
        }
        String type = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? type : type + ": " + failure.getMessage();
    }

    private static String remedy(IOException failure, Path folder) {
        String said = String.valueOf(failure.getMessage());
        if (FULL.matcher(said).find()) {
            return "free some space";
        }
        if (failure instanceof FileAlreadyExistsException
                || failure instanceof DirectoryNotEmptyException
                || failure instanceof NotDirectoryException
                || OCCUPIED.matcher(said).find()) {
            return "move away what is in the way";
        }
        if (failure instanceof AccessDeniedException || FORBIDDEN.matcher(said).find()) {
            return "make it writable";
        }
        if (TOO_LONG.matcher(said).find()) {
            return "take a shorter name";
        }
        return isNearlyFull(folder) ? "free some space" : "see what is wrong with this disk";
    }

    private static boolean isNearlyFull(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return Files.getFileStore(there).getUsableSpace() < NEARLY_FULL_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}

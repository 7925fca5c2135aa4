package io.engram.cluster;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** A folder in any file system that Hadoop knows. */
final class RemoteFolder {
    /** Stores whose objects are there whole or not at all, and whose renames are copies. */
    private static final Set<String> OBJECT_STORES =
            Set.of("s3a", "s3", "s3n", "gs", "oss", "cosn", "obs");

    private static final Pattern PARTIAL = Pattern.compile("\\.(.+)\\.[0-9a-f-]{36}\\.partial");

    private final Path path;
    private final Configuration configuration;
    private final FileSystem system;

    private RemoteFolder(Path path, Configuration configuration, FileSystem system) {
        this.path = path;
        this.configuration = configuration;
        this.system = system;
    }

    /**
     * A folder, which need not exist yet.
     *
     * @param url such as {@code hdfs://namenode/sweeps}; without a scheme it lies in the default
     *     file system
     */
    static RemoteFolder of(String url, Configuration configuration) throws IOException {
        Path path = new Path(url);
        FileSystem system = path.getFileSystem(configuration);
        // Without the files of checksums beside each file: a checkpoint has its own.
        FileSystem plain =
                system instanceof LocalFileSystem local ? local.getRawFileSystem() : system;
        return new RemoteFolder(plain.makeQualified(path), configuration, plain);
    }

    RemoteFolder folder(String name) {
        return new RemoteFolder(new Path(path, name), configuration, system);
    }

    /** Where this process finds it on its own disk; empty if it does not. */
    Optional<java.nio.file.Path> local() {
        return isLocal() ? Optional.of(java.nio.file.Path.of(path.toUri())) : Optional.empty();
    }

    private boolean isLocal() {
        return system.getUri().getScheme().equals("file");
    }

    /** The names of the folders in it; none if it does not exist. */
    List<String> folders() throws IOException {
        return names(true);
    }

    /** The names of the files in it; none if it does not exist. */
    List<String> files() throws IOException {
        return names(false);
    }

    private List<String> names(boolean areFolders) throws IOException {
        try {
            return Arrays.stream(system.listStatus(path))
                    .filter(each -> each.isDirectory() == areFolders)
                    .map(FileStatus::getPath)
                    .map(Path::getName)
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    /**
     * Where each file is to be found that {@link #replace} has written: by another name if somebody
     * was killed between removing the old one and renaming the new one, which some file systems do
     * one after the other.
     */
    Map<String, String> whole() throws IOException {
        List<String> all = files();
        var places = new TreeMap<String, String>();
        for (String each : all) {
            var partial = PARTIAL.matcher(each);
            if (partial.matches() && !all.contains(partial.group(1))) {
                places.put(partial.group(1), each);
            } else if (!each.startsWith(".")) {
                places.put(each, each);
            }
        }
        return places;
    }

    boolean has(String file) throws IOException {
        return system.exists(new Path(path, file));
    }

    /** What a file holds, or empty if there is none. */
    Optional<byte[]> read(String file) throws IOException {
        try (InputStream in = system.open(new Path(path, file))) {
            return Optional.of(in.readAllBytes());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Writes a file that nobody reads before something else names it. */
    void write(String file, byte[] bytes) throws IOException {
        create(new Path(path, file), bytes);
    }

    private void create(Path file, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = system.create(file, true)) {
            out.write(bytes);
            if (out.hasCapability(StreamCapabilities.HSYNC)) {
                out.hsync();
            }
        }
    }

    /** Writes a file that is there whole or not at all. */
    void replace(String file, byte[] bytes) throws IOException {
        Path target = new Path(path, file);
        if (OBJECT_STORES.contains(String.valueOf(target.toUri().getScheme()))) {
            create(target, bytes);
            return;
        }
        String name = ".%s.%s.partial".formatted(file, UUID.randomUUID());
        Path partial = new Path(path, name);
        removePartial(file);
        create(partial, bytes);
        if (isLocal()) {
            if (!system.rename(partial, target)) {
                throw new IOException("cannot rename %s to %s".formatted(partial, target));
            }
            return;
        }
        try {
            FileContext.getFileContext(target.toUri(), configuration)
                    .rename(partial, target, Options.Rename.OVERWRITE);
        } catch (UnsupportedFileSystemException e) {
            system.delete(partial, false);
            create(target, bytes);
        }
    }

    /** What somebody has left who was killed, but not if the file itself is missing. */
    private void removePartial(String file) throws IOException {
        if (has(file)) {
            for (String each : files()) {
                var partial = PARTIAL.matcher(each);
                if (partial.matches() && partial.group(1).equals(file)) {
                    delete(each);
                }
            }
        }
    }

    /** Copies a file to this machine's disk. */
    void download(String file, java.nio.file.Path to) throws IOException {
        Files.createDirectories(to.toAbsolutePath().getParent());
        try (InputStream in = system.open(new Path(path, file))) {
            Files.copy(in, to);
        }
    }

    /** Removes a file or folder in it, if it is there. */
    void delete(String name) throws IOException {
        system.delete(new Path(path, name), true);
    }

    /** Its URL. */
    @Override
    public String toString() {
        return path.toString();
    }
}

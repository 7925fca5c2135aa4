package io.engram.cluster;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * A file system on this disk that takes a number of changes, and fails from then on, as if the
 * process that uses it were killed. With the scheme {@code dying} a file is there as soon as it is
 * begun, and a rename replaces at once, as in HDFS; with {@code removing} what it replaces is
 * removed first; with {@code s3a} it is a store of objects, which are there when they are whole.
 */
public class DyingFileSystem extends RawLocalFileSystem {
    static final AtomicInteger CHANGES_LEFT = new AtomicInteger(Integer.MAX_VALUE);

    private URI uri;

    /** The settings by which Hadoop finds it. */
    static Configuration configuration() {
        var configuration = new Configuration();
        for (String scheme : List.of("dying", "removing", "s3a")) {
            configuration.set("fs." + scheme + ".impl", DyingFileSystem.class.getName());
            configuration.setBoolean("fs." + scheme + ".impl.disable.cache", true);
        }
        configuration.set("fs.AbstractFileSystem.dying.impl", Renaming.class.getName());
        configuration.set("fs.AbstractFileSystem.removing.impl", Removing.class.getName());
        return configuration;
    }

    /** The same for who asks for a rename that replaces. */
    public static final class Renaming extends WithoutLinks {
        /** As Hadoop makes it. */
        public Renaming(URI uri, Configuration configuration) throws Exception {
            super(uri, configuration, "dying");
        }

        @Override
        public void renameInternal(Path from, Path to, boolean replaces) throws IOException {
            if (!replaces) {
                throw new UnsupportedOperationException("it is not asked for");
            }
            change();
            Files.move(
                    java.nio.file.Path.of(from.toUri().getPath()),
                    java.nio.file.Path.of(to.toUri().getPath()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The same, but that a rename that replaces removes first, and then renames. */
    public static final class Removing extends WithoutLinks {
        /** As Hadoop makes it. */
        public Removing(URI uri, Configuration configuration) throws Exception {
            super(uri, configuration, "removing");
        }
    }

    /** Has no links, which it would ask a process of its own for. */
    private abstract static class WithoutLinks extends DelegateToFileSystem {
        WithoutLinks(URI uri, Configuration configuration, String scheme) throws Exception {
            super(uri, begun(uri, configuration), configuration, scheme, false);
        }

        private static DyingFileSystem begun(URI uri, Configuration configuration)
                throws IOException {
            var system = new DyingFileSystem();
            system.initialize(uri, configuration);
            return system;
        }

        @Override
        public FileStatus getFileLinkStatus(Path path) throws IOException {
            return getFileStatus(path);
        }
    }

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        uri = URI.create(name.getScheme() + ":///");
        super.initialize(name, configuration);
    }

    @Override
    public URI getUri() {
        return uri == null ? super.getUri() : uri;
    }

    private static boolean isLast() throws IOException {
        int left = CHANGES_LEFT.getAndDecrement();
        if (left <= 0) {
            throw new IOException("killed");
        }
        return left == 1;
    }

    private static void change() throws IOException {
        if (isLast()) {
            throw new IOException("killed");
        }
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        if (!isLast()) {
            // Without the calls that bring each file to the disk, of which there are thousands.
            return new FSDataOutputStream(
                    new BufferedOutputStream(
                            super.create(
                                    file, overwrite, bufferSize, replication, blockSize, progress)),
                    null);
        }
        if (!isStore()) {
            try (var half =
                    super.create(file, overwrite, bufferSize, replication, blockSize, progress)) {
                half.write('u');
            }
        }
        throw new IOException("killed");
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        if (!exists(path)) {
            return false;
        }
        if (recursive && getFileStatus(path).isDirectory()) {
            for (FileStatus each : listStatus(path)) {
                delete(each.getPath(), true);
            }
        }
        change();
        return super.delete(path, recursive);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        if (isStore()) {
            throw new UnsupportedOperationException("it is a copy, and may end in the middle");
        }
        change();
        return super.rename(from, to);
    }

    private boolean isStore() {
        return uri.getScheme().equals("s3a");
    }
}

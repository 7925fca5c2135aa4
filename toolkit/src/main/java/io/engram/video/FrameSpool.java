package io.engram.video;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Keeps the pictures of a film on disk, compressed, until the palette of all of them is known. */
final class FrameSpool implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final byte[] bytes;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private OutputStream output;
    private InputStream input;

    FrameSpool(Path path, int pixels) throws IOException {
        // No channels here: an interrupt, by which a notebook stops a cell, would close them.
        this.path = path;
        bytes = new byte[Integer.BYTES * pixels];
        output =
                new BufferedOutputStream(
                        new DeflaterOutputStream(
                                new FileOutputStream(path.toFile()), deflater, BUFFER_BYTES),
                        BUFFER_BYTES);
    }

    void add(int[] pixels) throws IOException {
        ByteBuffer.wrap(bytes).asIntBuffer().put(pixels);
        output.write(bytes);
    }

    /** Ends adding and goes to the first picture. */
    DataInputStream rewind() throws IOException {
        output.close();
        var stream =
                new DataInputStream(
                        new BufferedInputStream(
                                new InflaterInputStream(new FileInputStream(path.toFile())),
                                BUFFER_BYTES));
        input = stream;
        return stream;
    }

    void next(DataInputStream stream, int[] pixels) throws IOException {
        stream.readFully(bytes);
        ByteBuffer.wrap(bytes).asIntBuffer().get(pixels);
    }

    @Override
    public void close() {
        deflater.end();
        Quietly.close(output);
        Quietly.close(input);
        Quietly.delete(path);
    }
}

package io.engram.video;

import java.io.IOException;
import java.nio.file.Path;

/** One film format. Pictures have one size; a pixel is {@code 0x00RRGGBB}, rows from the top. */
interface FrameEncoder extends AutoCloseable {
    /** The smallest legal size of this format that holds so many pixels in one direction. */
    int fit(int pixels);

    /** Starts the film in an empty file; both sides are {@link #fit}. */
    void begin(Path path, int width, int height) throws IOException;

    /** Takes the next picture; {@code pixels} may be overwritten after the call. */
    void add(int[] pixels) throws IOException;

    /** Completes the file. */
    void finish() throws IOException;

    /** Frees everything; safe at any time, also twice. */
    @Override
    void close();
}

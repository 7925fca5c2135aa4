package io.engram.video;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** What every call into the native libraries shares. */
final class Native {
    private Native() {}

    /** Loads the libraries and silences their log, which would go to the process's own output. */
    static void prepare() {
        try {
            avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "MP4 needs the native library org.bytedeco:ffmpeg for this platform, which"
                            + " could not be loaded ("
                            + e.getMessage()
                            + "); a film that ends in .gif needs none",
                    e);
        }
    }

    /** A path as the libraries want it, whatever the working folder and the default charset. */
    static BytePointer path(Path file) {
        byte[] bytes = file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        var pointer = new BytePointer(bytes.length + 1L);
        return pointer.put(bytes, 0, bytes.length).put(bytes.length, (byte) 0);
    }

    /** Turns a negative result into an exception that says what went wrong. */
    static int check(int result, String action) throws IOException {
        if (result < 0) {
            byte[] text = new byte[128];
            avutil.av_strerror(result, text, text.length);
            int end = 0;
            while (end < text.length && text[end] != 0) {
                end++;
            }
            throw new IOException(
                    action + " failed: " + new String(text, 0, end, StandardCharsets.UTF_8));
        }
        return result;
    }

    /** Passes a pointer on unless the library could not allocate it. */
    static <T> T allocated(T pointer, String what) throws IOException {
        if (pointer == null) {
            throw new IOException("no memory or no support for " + what);
        }
        return pointer;
    }
}

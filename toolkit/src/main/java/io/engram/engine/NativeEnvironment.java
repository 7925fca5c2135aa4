package io.engram.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** The environment variables that native libraries see. Java itself can only read its own copy. */
final class NativeEnvironment {
    private NativeEnvironment() {}

    /** The functions of a Unix C library that are called. */
    interface Unix extends Library {
        /** POSIX; returns 0 if all went well. */
        int setenv(String name, String value, int overwrite);
    }

    /** The functions of the C library that PyTorch for Windows uses. */
    interface Windows extends Library {
        /** Returns 0 if all went well. */
        int _putenv_s(String name, String value);
    }

    static void set(String name, String value) {
        int failed =
                Platform.isWindows()
                        ? Native.load("ucrtbase", Windows.class)._putenv_s(name, value)
                        : Native.load(Platform.C_LIBRARY_NAME, Unix.class).setenv(name, value, 1);
        if (failed != 0) {
            throw new IllegalStateException(
                    "cannot set the environment variable %s to %s for %s=true (error %d); set it before Java starts"
                            .formatted(name, value, PortableMode.PROPERTY, failed));
        }
    }
}

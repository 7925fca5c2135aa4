package io.engram.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;

/** Loads the engine, once in a process, and says what is missing where it does not start. */
final class EngineLoader {
    private static final String INTEROP_THREAD_COUNT = "ai.djl.pytorch.num_interop_threads";

    private static boolean prepared;
    private static volatile boolean threadsGiven;
    private static volatile String version;
    private static Throwable firstFailure;

    private EngineLoader() {}

    /**
     * Makes the engine ready for the thread that asks. What fails here is told to whoever asked,
     * and tried again later.
     */
    static synchronized void load() {
        if (!prepared) {
            PortableMode.apply();
            threadsGiven = System.getProperty(EngineThread.THREAD_COUNT) != null;
            setIfAbsent(EngineThread.THREAD_COUNT, "1");
            setIfAbsent(INTEROP_THREAD_COUNT, "1");
            setIfAbsent("OPT_OUT_TRACKING", "true");
            prepared = true;
        }
        try {
            var engine = Engine.getInstance();
            // Each thread has a switch of its own.
            JniUtils.setGradMode(false);
            version = engine.getEngineName() + " " + engine.getVersion();
        } catch (RuntimeException | LinkageError e) {
            throw cannotStart(e);
        }
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** A class that failed to load says why only the first time. */
    private static IllegalStateException cannotStart(Throwable failure) {
        if (firstFailure == null || !(failure instanceof NoClassDefFoundError)) {
            firstFailure = failure;
        }
        return new IllegalStateException(
                ("the engine, PyTorch, cannot start: %s. It needs pytorch-engine, pytorch-jni and"
                                + " pytorch-native-cpu for this system on the class path, or else"
                                + " the network once to fetch them, and a folder that it can write"
                                + " to, %s; put right what is missing and try again, or restart"
                                + " Java (in a notebook, the kernel)")
                        .formatted(reason(firstFailure), Utils.getEngineCacheDir("pytorch")),
                firstFailure);
    }

    /** What went wrong, and what was behind it. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == failure ? failure.toString() : failure.getMessage() + " (" + root + ")";
    }

    /** Whether the number of threads was set from outside, and stays as it is. */
    static boolean areThreadsGiven() {
        return threadsGiven;
    }

    /** Name and version of the engine, or null before it was loaded. */
    static String version() {
        return version;
    }
}

package io.engram.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where tensors can live: the processor, or a GPU. */
public final class Devices {
    private static final Pattern NAME = Pattern.compile("cpu|(cuda|gpu)(:\\d+)?");

    private Devices() {}

    /**
     * The device of a name.
     *
     * @param name {@code cpu}, {@code cuda} or {@code cuda:1} and so on; null stands for {@code
     *     cpu}
     * @return the device
     * @throws IllegalArgumentException if there is no such device on this machine; nothing is
     *     exchanged for another device in silence
     */
    public static Device of(@Nullable String name) {
        if (name == null) {
            return Device.cpu();
        }
        String wanted = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(wanted).matches()) {
            throw new IllegalArgumentException(
                    "device must be cpu, cuda or cuda:<number>, but is '" + name + "'");
        }
        if (wanted.equals("cpu")) {
            return Device.cpu();
        }
        int index =
                wanted.contains(":")
                        ? Integer.parseInt(wanted.substring(wanted.indexOf(':') + 1))
                        : 0;
        int count = EngineThread.call(() -> Engine.getInstance().getGpuCount());
        if (index >= count) {
            throw new IllegalArgumentException(
                    "device '%s' is not there: the engine sees %d GPU(s). Use device(\"cpu\"), or give the engine CUDA libraries and a driver, as docs/gpu.md of Engram tells"
                            .formatted(name, count));
        }
        return Device.gpu(index);
    }

    /**
     * What this machine offers and what the engine uses of it.
     *
     * @return a few lines of text
     */
    public static String describe() {
        return EngineThread.call(
                () -> {
                    var engine = Engine.getInstance();
                    return """
                            engine: %s %s
                            processors: %d, threads: %d
                            kernels: %s
                            GPUs: %d
                            Java: %s, %s %s, heap up to %d MB
                            """
                            .formatted(
                                    engine.getEngineName(),
                                    engine.getVersion(),
                                    Runtime.getRuntime().availableProcessors(),
                                    EngineThread.threads(),
                                    Kernels.ofThisProcess().describe(),
                                    engine.getGpuCount(),
                                    System.getProperty("java.version"),
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"),
                                    Runtime.getRuntime().maxMemory() >> 20);
                });
    }
}

package io.engram.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What decides which of its kernels the engine computes with, and so the last bits of a result.
 *
 * @param portable whether {@code engram.portable} was true
 * @param engine the engine and its version
 * @param platform the system, for each of which there is another build of the engine, and the
 *     processor's architecture, such as {@code Linux amd64}
 * @param processor the processor's maker and model, or {@code unknown}
 * @param instructions the widest instructions of the processor for which PyTorch has kernels:
 *     {@code AVX512}, {@code AVX2}, {@code SSE} or {@code unknown}
 * @param variables the environment variables of PyTorch, oneDNN and MKL that choose kernels and are
 *     set
 * @param threads how many threads of PyTorch's own pool compute each operation
 */
public record Kernels(
        boolean portable,
        String engine,
        String platform,
        String processor,
        String instructions,
        Map<String, String> variables,
        int threads) {

    /**
     * Kernels.
     *
     * @param portable see above
     * @param engine see above
     * @param platform see above
     * @param processor see above
     * @param instructions see above
     * @param variables copied
     * @param threads see above
     */
    public Kernels {
        variables = Map.copyOf(variables);
    }

    /**
     * The kernels of this process.
     *
     * @return the kernels; loads the engine if it is not there yet
     */
    public static Kernels ofThisProcess() {
        String engine = EngineThread.engineVersion();
        return new Kernels(
                PortableMode.inForce(),
                engine,
                platformName(),
                Processor.name(),
                Processor.instructions(),
                PortableMode.variables(),
                EngineThread.operationThreads());
    }

    /**
     * Refuses a change of {@code engram.portable} that comes too late to have an effect.
     *
     * @throws IllegalStateException if the property is another than when the engine was loaded
     * @throws IllegalArgumentException if it is neither true nor false
     */
    public static void requireAsLoaded() {
        PortableMode.requireUnchanged();
    }

    /**
     * What may make other kernels give other bits. Between kernels restricted to AVX2 the
     * processor's model and instructions make no difference.
     *
     * @param others the kernels to compare with
     * @return one phrase for each difference, with the value here first; empty if the bits are the
     *     same
     */
    public List<String> differences(Kernels others) {
        var differences = new ArrayList<String>();
        add(differences, PortableMode.PROPERTY, portable, others.portable);
        add(differences, "engine", engine, others.engine);
        add(differences, "platform", platform, others.platform);
        if (!restricted() || !others.restricted()) {
            add(differences, "processor", processor, others.processor);
            add(differences, "instructions", instructions, others.instructions);
        }
        add(differences, "variables", variablesText(), others.variablesText());
        add(differences, "threads", threads, others.threads);
        return differences;
    }

    /** Only x86-64 has the variables that restrict kernels. */
    private boolean restricted() {
        return portable && !variables.isEmpty();
    }

    private static String platformName() {
        String system = System.getProperty("os.name");
        return (system.startsWith("Windows") ? "Windows" : system)
                + " "
                + System.getProperty("os.arch");
    }

    private static void add(List<String> differences, String name, Object here, Object there) {
        if (!here.equals(there)) {
            differences.add("%s %s instead of %s".formatted(name, here, there));
        }
    }

    private String variablesText() {
        if (variables.isEmpty()) {
            return "none";
        }
        var text = new ArrayList<String>();
        variables.forEach((name, value) -> text.add(name + "=" + value));
        text.sort(null);
        return String.join(" ", text);
    }

    /**
     * These kernels in a line.
     *
     * @return such as {@code not portable, AuthenticAMD AMD EPYC with AVX2, variables: none}
     */
    public String describe() {
        return "%s, %s with %s, variables: %s"
                .formatted(
                        portable ? "portable" : "not portable",
                        processor,
                        instructions,
                        variablesText());
    }
}

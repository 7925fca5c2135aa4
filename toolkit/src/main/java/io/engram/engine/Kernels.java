package io.engram.engine;

import io.engram.matrix.Products;
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
 * @param vectors whether the JVM lends its vector instructions, so that networks that see vectors
 *     learn in Java
 */
public record Kernels(
        boolean portable,
        String engine,
        String platform,
        String processor,
        String instructions,
        Map<String, String> variables,
        int threads,
        boolean vectors) {

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
     * @param vectors see above
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
                EngineThread.operationThreads(),
                Products.hasVectors());
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
     * What may make other kernels give other bits. Where Java learns with both, there is nothing;
     * between kernels restricted to AVX2 the processor's model and instructions make no difference.
     *
     * @param others the kernels to compare with
     * @param isForJava whether it is a network that learns in Java where there are vectors
     * @return one phrase for each difference, with the value here first; empty if the bits are the
     *     same
     */
    public List<String> differences(Kernels others, boolean isForJava) {
        var differences = new ArrayList<String>();
        if (isForJava && vectors && others.vectors) {
            return differences;
        }
        if (isForJava) {
            add(differences, "vectors", vectors, others.vectors);
        }
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
     * @return such as {@code not portable, AuthenticAMD AMD EPYC with AVX2, variables: none;
     *     vectors in Java: yes}
     */
    public String describe() {
        return "%s, %s with %s, variables: %s; vectors in Java: %s"
                .formatted(
                        portable ? "portable" : "not portable",
                        processor,
                        instructions,
                        variablesText(),
                        vectors ? "yes" : "no, start it with --add-modules " + Products.MODULE);
    }
}

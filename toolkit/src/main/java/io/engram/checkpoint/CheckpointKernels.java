package io.engram.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.engram.engine.Kernels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Which kernels made a checkpoint: the object {@code kernels} of its manifest. */
public final class CheckpointKernels {
    static final String FIELD = "kernels";

    private CheckpointKernels() {}

    /** The kernels of this process, which made the last update. */
    static ObjectNode ofThisProcess() {
        Kernels kernels = Kernels.ofThisProcess();
        var node = RunJson.MAPPER.createObjectNode();
        node.put("portable", kernels.portable());
        node.put("engine", kernels.engine());
        node.put("platform", kernels.platform());
        node.put("processor", kernels.processor());
        node.put("instructions", kernels.instructions());
        node.set("variables", RunJson.MAPPER.valueToTree(kernels.variables()));
        node.put("threads", kernels.threads());
        node.put("vectors", kernels.vectors());
        return node;
    }

    /**
     * The kernels that made a checkpoint.
     *
     * @param checkpoint the folder of one checkpoint
     * @return its kernels, or empty if it is from before they were recorded
     * @throws CheckpointException if the manifest cannot be read
     */
    public static Optional<Kernels> of(Path checkpoint) {
        JsonNode node = CheckpointReader.manifest(checkpoint).path(FIELD);
        return node.isObject() ? Optional.of(read(node)) : Optional.empty();
    }

    private static Kernels read(JsonNode node) {
        var variables = new LinkedHashMap<String, String>();
        node.path("variables")
                .properties()
                .forEach(each -> variables.put(each.getKey(), each.getValue().asText()));
        return new Kernels(
                node.path("portable").asBoolean(),
                node.path("engine").asText(),
                node.path("platform").asText(),
                node.path("processor").asText(),
                node.path("instructions").asText(),
                variables,
                node.path("threads").asInt(),
                node.path("vectors").asBoolean());
    }
}

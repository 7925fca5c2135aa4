package io.engram.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.environment.ObservationNormalizer;
import io.engram.network.HiddenShape;
import io.engram.network.NetworkSpec;
import io.engram.network.NetworkSpec.Memory;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.Part;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a model says of itself, so that a caller need not know the policy: names and texts. */
final class OnnxMetadata {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NetworkSpec spec;

    OnnxMetadata(NetworkSpec spec) {
        this.spec = spec;
    }

    /** The name of the input that a part of the observation goes into. */
    static String input(ObservationSpace space, Part part) {
        return space.isSingle() ? "observation" : "observation_" + part.name();
    }

    /** The kinds of recurrent layers, each once. */
    static String memory(NetworkSpec spec) {
        return spec.memory() == Memory.NONE
                ? Memory.NONE.name()
                : spec.memoryStack().stream()
                        .map(layer -> layer.memory().name())
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    /** The spaces, and the shape of the memory. */
    Map<String, String> spaces() {
        var all = new LinkedHashMap<String, String>();
        ObservationSpace seen = spec.observationSpace();
        all.put("observation_space", json(seen.parts().stream().map(this::part).toList()));
        ActionSpace actions = spec.actionSpace();
        if (actions.branches().length > 0) {
            all.put("action_branches", Arrays.toString(actions.branches()));
        }
        if (actions.low().length > 0) {
            all.put("action_low", Arrays.toString(actions.low()));
            all.put("action_high", Arrays.toString(actions.high()));
            all.put("actions_squashed", Boolean.toString(spec.options().squash()));
        }
        HiddenShape hidden = spec.network().hiddenStateShape();
        all.put("hidden_state_layers", Integer.toString(hidden.layers()));
        all.put("hidden_state_width", Integer.toString(hidden.width()));
        return all;
    }

    private Map<String, Object> part(Part part) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("input", input(spec.observationSpace(), part));
        fields.put("shape", part.shape());
        fields.put("type", part.type().name().toLowerCase(Locale.ROOT));
        return fields;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lists of numbers and texts are JSON", e);
        }
    }

    /** Whether observations are normalised inside, and by which numbers. */
    static Map<String, String> of(Optional<ObservationNormalizer> normalizer) {
        var all = new LinkedHashMap<String, String>();
        all.put("observations_normalized_inside", Boolean.toString(normalizer.isPresent()));
        normalizer.ifPresent(
                each -> {
                    all.put("normalizer_mean", Arrays.toString(each.means()));
                    all.put("normalizer_deviation", Arrays.toString(each.deviations()));
                    all.put("normalizer_clip", Double.toString(each.clip()));
                });
        return all;
    }
}

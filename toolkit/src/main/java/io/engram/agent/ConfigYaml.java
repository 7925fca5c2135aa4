package io.engram.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.engram.text.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@link RecurrentPPOConfig} as YAML: the builder's names in snake case. */
final class ConfigYaml {
    private static final ObjectMapper YAML =
            new ObjectMapper(
                            YAMLFactory.builder()
                                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private interface Setter {
        void set(RecurrentPPO.Builder builder, String key, JsonNode value);
    }

    private static final Map<String, Setter> SETTERS = new LinkedHashMap<>();

    static {
        SETTERS.put("n_steps", (b, k, v) -> b.nSteps(integer(k, v)));
        SETTERS.put("epoch", (b, k, v) -> b.epoch(integer(k, v)));
        SETTERS.put("seq_len", (b, k, v) -> b.seqLen(integer(k, v)));
        SETTERS.put("seq_mini_batch_size", (b, k, v) -> b.seqMiniBatchSize(integer(k, v)));
        SETTERS.put("n_mini_batch", (b, k, v) -> b.nMiniBatch(integer(k, v)));
        SETTERS.put("padding_value", (b, k, v) -> b.paddingValue(number(k, v)));
        SETTERS.put("gamma", (b, k, v) -> b.gamma(number(k, v)));
        SETTERS.put("lam", (b, k, v) -> b.lam(number(k, v)));
        SETTERS.put("epsilon_clip", (b, k, v) -> b.epsilonClip(schedule(k, v)));
        SETTERS.put("value_loss_coef", (b, k, v) -> b.valueLossCoef(number(k, v)));
        SETTERS.put("entropy_coef", (b, k, v) -> b.entropyCoef(schedule(k, v)));
        SETTERS.put("learning_rate", (b, k, v) -> b.learningRate(schedule(k, v)));
        SETTERS.put("max_grad_norm", (b, k, v) -> b.maxGradNorm(numberOrNone(k, v)));
        SETTERS.put("value_loss_clip", (b, k, v) -> b.valueLossClip(flag(k, v)));
        SETTERS.put("advantage_normalization", (b, k, v) -> b.advantageNormalization(flag(k, v)));
        SETTERS.put("target_kl", (b, k, v) -> b.targetKl(numberOrNone(k, v)));
        SETTERS.put("reset_hidden_state", (b, k, v) -> b.resetHiddenState(flag(k, v)));
        SETTERS.put("optimizer", (b, k, v) -> b.optimizer(optimizer(k, v)));
        SETTERS.put("device", (b, k, v) -> b.device(v.isNull() ? null : v.asText()));
    }

    private ConfigYaml() {}

    static RecurrentPPOConfig read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the configuration " + file, e);
        }
    }

    static RecurrentPPOConfig parse(String text, String where) {
        JsonNode tree;
        try {
            tree = YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s is not YAML: %s".formatted(where, e.getOriginalMessage()), e);
        }
        if (!tree.isObject()) {
            throw new IllegalArgumentException(
                    where + " must hold one 'key: value' on each line, such as 'n_steps: 256'");
        }
        var builder = new RecurrentPPO.Builder();
        tree.properties()
                .forEach(
                        field -> {
                            var setter = SETTERS.get(field.getKey());
                            if (setter == null) {
                                throw unknown(where, field.getKey(), SETTERS.keySet());
                            }
                            setter.set(builder, field.getKey(), field.getValue());
                        });
        return builder.config();
    }

    private static IllegalArgumentException unknown(String where, String key, Set<String> known) {
        return new IllegalArgumentException(
                "%s has the unknown key '%s'; did you mean '%s'? Known keys: %s"
                        .formatted(where, key, Nearest.to(key, known), String.join(", ", known)));
    }

    private static int integer(String key, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(key, value, "a whole number");
        }
        return value.intValue();
    }

    private static double number(String key, JsonNode value) {
        if (value.isTextual()) {
            // YAML 1.1 reads 3e-4, which has no dot, as text; its authors meant a number.
            try {
                return Double.parseDouble(value.textValue());
            } catch (NumberFormatException e) {
                throw wrong(key, value, "a number");
            }
        }
        if (!value.isNumber()) {
            throw wrong(key, value, "a number");
        }
        return value.doubleValue();
    }

    private static double numberOrNone(String key, JsonNode value) {
        return value.isNull() ? Double.POSITIVE_INFINITY : number(key, value);
    }

    private static boolean flag(String key, JsonNode value) {
        if (!value.isBoolean()) {
            throw wrong(key, value, "true or false");
        }
        return value.booleanValue();
    }

    private static Schedule schedule(String key, JsonNode value) {
        if (!value.isObject()) {
            return Schedule.constant(number(key, value));
        }
        var known = Set.of("initial", "final", "max_decay_steps", "power");
        value.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw unknown(key, name, known);
                            }
                        });
        for (String name : known) {
            if (!value.has(name) && !name.equals("power")) {
                throw new IllegalArgumentException(
                        "%s is a schedule without '%s': give initial, final and max_decay_steps"
                                .formatted(key, name));
            }
        }
        return Schedule.polynomial(
                number(key, value.get("initial")),
                number(key, value.get("final")),
                integer(key, value.get("max_decay_steps")),
                value.has("power") ? number(key, value.get("power")) : 1);
    }

    private static OptimizerConfig optimizer(String key, JsonNode value) {
        String kind = value.isObject() ? value.path("kind").asText() : value.asText();
        OptimizerConfig base =
                switch (kind.toLowerCase(Locale.ROOT)) {
                    case "adam" -> OptimizerConfig.adam();
                    case "adamw" -> OptimizerConfig.adamW();
                    default -> throw wrong(key, value, "adam or adamw");
                };
        if (!value.isObject()) {
            return base;
        }
        var known = Set.of("kind", "beta1", "beta2", "epsilon", "weight_decay");
        value.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw unknown(key, name, known);
                            }
                        });
        return new OptimizerConfig(
                base.kind(),
                value.has("beta1") ? number(key, value.get("beta1")) : base.beta1(),
                value.has("beta2") ? number(key, value.get("beta2")) : base.beta2(),
                value.has("epsilon") ? number(key, value.get("epsilon")) : base.epsilon(),
                value.has("weight_decay")
                        ? number(key, value.get("weight_decay"))
                        : base.weightDecay());
    }

    private static IllegalArgumentException wrong(String key, JsonNode value, String wanted) {
        return new IllegalArgumentException(
                "%s must be %s, but is %s".formatted(key, wanted, value));
    }

    static void write(RecurrentPPOConfig config, Path file) {
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.writeString(file, toText(config));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration " + file, e);
        }
    }

    static String toText(RecurrentPPOConfig c) {
        var map = new LinkedHashMap<String, Object>();
        map.put("n_steps", c.nSteps());
        map.put("epoch", c.epoch());
        map.put("seq_len", c.seqLen());
        if (c.nMiniBatch() > 0) {
            map.put("n_mini_batch", c.nMiniBatch());
        } else {
            map.put("seq_mini_batch_size", c.seqMiniBatchSize());
        }
        map.put("padding_value", c.paddingValue());
        map.put("gamma", c.gamma());
        map.put("lam", c.lam());
        map.put("epsilon_clip", plain(c.epsilonClip()));
        map.put("value_loss_coef", c.valueLossCoef());
        map.put("entropy_coef", plain(c.entropyCoef()));
        map.put("learning_rate", plain(c.learningRate()));
        map.put("max_grad_norm", Double.isInfinite(c.maxGradNorm()) ? null : c.maxGradNorm());
        map.put("value_loss_clip", c.valueLossClip());
        map.put("advantage_normalization", c.advantageNormalization());
        map.put("target_kl", Double.isInfinite(c.targetKl()) ? null : c.targetKl());
        map.put("reset_hidden_state", c.resetHiddenState());
        var optimizer = new LinkedHashMap<String, Object>();
        optimizer.put("kind", c.optimizer().kind().name().toLowerCase(Locale.ROOT));
        optimizer.put("beta1", c.optimizer().beta1());
        optimizer.put("beta2", c.optimizer().beta2());
        optimizer.put("epsilon", c.optimizer().epsilon());
        optimizer.put("weight_decay", c.optimizer().weightDecay());
        map.put("optimizer", optimizer);
        map.put("device", c.device());
        try {
            return YAML.writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration of plain values must be writable", e);
        }
    }

    private static Object plain(Schedule schedule) {
        if (schedule.isConstant()) {
            return schedule.last();
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("initial", schedule.initial());
        map.put("final", schedule.last());
        map.put("max_decay_steps", schedule.decayUpdates());
        map.put("power", schedule.power());
        return map;
    }
}

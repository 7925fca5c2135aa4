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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link AgentConfig} as YAML: the builders' names in snake case. */
final class ConfigYaml {
    private static final ObjectMapper YAML =
            new ObjectMapper(
                            YAMLFactory.builder()
                                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private static final String ALGORITHM = "algorithm";

    private interface Setter {
        void set(Draft draft, String key, JsonNode value);
    }

    private static final Map<String, Setter> SETTERS = new LinkedHashMap<>();

    /** What the algorithms with memory have besides. */
    private static final Map<String, Setter> RECURRENT = new LinkedHashMap<>();

    /** What the algorithms without memory have besides. */
    private static final Map<String, Setter> FEED_FORWARD = new LinkedHashMap<>();

    /** What curious algorithms have besides, and what the others have in its place. */
    private static final Map<String, Setter> CURIOUS = new LinkedHashMap<>();

    static {
        SETTERS.put("n_steps", (d, k, v) -> d.nSteps = integer(k, v));
        SETTERS.put("epoch", (d, k, v) -> d.epoch = integer(k, v));
        SETTERS.put("n_mini_batch", (d, k, v) -> d.miniBatches(integer(k, v)));
        SETTERS.put("lam", (d, k, v) -> d.lam = number(k, v));
        SETTERS.put("epsilon_clip", (d, k, v) -> d.epsilonClip = schedule(k, v));
        SETTERS.put("value_loss_coef", (d, k, v) -> d.valueLossCoef = number(k, v));
        SETTERS.put("entropy_coef", (d, k, v) -> d.entropyCoef = schedule(k, v));
        SETTERS.put("learning_rate", (d, k, v) -> d.learningRate = schedule(k, v));
        SETTERS.put("max_grad_norm", (d, k, v) -> d.maxGradNorm = numberOrNone(k, v));
        SETTERS.put("value_loss_clip", (d, k, v) -> d.valueLossClip = flag(k, v));
        SETTERS.put("advantage_normalization", (d, k, v) -> d.advantageNormalization = flag(k, v));
        SETTERS.put("target_kl", (d, k, v) -> d.targetKl = numberOrNone(k, v));
        SETTERS.put("optimizer", (d, k, v) -> d.optimizer = optimizer(k, v));
        SETTERS.put("device", (d, k, v) -> d.device = v.isNull() ? null : v.asText());
        RECURRENT.put("seq_len", (d, k, v) -> d.seqLen = integer(k, v));
        RECURRENT.put("seq_mini_batch_size", (d, k, v) -> d.miniBatchSize(integer(k, v)));
        RECURRENT.put("padding_value", (d, k, v) -> d.paddingValue = number(k, v));
        RECURRENT.put("reset_hidden_state", (d, k, v) -> d.resetHiddenState = flag(k, v));
        FEED_FORWARD.put("mini_batch_size", (d, k, v) -> d.miniBatchSize(integer(k, v)));
        CURIOUS.put("ext_gamma", (d, k, v) -> d.gamma = number(k, v));
        CURIOUS.put("int_gamma", (d, k, v) -> d.intGamma = number(k, v));
        CURIOUS.put("ext_adv_coef", (d, k, v) -> d.extAdvCoef = number(k, v));
        CURIOUS.put("int_adv_coef", (d, k, v) -> d.intAdvCoef = number(k, v));
        CURIOUS.put("rnd_pred_exp_proportion", (d, k, v) -> d.rndPredExpProportion = number(k, v));
        CURIOUS.put(
                "init_norm_steps",
                (d, k, v) -> d.initNormSteps = v.isNull() ? null : (Integer) integer(k, v));
        CURIOUS.put("obs_norm_clip_range", (d, k, v) -> d.obsNormClipRange = range(k, v));
    }

    private static Map<String, Setter> setters(Algorithm algorithm) {
        var setters = new LinkedHashMap<>(SETTERS);
        setters.putAll(algorithm.isRecurrent() ? RECURRENT : FEED_FORWARD);
        if (algorithm.isCurious()) {
            setters.putAll(CURIOUS);
            if (algorithm.isRecurrent()) {
                setters.put(
                        "hidden_state_norm_clip_range",
                        (d, k, v) -> d.hiddenStateNormClipRange = range(k, v));
            }
        } else {
            setters.put("gamma", (d, k, v) -> d.gamma = number(k, v));
        }
        return setters;
    }

    private ConfigYaml() {}

    static AgentConfig read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the configuration " + file, e);
        }
    }

    static AgentConfig parse(String text, String where) {
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
        Algorithm algorithm = algorithm(tree.path(ALGORITHM));
        var draft = new Draft(algorithm);
        var setters = setters(algorithm);
        tree.properties()
                .forEach(
                        field -> {
                            var setter = setters.get(field.getKey());
                            if (setter != null) {
                                setter.set(draft, field.getKey(), field.getValue());
                            } else if (!field.getKey().equals(ALGORITHM)) {
                                throw unknown(where, field.getKey(), setters.keySet());
                            }
                        });
        ConfigProblems.refuse(draft.config());
        return draft.config();
    }

    /** Recurrent PPO unless the file says otherwise. */
    private static Algorithm algorithm(JsonNode value) {
        if (value.isMissingNode()) {
            return Algorithm.RECURRENT_PPO;
        }
        return Arrays.stream(Algorithm.values())
                .filter(each -> each.key().equals(value.asText()))
                .findFirst()
                .orElseThrow(
                        () ->
                                wrong(
                                        ALGORITHM,
                                        value,
                                        "one of "
                                                + Arrays.stream(Algorithm.values())
                                                        .map(Algorithm::key)
                                                        .collect(Collectors.joining(", "))));
    }

    private static ClipRange range(String key, JsonNode value) {
        if (!value.isArray() || value.size() != 2) {
            throw wrong(key, value, "[least, greatest]");
        }
        return new ClipRange(number(key, value.get(0)), number(key, value.get(1)));
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

    static void write(AgentConfig config, Path file) {
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.writeString(file, toText(config));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration " + file, e);
        }
    }

    static String toText(AgentConfig c) {
        var map = new LinkedHashMap<String, Object>();
        boolean recurrent = c.algorithm().isRecurrent();
        map.put(ALGORITHM, c.algorithm().key());
        map.put("n_steps", c.nSteps());
        map.put("epoch", c.epoch());
        if (recurrent) {
            map.put("seq_len", c.seqLen());
            map.put("padding_value", c.paddingValue());
            map.put("reset_hidden_state", c.resetHiddenState());
        }
        if (c.nMiniBatch() > 0) {
            map.put("n_mini_batch", c.nMiniBatch());
        } else {
            map.put(recurrent ? "seq_mini_batch_size" : "mini_batch_size", c.seqMiniBatchSize());
        }
        if (c.rnd() == null) {
            map.put("gamma", c.gamma());
        } else {
            putRnd(map, c);
        }
        map.put("lam", c.lam());
        map.put("epsilon_clip", plain(c.epsilonClip()));
        map.put("value_loss_coef", c.valueLossCoef());
        map.put("entropy_coef", plain(c.entropyCoef()));
        map.put("learning_rate", plain(c.learningRate()));
        map.put("max_grad_norm", Double.isInfinite(c.maxGradNorm()) ? null : c.maxGradNorm());
        map.put("value_loss_clip", c.valueLossClip());
        map.put("advantage_normalization", c.advantageNormalization());
        map.put("target_kl", Double.isInfinite(c.targetKl()) ? null : c.targetKl());
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

    private static void putRnd(Map<String, Object> map, AgentConfig c) {
        RndConfig rnd = c.rnd();
        map.put("ext_gamma", c.gamma());
        map.put("int_gamma", rnd.intGamma());
        map.put("ext_adv_coef", rnd.extAdvCoef());
        map.put("int_adv_coef", rnd.intAdvCoef());
        map.put("rnd_pred_exp_proportion", rnd.rndPredExpProportion());
        map.put("init_norm_steps", rnd.initNormSteps());
        map.put("obs_norm_clip_range", plain(rnd.obsNormClipRange()));
        if (c.algorithm().isRecurrent()) {
            map.put("hidden_state_norm_clip_range", plain(rnd.hiddenStateNormClipRange()));
        }
    }

    private static Object plain(ClipRange range) {
        return List.of(range.low(), range.high());
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

package io.engram.settings;

import static io.engram.settings.YamlValues.flag;
import static io.engram.settings.YamlValues.integer;
import static io.engram.settings.YamlValues.number;
import static io.engram.settings.YamlValues.numberOrNone;
import static io.engram.settings.YamlValues.range;
import static io.engram.settings.YamlValues.requireKnown;
import static io.engram.settings.YamlValues.wrong;

import com.fasterxml.jackson.databind.JsonNode;
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
        SETTERS.put("epsilon_clip", (d, k, v) -> d.epsilonClip = ScheduleYaml.read(k, v));
        SETTERS.put("value_loss_coef", (d, k, v) -> d.valueLossCoef = number(k, v));
        SETTERS.put("entropy_coef", (d, k, v) -> d.entropyCoef = ScheduleYaml.read(k, v));
        SETTERS.put("learning_rate", (d, k, v) -> d.learningRate = ScheduleYaml.read(k, v));
        SETTERS.put("max_grad_norm", (d, k, v) -> d.maxGradNorm = numberOrNone(k, v));
        SETTERS.put("value_loss_clip", (d, k, v) -> d.valueLossClip = flag(k, v));
        SETTERS.put("advantage_normalization", (d, k, v) -> d.advantageNormalization = flag(k, v));
        SETTERS.put("reward_scaling", (d, k, v) -> d.rewardScaling = flag(k, v));
        SETTERS.put("target_kl", (d, k, v) -> d.targetKl = numberOrNone(k, v));
        SETTERS.put("shards", (d, k, v) -> d.shards = integer(k, v));
        SETTERS.put("optimizer", (d, k, v) -> d.optimizer = optimizer(k, v));
        SETTERS.put("device", (d, k, v) -> d.device = v.isNull() ? null : v.asText());
        RECURRENT.put("seq_len", (d, k, v) -> d.seqLen = integer(k, v));
        RECURRENT.put("seq_mini_batch_size", (d, k, v) -> d.miniBatchSize(integer(k, v)));
        RECURRENT.put("padding_value", (d, k, v) -> d.paddingValue = number(k, v));
        RECURRENT.put("reset_hidden_state", (d, k, v) -> d.resetHiddenState = flag(k, v));
        RECURRENT.put("stored_hidden_state", (d, k, v) -> d.storedHiddenState = flag(k, v));
        RECURRENT.put("recompute_hidden_state", (d, k, v) -> d.recomputeHiddenState = flag(k, v));
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
        return parse(YamlValues.text(file), file.toString());
    }

    static AgentConfig parse(String text, String where) {
        return config(YamlValues.tree(text, where), where, null);
    }

    /** The parameters of a tree; of a given algorithm unless that is null. */
    static AgentConfig config(JsonNode tree, String where, Algorithm expected) {
        var draft = new Draft(algorithm(tree, where, expected, Algorithm.RECURRENT_PPO));
        apply(tree, draft, where);
        ConfigProblems.refuse(draft.config());
        return draft.config();
    }

    /** Sets what a tree says. */
    static void apply(JsonNode tree, Draft draft, String where) {
        var setters = setters(draft.algorithm);
        tree.properties()
                .forEach(
                        field -> {
                            var setter = setters.get(field.getKey());
                            if (setter != null) {
                                setter.set(draft, field.getKey(), field.getValue());
                            } else if (!field.getKey().equals(ALGORITHM)) {
                                throw unknown(where, field.getKey(), draft.algorithm);
                            }
                        });
    }

    private static IllegalArgumentException unknown(String where, String key, Algorithm algorithm) {
        String others =
                Arrays.stream(Algorithm.values())
                        .filter(each -> setters(each).containsKey(key))
                        .map(Algorithm::key)
                        .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? YamlValues.unknown(where, key, setters(algorithm).keySet())
                : new IllegalArgumentException(
                        "%s has the key '%s' of %s, but is read for %s"
                                .formatted(where, key, others, algorithm.key()));
    }

    /** The keys that an algorithm has. */
    static Set<String> keys(Algorithm algorithm) {
        return setters(algorithm).keySet();
    }

    /** The algorithm that a tree names, or else the expected one, or else a third. */
    static Algorithm algorithm(
            JsonNode tree, String where, Algorithm expected, Algorithm otherwise) {
        JsonNode value = tree.path(ALGORITHM);
        if (value.isMissingNode()) {
            return expected == null ? otherwise : expected;
        }
        Algorithm named = named(value);
        if (expected != null && named != expected) {
            throw new IllegalArgumentException(
                    "%s is for %s, but is read for %s"
                            .formatted(where, named.key(), expected.key()));
        }
        return named;
    }

    private static Algorithm named(JsonNode value) {
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
        requireKnown(key, value, List.of("kind", "beta1", "beta2", "epsilon", "weight_decay"));
        return new OptimizerConfig(
                base.kind(),
                value.has("beta1") ? number(key, value.get("beta1")) : base.beta1(),
                value.has("beta2") ? number(key, value.get("beta2")) : base.beta2(),
                value.has("epsilon") ? number(key, value.get("epsilon")) : base.epsilon(),
                value.has("weight_decay")
                        ? number(key, value.get("weight_decay"))
                        : base.weightDecay());
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

    static String toText(AgentConfig config) {
        return YamlValues.write(toMap(config));
    }

    /** The values by their keys. */
    static Map<String, Object> toMap(AgentConfig c) {
        var map = new LinkedHashMap<String, Object>();
        boolean recurrent = c.algorithm().isRecurrent();
        map.put(ALGORITHM, c.algorithm().key());
        map.put("n_steps", c.nSteps());
        map.put("epoch", c.epoch());
        if (recurrent) {
            map.put("seq_len", c.seqLen());
            map.put("padding_value", c.paddingValue());
            map.put("reset_hidden_state", c.resetHiddenState());
            map.put("stored_hidden_state", c.storedHiddenState());
            map.put("recompute_hidden_state", c.recomputeHiddenState());
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
        map.put("epsilon_clip", ScheduleYaml.write(c.epsilonClip()));
        map.put("value_loss_coef", c.valueLossCoef());
        map.put("entropy_coef", ScheduleYaml.write(c.entropyCoef()));
        map.put("learning_rate", ScheduleYaml.write(c.learningRate()));
        map.put("max_grad_norm", Double.isInfinite(c.maxGradNorm()) ? null : c.maxGradNorm());
        map.put("value_loss_clip", c.valueLossClip());
        map.put("advantage_normalization", c.advantageNormalization());
        map.put("reward_scaling", c.rewardScaling());
        map.put("target_kl", Double.isInfinite(c.targetKl()) ? null : c.targetKl());
        map.put("shards", c.shards());
        var optimizer = new LinkedHashMap<String, Object>();
        optimizer.put("kind", c.optimizer().kind().name().toLowerCase(Locale.ROOT));
        optimizer.put("beta1", c.optimizer().beta1());
        optimizer.put("beta2", c.optimizer().beta2());
        optimizer.put("epsilon", c.optimizer().epsilon());
        optimizer.put("weight_decay", c.optimizer().weightDecay());
        map.put("optimizer", optimizer);
        map.put("device", c.device());
        return map;
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
}

package io.engram.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.environment.EnvironmentSpec;
import io.engram.network.NetworkSpec.Memory;
import io.engram.settings.ConfigFile.Format;
import io.engram.text.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A file of MarcoMeter's recurrent-ppo-truncated-bptt. */
final class TruncatedBpttFile {
    private static final String ENVIRONMENT = "environment";
    private static final String RECURRENCE = "recurrence";
    private static final List<String> KEYS =
            List.of(
                    ENVIRONMENT,
                    "gamma",
                    "lamda",
                    "updates",
                    "epochs",
                    "n_workers",
                    "worker_steps",
                    "n_mini_batch",
                    "value_loss_coefficient",
                    "hidden_layer_size",
                    "max_grad_norm",
                    RECURRENCE,
                    "learning_rate_schedule",
                    "beta_schedule",
                    "clip_range_schedule");
    private static final List<String> RECURRENCE_KEYS =
            List.of("sequence_length", "hidden_state_size", "layer_type", "reset_hidden_state");
    private static final List<String> TYPES =
            List.of("PocMemoryEnv", "CartPole", "CartPoleMasked", "Minigrid", "MemoryGym");
    private static final List<String> NAMED = List.of("Minigrid", "MemoryGym");

    private static final double CART_POLE_REWARD = 0.01;
    private static final int MINIGRID_LEVELS = 99;
    private static final int MEMORY_GYM_LEVELS = 100;

    private static final String SHARED_LEVELS =
            "Workers that are forked share their random numbers there, so that all play the same levels; here each environment has its own.";

    private final String where;
    private final List<String> notes = new ArrayList<>();

    TruncatedBpttFile(String where) {
        this.where = where;
    }

    /** Whether a file has more keys of this format than of Engram's own. */
    static boolean recognizes(JsonNode tree) {
        long own =
                Arrays.stream(Algorithm.values())
                        .flatMap(each -> ConfigYaml.keys(each).stream())
                        .distinct()
                        .filter(tree::has)
                        .count();
        return KEYS.stream().filter(tree::has).count() > own;
    }

    ConfigFile read(JsonNode tree, Algorithm expected) {
        String file = where + ", a file of " + Format.TRUNCATED_BPTT + ",";
        if (expected != null && expected != Algorithm.RECURRENT_PPO) {
            throw new IllegalArgumentException(
                    "%s is for %s, but is read for %s"
                            .formatted(file, Algorithm.RECURRENT_PPO.key(), expected.key()));
        }
        YamlValues.requireKnown(file, tree, KEYS);
        YamlValues.requireAll(file, tree, KEYS);
        JsonNode recurrence = YamlValues.section(RECURRENCE, tree.get(RECURRENCE));
        YamlValues.requireKnown(RECURRENCE, recurrence, RECURRENCE_KEYS);
        YamlValues.requireAll(RECURRENCE, recurrence, RECURRENCE_KEYS);
        var run =
                RunPart.of(
                        null,
                        environment(YamlValues.section(ENVIRONMENT, tree.get(ENVIRONMENT))),
                        positive(tree, "n_workers"),
                        positive(tree, "updates"),
                        null,
                        NetworkSettings.of(
                                memory(recurrence.get("layer_type")),
                                YamlValues.positive(
                                        "recurrence.hidden_state_size",
                                        recurrence.get("hidden_state_size")),
                                positive(tree, "hidden_layer_size")));
        return new ConfigFile(where, Format.TRUNCATED_BPTT, agent(tree, recurrence), run, notes);
    }

    private static int positive(JsonNode tree, String key) {
        return YamlValues.positive(key, tree.get(key));
    }

    private static AgentConfig agent(JsonNode tree, JsonNode recurrence) {
        var draft = new Draft(Algorithm.RECURRENT_PPO);
        draft.gamma = number(tree, "gamma");
        draft.lam = number(tree, "lamda");
        draft.epoch = positive(tree, "epochs");
        draft.nSteps = positive(tree, "worker_steps");
        draft.miniBatches(positive(tree, "n_mini_batch"));
        draft.valueLossCoef = number(tree, "value_loss_coefficient");
        draft.maxGradNorm = number(tree, "max_grad_norm");
        draft.seqLen =
                YamlValues.integer("recurrence.sequence_length", recurrence.get("sequence_length"));
        draft.resetHiddenState =
                YamlValues.flag(
                        "recurrence.reset_hidden_state", recurrence.get("reset_hidden_state"));
        draft.learningRate = schedule(tree, "learning_rate_schedule");
        draft.entropyCoef = schedule(tree, "beta_schedule");
        draft.epsilonClip = schedule(tree, "clip_range_schedule");
        draft.optimizer = OptimizerConfig.adamW();
        draft.valueLossClip = true;
        draft.advantageNormalization = true;
        draft.rewardScaling = false;
        ConfigProblems.refuse(draft.config());
        return draft.config();
    }

    private static double number(JsonNode tree, String key) {
        return YamlValues.number(key, tree.get(key));
    }

    private static Schedule schedule(JsonNode tree, String key) {
        return ScheduleYaml.read(key, tree.get(key));
    }

    private static Memory memory(JsonNode type) {
        return switch (YamlValues.word("recurrence.layer_type", type)) {
            case "lstm" -> Memory.LSTM;
            case "gru" -> Memory.GRU;
            default -> throw YamlValues.wrong("recurrence.layer_type", type, "lstm or gru");
        };
    }

    /** The environment, or null if it is none that can be made by name. */
    private EnvironmentSpec environment(JsonNode environment) {
        YamlValues.requireKnown(ENVIRONMENT, environment, List.of("type", "name", "reset_params"));
        String type = YamlValues.word("environment.type", environment.path("type"));
        if (environment.has("name") && !NAMED.contains(type)) {
            notes.add("environment.name is not used; the type says all.");
        }
        if (environment.has("reset_params") && !type.equals("MemoryGym")) {
            notes.add("environment.reset_params is not used; only MemoryGym has them.");
        }
        return switch (type) {
            case "PocMemoryEnv" -> {
                notes.add(SHARED_LEVELS);
                yield EnvironmentSpec.of("PocMemory-v0");
            }
            case "CartPole" -> scaled(EnvironmentSpec.of("CartPole-v0"));
            case "CartPoleMasked" ->
                    scaled(EnvironmentSpec.of("CartPole-v0").wrapped("MaskVelocity", Map.of()));
            case "Minigrid" -> minigrid(name(environment));
            case "MemoryGym" -> memoryGym(environment);
            default -> {
                notes.add(
                        "environment.type is '%s', which Engram does not know (the nearest is %s); make the environments yourself."
                                .formatted(type, Nearest.to(type, TYPES)));
                yield null;
            }
        };
    }

    private static String name(JsonNode environment) {
        return YamlValues.word("environment.name", environment.path("name"));
    }

    private EnvironmentSpec scaled(EnvironmentSpec cartPole) {
        notes.add(AineFile.TIME_LIMITS);
        return cartPole.wrapped("ScaleReward", Map.of("factor", CART_POLE_REWARD));
    }

    private EnvironmentSpec minigrid(String id) {
        notes.add(AineFile.TIME_LIMITS);
        notes.add(SHARED_LEVELS);
        Map<String, Object> options =
                Map.of("observation", "rgb", "viewSize", 3, "tileSize", 28, "actions", 3);
        return EnvironmentSpec.of(id, options)
                .wrapped("LevelSeeds", Map.of("first", 0, "count", MINIGRID_LEVELS));
    }

    private EnvironmentSpec memoryGym(JsonNode environment) {
        String id = name(environment);
        notes.add(
                "Pictures come there with columns for rows and, since memory-gym 1.0.1, from 0 to 255; here they are upright and the network sees 0 to 1.");
        if (!id.contains("Grid")) {
            notes.add(
                    "Where actions have several branches, each branch's ratio is clipped by itself there; here it is the ratio of the whole action.");
        }
        JsonNode params =
                YamlValues.section("environment.reset_params", environment.path("reset_params"));
        if (params.has("seed")) {
            notes.add(
                    "environment.reset_params.seed is not used; start-seed and num-seeds say which levels are played.");
        }
        int first = level(params, "start-seed", 0);
        int count = level(params, "num-seeds", MEMORY_GYM_LEVELS);
        Map<String, Object> options =
                YamlValues.options(
                        "environment.reset_params",
                        params,
                        List.of("start-seed", "num-seeds", "seed"));
        return EnvironmentSpec.of(id, options)
                .wrapped("LevelSeeds", Map.of("first", first, "count", count));
    }

    private static int level(JsonNode params, String key, int otherwise) {
        return params.has(key)
                ? YamlValues.integer("environment.reset_params." + key, params.get(key))
                : otherwise;
    }
}

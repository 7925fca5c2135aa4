package io.engram.settings;

import static io.engram.settings.YamlValues.flag;
import static io.engram.settings.YamlValues.number;
import static io.engram.settings.YamlValues.positive;
import static io.engram.settings.YamlValues.requireAll;
import static io.engram.settings.YamlValues.requireKnown;
import static io.engram.settings.YamlValues.section;
import static io.engram.settings.YamlValues.word;
import static io.engram.settings.YamlValues.wrong;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.VectorSpec.Normalization;
import io.engram.settings.ConfigFile.Evaluations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads Engram's own file of a whole run: its environments, network, agent, and how long it trains.
 */
final class RunFile {
    static final String AGENT = "agent";
    static final String ENVIRONMENT = "environment";
    static final String NETWORK = "network";
    private static final String SEED = "seed";
    private static final String WRAPPERS = ENVIRONMENT + ".wrappers";

    static final List<String> KEYS =
            List.of(
                    "name",
                    ENVIRONMENT,
                    NETWORK,
                    AGENT,
                    "updates",
                    SEED,
                    "checkpoint_every",
                    "evaluate_every");

    private static final List<String> ENVIRONMENT_KEYS =
            List.of(
                    "id",
                    "options",
                    "wrappers",
                    "count",
                    "normalize_observations",
                    "normalize_rewards");

    private final String where;

    RunFile(String where) {
        this.where = where;
    }

    static boolean recognizes(JsonNode tree) {
        return tree.has(AGENT) && tree.has(ENVIRONMENT);
    }

    ConfigFile read(JsonNode tree, Algorithm expected) {
        requireKnown(where, tree, KEYS);
        requireAll(where, tree, List.of("name", AGENT, ENVIRONMENT, "updates"));
        AgentConfig config =
                ConfigYaml.config(section(AGENT, tree.get(AGENT)), where + ", agent,", expected);
        JsonNode environment = section(ENVIRONMENT, tree.get(ENVIRONMENT));
        requireKnown(ENVIRONMENT, environment, ENVIRONMENT_KEYS);
        requireAll(ENVIRONMENT, environment, List.of("id", "count"));
        var run =
                new RunPart(
                        word("name", tree.get("name")),
                        spec(environment),
                        positive(ENVIRONMENT + ".count", environment.get("count")),
                        normalizations(environment),
                        positive("updates", tree.get("updates")),
                        seed(tree.path(SEED)),
                        NetworkSettings.read(
                                section(NETWORK, tree.path(NETWORK)), config.algorithm()),
                        tree.has("checkpoint_every")
                                ? (Integer)
                                        positive("checkpoint_every", tree.get("checkpoint_every"))
                                : null,
                        evaluations(tree.path("evaluate_every")));
        return new ConfigFile(where, config, run, tree);
    }

    private static EnvironmentSpec spec(JsonNode environment) {
        JsonNode options = section(ENVIRONMENT + ".options", environment.path("options"));
        var spec =
                EnvironmentSpec.of(
                        word(ENVIRONMENT + ".id", environment.get("id")),
                        YamlValues.options(ENVIRONMENT + ".options", options, List.of()));
        JsonNode wrappers = environment.path("wrappers");
        if (!wrappers.isMissingNode() && !wrappers.isArray()) {
            throw wrong(WRAPPERS, wrappers, "a list, innermost first");
        }
        for (JsonNode wrapper : wrappers) {
            spec = wrapped(spec, wrapper);
        }
        return spec;
    }

    /** A name, or a name with options: {@code ScaleReward: {factor: 0.01}}. */
    private static EnvironmentSpec wrapped(EnvironmentSpec spec, JsonNode wrapper) {
        if (wrapper.isTextual()) {
            return spec.wrapped(wrapper.textValue(), Map.of());
        }
        if (!wrapper.isObject() || wrapper.size() != 1) {
            throw wrong(
                    WRAPPERS,
                    wrapper,
                    "names, or names with options such as ScaleReward: {factor: 0.01}");
        }
        Map.Entry<String, JsonNode> only = wrapper.properties().iterator().next();
        String key = WRAPPERS + "." + only.getKey();
        return spec.wrapped(
                only.getKey(), YamlValues.options(key, section(key, only.getValue()), List.of()));
    }

    /** Observations first, as a builder's chain of calls mostly has it. */
    private static List<Normalization> normalizations(JsonNode environment) {
        var normalizations = new ArrayList<Normalization>();
        JsonNode observations = environment.path("normalize_observations");
        if (!observations.isMissingNode()
                && flag(ENVIRONMENT + ".normalize_observations", observations)) {
            normalizations.add(new Normalization(false, 0));
        }
        JsonNode rewards = environment.path("normalize_rewards");
        if (!rewards.isMissingNode()) {
            String key = ENVIRONMENT + ".normalize_rewards";
            double gamma = number(key, rewards);
            if (!(gamma > 0 && gamma < 1)) {
                throw wrong(key, rewards, "a discount between 0 and 1, both excluded");
            }
            normalizations.add(new Normalization(true, gamma));
        }
        return normalizations;
    }

    private static Long seed(JsonNode seed) {
        if (seed.isMissingNode()) {
            return null;
        }
        if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
            throw wrong(SEED, seed, "a whole number");
        }
        return seed.longValue();
    }

    private static Evaluations evaluations(JsonNode section) {
        if (section.isMissingNode()) {
            return null;
        }
        JsonNode given = section("evaluate_every", section);
        var keys = List.of("updates", "episodes");
        requireKnown("evaluate_every", given, keys);
        requireAll("evaluate_every", given, keys);
        return new Evaluations(
                positive("evaluate_every.updates", given.get("updates")),
                positive("evaluate_every.episodes", given.get("episodes")));
    }
}

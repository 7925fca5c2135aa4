package io.engram.agent;

import static io.engram.agent.YamlValues.number;
import static io.engram.agent.YamlValues.positive;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.environment.VectorEnvironment;
import io.engram.network.ActorCritic;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.ActorCriticRND;
import io.engram.network.NetworkBuilder;
import io.engram.network.NetworkSpec.Memory;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import io.engram.network.RecurrentNetworkBuilder;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/** What a file says of the ready-made network: the builders' names in snake case. */
final class NetworkSettings {
    private static final String LSTM = "lstm";
    private static final String GRU = "gru";
    private static final String LAYERS = "layers";
    private static final String HIDDEN = "hidden";
    private static final String INITIAL_LOG_STD = "initial_log_std";
    private static final String RND_FEATURES = "rnd_features";

    /** Nothing: the builders' defaults. */
    static final NetworkSettings NONE = new NetworkSettings(Map.of());

    private final Map<String, Number> values;

    private NetworkSettings(Map<String, Number> values) {
        this.values = new TreeMap<>(values);
    }

    static NetworkSettings of(Memory memory, int memoryUnits, int hiddenUnits) {
        return new NetworkSettings(
                Map.of(memory == Memory.GRU ? GRU : LSTM, memoryUnits, HIDDEN, hiddenUnits));
    }

    static NetworkSettings read(JsonNode section, Algorithm algorithm) {
        YamlValues.requireKnown("network", section, keys(algorithm));
        if (section.has(LSTM) && section.has(GRU)) {
            throw new IllegalArgumentException(
                    "network has an lstm and a gru, of which it can have one; leave one out");
        }
        var values = new TreeMap<String, Number>();
        section.properties()
                .forEach(
                        field -> {
                            String key = "network." + field.getKey();
                            values.put(field.getKey(), value(key, field.getValue()));
                        });
        return new NetworkSettings(values);
    }

    private static Number value(String key, JsonNode value) {
        if (key.endsWith(INITIAL_LOG_STD)) {
            return number(key, value);
        }
        return positive(key, value);
    }

    private static Set<String> keys(Algorithm algorithm) {
        var keys = new LinkedHashSet<String>();
        if (algorithm.isRecurrent()) {
            keys.addAll(List.of(LSTM, GRU, LAYERS));
        }
        keys.addAll(List.of(HIDDEN, INITIAL_LOG_STD));
        if (algorithm.isCurious()) {
            keys.add(RND_FEATURES);
        }
        return keys;
    }

    /** What is said, by name. */
    Map<String, Number> values() {
        return Collections.unmodifiableMap(values);
    }

    ActorCriticNetwork network(Algorithm algorithm, VectorEnvironment environments) {
        return switch (algorithm) {
            case PPO -> plain(ActorCritic.builder(environments)).build();
            case PPO_RND -> {
                var builder = plain(ActorCriticRND.builder(environments));
                ifSaid(RND_FEATURES, builder::rndFeatures);
                yield builder.build();
            }
            case RECURRENT_PPO -> recurrent(RecurrentActorCritic.builder(environments)).build();
            case RECURRENT_PPO_RND -> {
                var builder = recurrent(RecurrentActorCriticRND.builder(environments));
                ifSaid(RND_FEATURES, builder::rndFeatures);
                yield builder.build();
            }
        };
    }

    private <B extends NetworkBuilder<B>> B plain(B builder) {
        ifSaid(HIDDEN, builder::hidden);
        if (values.containsKey(INITIAL_LOG_STD)) {
            builder.initialLogStd(values.get(INITIAL_LOG_STD).doubleValue());
        }
        return builder;
    }

    private <B extends RecurrentNetworkBuilder<B>> B recurrent(B builder) {
        ifSaid(LSTM, builder::lstm);
        ifSaid(GRU, builder::gru);
        ifSaid(LAYERS, builder::layers);
        return plain(builder);
    }

    private void ifSaid(String key, IntConsumer set) {
        if (values.containsKey(key)) {
            set.accept(values.get(key).intValue());
        }
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }
}

package io.engram.settings;

import static io.engram.settings.YamlValues.positive;
import static io.engram.settings.YamlValues.word;
import static io.engram.settings.YamlValues.wrong;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.environment.VectorEnvironment;
import io.engram.network.Activation;
import io.engram.network.ActorCritic;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.ActorCriticRND;
import io.engram.network.NetworkBuilder;
import io.engram.network.NetworkSpec.Memory;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import io.engram.network.RecurrentNetworkBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a file says of the ready-made network: the builders' names in snake case, in the order of
 * the file, in which recurrent layers lie one above the other.
 */
final class NetworkSettings {
    private static final String LSTM = "lstm";
    private static final String GRU = "gru";
    private static final String HIDDEN = "hidden";
    private static final String RND_FEATURES = "rnd_features";

    /** Reads a value, an Integer, Double, Boolean, Activation or list of Integers. */
    private interface Reader {
        Object read(String key, JsonNode value);
    }

    /** Sets a value. */
    private interface Setter<B> {
        void set(B builder, Object value);
    }

    private static final Map<String, Reader> READERS = new LinkedHashMap<>();
    private static final Map<String, Setter<NetworkBuilder<?>>> PLAIN = new LinkedHashMap<>();
    private static final Map<String, Setter<RecurrentNetworkBuilder<?>>> RECURRENT =
            new LinkedHashMap<>();

    static {
        recurrent(LSTM, YamlValues::positive, (b, v) -> b.lstm((int) v));
        recurrent(GRU, YamlValues::positive, (b, v) -> b.gru((int) v));
        recurrent("layers", YamlValues::positive, (b, v) -> b.layers((int) v));
        recurrent("skip", YamlValues::flag, (b, v) -> b.skip((boolean) v));
        recurrent("separate_memories", YamlValues::flag, (b, v) -> b.separateMemories((boolean) v));
        plain(HIDDEN, NetworkSettings::widths, (b, v) -> b.hidden(widths(v)));
        plain("activation", NetworkSettings::activation, (b, v) -> b.activation((Activation) v));
        plain("layer_norm", YamlValues::flag, (b, v) -> b.layerNorm((boolean) v));
        plain("squash", YamlValues::flag, (b, v) -> b.squash((boolean) v));
        plain("state_dependent_std", YamlValues::flag, (b, v) -> b.stateDependentStd((boolean) v));
        plain("initial_log_std", YamlValues::number, (b, v) -> b.initialLogStd((double) v));
        READERS.put(RND_FEATURES, YamlValues::positive);
    }

    /** Nothing: the builders' defaults. */
    static final NetworkSettings NONE = new NetworkSettings(Map.of());

    private final Map<String, Object> values;

    private NetworkSettings(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    private static void plain(String key, Reader reader, Setter<NetworkBuilder<?>> setter) {
        READERS.put(key, reader);
        PLAIN.put(key, setter);
    }

    private static void recurrent(
            String key, Reader reader, Setter<RecurrentNetworkBuilder<?>> setter) {
        READERS.put(key, reader);
        RECURRENT.put(key, setter);
    }

    static NetworkSettings of(Memory memory, int memoryUnits, int hiddenUnits) {
        var values = new LinkedHashMap<String, Object>();
        values.put(memory == Memory.GRU ? GRU : LSTM, memoryUnits);
        values.put(HIDDEN, hiddenUnits);
        return new NetworkSettings(values);
    }

    static NetworkSettings read(JsonNode section, Algorithm algorithm) {
        YamlValues.requireKnown("network", section, keys(algorithm));
        var values = new LinkedHashMap<String, Object>();
        for (var field : section.properties()) {
            String name = field.getKey();
            values.put(name, READERS.get(name).read("network." + name, field.getValue()));
        }
        return new NetworkSettings(values);
    }

    /** What may be said of the networks of an algorithm. */
    static List<String> keys(Algorithm algorithm) {
        Set<String> none = Set.of();
        return Stream.of(
                        algorithm.isRecurrent() ? RECURRENT.keySet() : none,
                        PLAIN.keySet(),
                        algorithm.isCurious() ? Set.of(RND_FEATURES) : none)
                .flatMap(Set::stream)
                .toList();
    }

    /** One width, or several. */
    private static Object widths(String key, JsonNode value) {
        if (!value.isArray()) {
            return positive(key, value);
        }
        var widths = new ArrayList<Integer>();
        value.forEach(each -> widths.add(positive(key, each)));
        return List.copyOf(widths);
    }

    private static int[] widths(Object value) {
        return value instanceof List<?> several
                ? several.stream().mapToInt(each -> (int) each).toArray()
                : new int[] {(int) value};
    }

    private static Activation activation(String key, JsonNode value) {
        String name = word(key, value);
        return Arrays.stream(Activation.values())
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                wrong(
                                        key,
                                        value,
                                        "one of "
                                                + Arrays.stream(Activation.values())
                                                        .map(NetworkSettings::text)
                                                        .collect(Collectors.joining(", "))));
    }

    /** What is said, by name. */
    Map<String, Object> values() {
        return values;
    }

    ActorCriticNetwork network(Algorithm algorithm, VectorEnvironment environments) {
        return switch (algorithm) {
            case PPO -> plain(ActorCritic.builder(environments)).build();
            case PPO_RND -> {
                var builder = plain(ActorCriticRND.builder(environments));
                yield values.containsKey(RND_FEATURES)
                        ? builder.rndFeatures((int) values.get(RND_FEATURES)).build()
                        : builder.build();
            }
            case RECURRENT_PPO -> recurrent(RecurrentActorCritic.builder(environments)).build();
            case RECURRENT_PPO_RND -> {
                var builder = recurrent(RecurrentActorCriticRND.builder(environments));
                yield values.containsKey(RND_FEATURES)
                        ? builder.rndFeatures((int) values.get(RND_FEATURES)).build()
                        : builder.build();
            }
        };
    }

    private <B extends NetworkBuilder<B>> B plain(B builder) {
        values.forEach(
                (name, value) -> {
                    if (PLAIN.containsKey(name)) {
                        PLAIN.get(name).set(builder, value);
                    }
                });
        return builder;
    }

    private <B extends RecurrentNetworkBuilder<B>> B recurrent(B builder) {
        values.forEach(
                (name, value) -> {
                    if (RECURRENT.containsKey(name)) {
                        RECURRENT.get(name).set(builder, value);
                    }
                });
        return plain(builder);
    }

    private static String text(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(each -> each.getKey() + " " + text(each.getValue()))
                .collect(Collectors.joining(", "));
    }
}

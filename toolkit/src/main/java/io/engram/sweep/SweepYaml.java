package io.engram.sweep;

import io.engram.settings.ConfigFile;
import io.engram.settings.PlainYaml;
import io.engram.text.Nearest;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a sweep from a file: what its builder is told, by the same names in snake case. */
final class SweepYaml {
    private static final String SEEDS = "seeds";
    private static final String UPDATES = "updates";
    private static final String HALVING = "halving";
    private static final List<String> KEYS =
            List.of(
                    "name", "base", "grid", "random", "draws", "seed", SEEDS, UPDATES, "at_once",
                    HALVING);
    private static final List<String> HALVING_KEYS = List.of("first_updates", "reduction");
    private static final List<String> SAMPLINGS =
            List.of("uniform", "log_uniform", "integers", "one_of");

    private final Path file;
    private final Map<String, Object> values;

    private SweepYaml(Path file) {
        this.file = file;
        values = PlainYaml.read(file);
    }

    static SweepBuilder read(Path file) {
        return new SweepYaml(file).builder();
    }

    private SweepBuilder builder() {
        requireKnown("", values.keySet(), KEYS);
        SweepBuilder builder = Sweep.builder(text("name")).base(base());
        mapping("grid").forEach((name, value) -> builder.grid(name, list(value).toArray()));
        mapping("random").forEach((name, value) -> builder.random(name, sampling(name, value)));
        if (values.containsKey("draws")) {
            builder.draws(integer("draws", values.get("draws")));
        }
        if (values.containsKey("seed")) {
            builder.seed(whole("seed", values.get("seed")));
        }
        if (values.containsKey(SEEDS)) {
            builder.seeds(
                    list(values.get(SEEDS)).stream()
                            .mapToLong(each -> whole(SEEDS, each))
                            .toArray());
        }
        if (values.containsKey(UPDATES)) {
            builder.updates(integer(UPDATES, values.get(UPDATES)));
        }
        if (values.containsKey("at_once")) {
            builder.atOnce(integer("at_once", values.get("at_once")));
        }
        if (values.containsKey(HALVING)) {
            Map<String, Object> halving = mapping(HALVING);
            requireKnown(HALVING + ".", halving.keySet(), HALVING_KEYS);
            builder.halving(
                    integer("halving.first_updates", halving.get("first_updates")),
                    integer("halving.reduction", halving.get("reduction")));
        }
        return builder;
    }

    /** A file beside this one, or what it would say. */
    private ConfigFile base() {
        return values.get("base") instanceof Map<?, ?>
                ? ConfigFile.ofYaml(PlainYaml.write(mapping("base")))
                : ConfigFile.read(file.resolveSibling(text("base")));
    }

    private Sampling sampling(String name, Object value) {
        String key = "random." + name;
        if (!(value instanceof Map<?, ?> map) || map.size() != 1) {
            throw wrong(key, value, "one of %s, such as {log_uniform: [1e-5, 1e-2]}", SAMPLINGS);
        }
        String kind = map.keySet().iterator().next().toString();
        requireKnown(key + ".", Set.of(kind), SAMPLINGS);
        List<Object> numbers = list(map.get(kind));
        if (kind.equals("one_of")) {
            return Sampling.oneOf(numbers.toArray());
        }
        if (numbers.size() != 2 || !numbers.stream().allMatch(Number.class::isInstance)) {
            throw wrong(key + "." + kind, map.get(kind), "[least, greatest]");
        }
        double low = ((Number) numbers.get(0)).doubleValue();
        double high = ((Number) numbers.get(1)).doubleValue();
        return switch (kind) {
            case "uniform" -> Sampling.uniform(low, high);
            case "log_uniform" -> Sampling.logUniform(low, high);
            default -> Sampling.integers(integer(key, low), integer(key, high));
        };
    }

    private String text(String key) {
        if (!(values.get(key) instanceof String text)) {
            throw wrong(key, values.get(key), "a text");
        }
        return text;
    }

    /** An absent one is empty. */
    private Map<String, Object> mapping(String key) {
        Object value = values.getOrDefault(key, Map.of());
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(key, value, "a section with keys of its own");
        }
        var section = new LinkedHashMap<String, Object>();
        map.forEach((name, each) -> section.put(name.toString(), each));
        return section;
    }

    /** A value alone is a list of one. */
    private static List<Object> list(Object value) {
        return value instanceof List<?> list ? List.copyOf(list) : List.of(value);
    }

    private int integer(String key, Object value) {
        return Math.toIntExact(whole(key, value));
    }

    private long whole(String key, Object value) {
        if (!(value instanceof Number number) || number.doubleValue() != number.longValue()) {
            throw wrong(key, value, "a whole number");
        }
        return number.longValue();
    }

    private void requireKnown(String before, Collection<String> keys, List<String> known) {
        for (String key : keys) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(
                        "%s has the unknown key '%s%s'; did you mean '%s'? Known keys: %s"
                                .formatted(
                                        file,
                                        before,
                                        key,
                                        Nearest.to(key, known),
                                        String.join(", ", known)));
            }
        }
    }

    private IllegalArgumentException wrong(
            String key, Object value, String wanted, Object... more) {
        return new IllegalArgumentException(
                "%s: %s must be %s, but is %s"
                        .formatted(
                                file,
                                key,
                                wanted.formatted(more),
                                value == null ? "missing" : value));
    }
}

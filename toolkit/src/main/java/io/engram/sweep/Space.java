package io.engram.sweep;

import io.engram.random.RandomStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a sweep sets, and to which values. */
final class Space {
    private static final int MOST_SETTINGS = 10_000;
    private static final int USUAL_DRAWS = 10;

    private final String sweep;
    private final Map<String, List<Object>> grid = new LinkedHashMap<>();
    private final Map<String, Sampling> random = new LinkedHashMap<>();
    private int draws = USUAL_DRAWS;
    private long seed = 1;

    /**
     * Nothing is set yet.
     *
     * @param sweep whose space it is, for people to read
     */
    Space(String sweep) {
        this.sweep = sweep;
    }

    void grid(String name, List<Object> values) {
        if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException(
                    "grid(\"%s\", …) needs values, none twice, but was given %s"
                            .formatted(name, values));
        }
        requireNew(name);
        grid.put(name, values);
    }

    void random(String name, Sampling sampling) {
        requireNew(name);
        random.put(name, Objects.requireNonNull(sampling, "sampling"));
    }

    private void requireNew(String name) {
        if (grid.containsKey(name) || random.containsKey(name)) {
            throw new IllegalArgumentException("the sweep sets '%s' twice".formatted(name));
        }
    }

    void draws(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("draws must be at least 1, but is " + count);
        }
        draws = count;
    }

    void seed(long value) {
        seed = value;
    }

    /** How names are drawn that are not in the grid. */
    Map<String, Sampling> drawn() {
        return Map.copyOf(random);
    }

    /** Every combination of the grid with each draw. */
    List<Map<String, Object>> settings() {
        List<Map<String, Object>> all = combinations();
        if (random.isEmpty()) {
            return all;
        }
        var drawn = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < draws; i++) {
            for (Map<String, Object> before : all) {
                var values = new LinkedHashMap<>(before);
                int index = i;
                random.forEach(
                        (what, sampling) ->
                                values.put(
                                        what,
                                        sampling.draw(
                                                RandomStream.of(seed, "sweep " + what, index))));
                drawn.add(values);
                requireFew(drawn.size());
            }
        }
        return drawn.stream().distinct().toList();
    }

    private List<Map<String, Object>> combinations() {
        List<Map<String, Object>> all = new ArrayList<>(List.of(new LinkedHashMap<>()));
        for (Map.Entry<String, List<Object>> each : grid.entrySet()) {
            var longer = new ArrayList<Map<String, Object>>();
            for (Map<String, Object> before : all) {
                for (Object value : each.getValue()) {
                    var values = new LinkedHashMap<>(before);
                    values.put(each.getKey(), value);
                    longer.add(values);
                }
            }
            all = longer;
            requireFew(all.size());
        }
        return all;
    }

    private void requireFew(int count) {
        if (count > MOST_SETTINGS) {
            throw new IllegalArgumentException(
                    "the sweep '%s' has more than %d settings; give grid(…) fewer values, or draw them with random(…)"
                            .formatted(sweep, MOST_SETTINGS));
        }
    }
}

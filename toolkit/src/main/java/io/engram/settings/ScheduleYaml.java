package io.engram.settings;

import static io.engram.settings.YamlValues.integer;
import static io.engram.settings.YamlValues.number;
import static io.engram.settings.YamlValues.wrong;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.settings.PiecewiseSchedule.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Schedule} as YAML: a number, or a mapping of its kind and its numbers. */
final class ScheduleYaml {
    private static final String KIND = "kind";
    private static final String POLYNOMIAL = "polynomial";
    private static final String COSINE = "cosine";
    private static final String PIECEWISE = "piecewise";
    private static final String INITIAL = "initial";
    private static final String FINAL = "final";
    private static final String STEPS = "max_decay_steps";
    private static final String POWER = "power";
    private static final String POINTS = "points";
    private static final String WARM_UP = "warm_up";

    private ScheduleYaml() {}

    static Schedule read(String key, JsonNode value) {
        if (!value.isObject()) {
            return Schedule.constant(number(key, value));
        }
        Schedule schedule = withoutWarmUp(key, value);
        return value.has(WARM_UP)
                ? schedule.warmUp(integer(key + "." + WARM_UP, value.get(WARM_UP)))
                : schedule;
    }

    private static Schedule withoutWarmUp(String key, JsonNode value) {
        String kind =
                value.has(KIND)
                        ? YamlValues.word(key + "." + KIND, value.get(KIND))
                        : value.has(POINTS) ? PIECEWISE : POLYNOMIAL;
        return switch (kind) {
            case POLYNOMIAL -> {
                requireKnown(key, value, INITIAL, FINAL, STEPS, POWER);
                yield Schedule.polynomial(
                        edge(key, value, INITIAL),
                        edge(key, value, FINAL),
                        steps(key, value),
                        value.has(POWER) ? number(key, value.get(POWER)) : 1);
            }
            case COSINE -> {
                requireKnown(key, value, INITIAL, FINAL, STEPS);
                yield Schedule.cosine(
                        edge(key, value, INITIAL), edge(key, value, FINAL), steps(key, value));
            }
            case PIECEWISE -> {
                requireKnown(key, value, POINTS);
                yield new PiecewiseSchedule(points(key + "." + POINTS, value.path(POINTS)));
            }
            default ->
                    throw wrong(
                            key + "." + KIND, value.get(KIND), "polynomial, cosine or piecewise");
        };
    }

    private static void requireKnown(String key, JsonNode value, String... known) {
        var all = new ArrayList<>(List.of(known));
        all.add(KIND);
        all.add(WARM_UP);
        YamlValues.requireKnown(key, value, all);
        for (String name : known) {
            if (!name.equals(POWER) && !name.equals(POINTS) && !value.has(name)) {
                throw new IllegalArgumentException(
                        "%s is a schedule without '%s': give initial, final and max_decay_steps"
                                .formatted(key, name));
            }
        }
    }

    private static double edge(String key, JsonNode value, String name) {
        return number(key, value.get(name));
    }

    private static int steps(String key, JsonNode value) {
        return integer(key, value.get(STEPS));
    }

    private static List<Point> points(String key, JsonNode value) {
        String wanted = "a list of [update, value], such as [[0, 0.001], [50, 0.0001]]";
        if (!value.isArray()) {
            throw wrong(key, value, wanted);
        }
        var points = new ArrayList<Point>();
        for (JsonNode point : value) {
            if (!point.isArray() || point.size() != 2) {
                throw wrong(key, value, wanted);
            }
            points.add(new Point(integer(key, point.get(0)), number(key, point.get(1))));
        }
        return points;
    }

    /** What YAML is made of: a number or a mapping. */
    static Object write(Schedule schedule) {
        if (schedule instanceof WarmUp warmUp) {
            Map<String, Object> map = mapping(warmUp.of());
            map.put(WARM_UP, warmUp.updates());
            return map;
        }
        return schedule instanceof PolynomialDecay line && line.isConstant()
                ? (Object) line.last()
                : mapping(schedule);
    }

    private static Map<String, Object> mapping(Schedule schedule) {
        var map = new LinkedHashMap<String, Object>();
        if (schedule instanceof PolynomialDecay polynomial) {
            map.put(INITIAL, polynomial.initial());
            map.put(FINAL, polynomial.last());
            map.put(STEPS, polynomial.decayUpdates());
            map.put(POWER, polynomial.power());
        } else if (schedule instanceof CosineDecay cosine) {
            map.put(KIND, COSINE);
            map.put(INITIAL, cosine.initial());
            map.put(FINAL, cosine.last());
            map.put(STEPS, cosine.decayUpdates());
        } else if (schedule instanceof PiecewiseSchedule piecewise) {
            map.put(KIND, PIECEWISE);
            map.put(
                    POINTS,
                    piecewise.points().stream()
                            .map(point -> List.of(point.update(), point.value()))
                            .toList());
        }
        return map;
    }
}

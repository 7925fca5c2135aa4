package io.engram.environment;

import java.util.HashMap;
import java.util.Map;

/** Adds to the measurements of an episode's last step. */
final class EpisodeInfo {
    private EpisodeInfo() {}

    /** The inner value stays if there is one: it is nearer to the task. */
    static Map<String, Double> withDefault(Map<String, Double> info, String name, double value) {
        if (info.containsKey(name)) {
            return info;
        }
        var all = new HashMap<>(info);
        all.put(name, value);
        return Map.copyOf(all);
    }

    /** What the task measured, without what wrappers added for the sums. */
    static Map<String, Double> measurements(Map<String, Double> info) {
        if (!info.containsKey(Episode.RETURN) && !info.containsKey(Episode.LENGTH)) {
            return Map.copyOf(info);
        }
        var rest = new HashMap<>(info);
        rest.remove(Episode.RETURN);
        rest.remove(Episode.LENGTH);
        return Map.copyOf(rest);
    }
}

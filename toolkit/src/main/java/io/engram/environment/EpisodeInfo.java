package io.engram.environment;

import java.util.HashMap;
import java.util.Map;

/** The measurements of an episode's last step. */
final class EpisodeInfo {
    private EpisodeInfo() {}

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

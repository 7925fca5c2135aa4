package io.engram.evaluation;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What there is to measure of episodes: return, length, and what the task tells. */
record Measures(List<EpisodeResult> episodes) {
    static final String RETURN = "return";
    static final String LENGTH = "length";

    /** The names of what the task tells, in the order of the alphabet. */
    SortedSet<String> ofTask() {
        var names = new TreeSet<String>();
        episodes.forEach(episode -> names.addAll(episode.info().keySet()));
        return names;
    }

    /**
     * The values of a measure.
     *
     * @return one for each episode that has it
     * @throws IllegalArgumentException if none has
     */
    double[] values(String measure) {
        if (measure.equals(RETURN)) {
            return episodes.stream().mapToDouble(EpisodeResult::totalReward).toArray();
        }
        if (measure.equals(LENGTH)) {
            return episodes.stream().mapToDouble(EpisodeResult::length).toArray();
        }
        if (!ofTask().contains(measure)) {
            throw new IllegalArgumentException(
                    "there is no measure '%s'; there are %s"
                            .formatted(
                                    measure,
                                    Stream.concat(Stream.of(RETURN, LENGTH), ofTask().stream())
                                            .toList()));
        }
        return episodes.stream()
                .filter(each -> each.info().containsKey(measure))
                .mapToDouble(each -> each.info().get(measure))
                .toArray();
    }
}

package io.engram.environment;

import io.engram.space.Action;
import java.util.List;
import java.util.Map;

/**
 * Where N environments stand, in mid-episode: enough to bring them back to the same bits.
 *
 * @param episodes the state of each environment
 * @param statistics the running statistics of normalising wrappers, by name
 */
public record VectorState(List<EpisodeState> episodes, Map<String, double[]> statistics) {

    /**
     * One environment: it comes back by playing its actions again.
     *
     * @param random the state of the stream from which this environment's next seeds are drawn
     * @param seed the seed of the present episode
     * @param actions the actions of the present episode so far
     */
    public record EpisodeState(byte[] random, long seed, List<Action> actions) {}
}

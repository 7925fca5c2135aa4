package io.engram.environment;

import io.engram.space.Action;
import io.engram.statistics.SavedStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where N environments stand, in mid-episode: enough to bring them back to the same bits.
 *
 * @param episodes the state of each environment
 * @param statistics the running statistics of normalising wrappers, by name
 */
public record VectorState(List<EpisodeState> episodes, Map<String, double[]> statistics) {

    /** After how many actions of an episode an environment is asked for a snapshot. */
    static final int ACTIONS_BETWEEN_SNAPSHOTS = 1_000;

    /** After how many actions an episode is cut off in an environment that gives no snapshot. */
    static final int LONGEST_LOG = 1_000_000;

    /**
     * One environment: it comes back by playing actions again, from the beginning of its episode or
     * from a snapshot.
     *
     * @param random the state of the stream from which this environment's next seeds are drawn
     * @param seed the seed of the present episode
     * @param actions the actions of the present episode so far, or those since the snapshot, of
     *     which there is at least one
     * @param shown one number for everything that was shown meanwhile, which must be the same when
     *     the actions are played again; empty if it was saved before there was such a number
     * @param middle where the actions begin, or empty for the beginning of the episode
     */
    public record EpisodeState(
            byte[] random,
            long seed,
            List<Action> actions,
            Optional<Long> shown,
            Optional<Middle> middle) {

        /**
         * Checks that there is something to see.
         *
         * @param random the state of the stream from which this environment's next seeds are drawn
         * @param seed the seed of the present episode
         * @param actions the actions since the beginning or the snapshot
         * @param shown one number for everything that was shown meanwhile
         * @param middle where the actions begin
         */
        public EpisodeState {
            if (middle.isPresent() && actions.isEmpty()) {
                throw new IllegalArgumentException(
                        "an environment that comes back from a snapshot needs at least 1 action after it");
            }
        }

        private EpisodeState begun() {
            return new EpisodeState(random, seed, List.of(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * The middle of an episode.
     *
     * @param snapshot where the environment stood
     * @param length the number of steps by then
     * @param reward the sum of their rewards
     */
    public record Middle(Snapshot snapshot, int length, double reward) {}

    /**
     * These environments at the beginning of their present episodes.
     *
     * @return a state without actions, with the same statistics
     */
    public VectorState begun() {
        var begun = new LinkedHashMap<>(statistics);
        begun.computeIfPresent(
                NormalizedRewards.RETURNS, (name, returns) -> new double[returns.length]);
        return new VectorState(episodes.stream().map(EpisodeState::begun).toList(), begun);
    }

    /**
     * These environments with what normalising wrappers measured elsewhere.
     *
     * @param measured statistics by name, of as many elements; those that nothing here measures are
     *     not read
     * @return a state with the same episodes
     */
    public VectorState takingOver(Map<String, double[]> measured) {
        return new VectorState(
                episodes,
                SavedStatistics.takenOver(statistics, measured, NormalizedRewards.RETURNS));
    }
}

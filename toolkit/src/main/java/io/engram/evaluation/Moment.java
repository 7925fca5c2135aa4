package io.engram.evaluation;

import io.engram.environment.EpisodeTracker;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * What is seen of an episode at one of its states.
 *
 * @param episode its index
 * @param step its number of steps so far
 * @param totalReward the sum of its rewards so far
 * @param isOver whether this is its end
 * @param picture the state
 * @param decision what the policy does in it; empty at the end, and where nobody asked
 */
record Moment(
        int episode,
        int step,
        double totalReward,
        boolean isOver,
        BufferedImage picture,
        Optional<Decision> decision) {

    static Moment of(int episode, EpisodeTracker slot, Optional<Decision> decision) {
        return new Moment(
                episode,
                slot.length(),
                slot.totalReward(),
                slot.isDone(),
                slot.environment().render(),
                decision);
    }
}

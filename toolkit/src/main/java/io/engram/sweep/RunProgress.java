package io.engram.sweep;

import io.engram.checkpoint.Judgement;
import io.engram.checkpoint.RunState;
import java.util.OptionalDouble;

/**
 * How far a run has come.
 *
 * @param update the updates that it has made
 * @param lastReturn the mean return of its latest episodes; empty before one has ended
 * @param score the return of its best policy; empty before one was judged
 * @param seconds how long it was trained
 */
public record RunProgress(
        long update, OptionalDouble lastReturn, OptionalDouble score, double seconds) {

    /**
     * What is known of a run's state.
     *
     * @param at where the run stands
     * @return how far that is
     */
    public static RunProgress of(RunState at) {
        return new RunProgress(
                at.update(),
                at.recentEpisodes().stream().mapToDouble(each -> each.totalReward()).average(),
                at.best().map(Judgement::meanReturn).stream()
                        .mapToDouble(Double::doubleValue)
                        .findAny(),
                at.trainingSeconds());
    }
}

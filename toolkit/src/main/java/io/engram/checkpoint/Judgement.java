package io.engram.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;

/**
 * How good the policy after an update was found to be.
 *
 * @param update the update after which the policy stood
 * @param meanReturn the mean return of the episodes, as the task gives it; finite
 * @param episodes the number of episodes, at least 1
 * @param evaluated true if they were played to evaluate the policy; false if they are the latest
 *     ones of training
 * @param sampled true if they were played to evaluate the policy with sampled actions, and not with
 *     the likeliest ones
 */
public record Judgement(
        long update,
        double meanReturn,
        int episodes,
        boolean evaluated,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean sampled) {
    private static final double SMALL = 10;

    /**
     * By the latest episodes of training, or by an evaluation with the likeliest actions.
     *
     * @param update the update after which the policy stood
     * @param meanReturn the mean return of the episodes
     * @param episodes the number of episodes
     * @param evaluated whether they were played to evaluate the policy
     */
    public Judgement(long update, double meanReturn, int episodes, boolean evaluated) {
        this(update, meanReturn, episodes, evaluated, false);
    }

    /**
     * Whether this policy is to be kept in place of another of its run. A mean over more episodes
     * counts more than a higher one, so that a few lucky ones do not win for ever; of equal means
     * the later policy wins.
     *
     * @param other what was found of the other policy
     * @return false also if both are the same
     */
    public boolean isBetterThan(Judgement other) {
        if (episodes != other.episodes) {
            return episodes > other.episodes;
        }
        int compared = Double.compare(meanReturn, other.meanReturn);
        return compared == 0 ? update > other.update : compared > 0;
    }

    /**
     * The mean return for people to read.
     *
     * @return one decimal place, or two where the number is small
     */
    public String returnText() {
        return String.format(
                Locale.ROOT, Math.abs(meanReturn) < SMALL ? "%.2f" : "%.1f", meanReturn);
    }

    /**
     * The return and where it comes from.
     *
     * @return for example {@code greedy return 500.0 in an evaluation of 20 episodes}
     */
    public String text() {
        return evaluated
                ? "%s return %s in an evaluation of %d episodes"
                        .formatted(sampled ? "sampled" : "greedy", returnText(), episodes)
                : "training return %s over %d episodes".formatted(returnText(), episodes);
    }
}

package io.engram.environment.check;

import io.engram.environment.Environment;
import io.engram.environment.EpisodeTracker;
import io.engram.environment.RandomActions;
import io.engram.environment.Step;
import io.engram.space.Observation;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an environment answered to random actions over some steps, episode after episode. */
final class EnvironmentPlay {
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> sizes = new TreeSet<>();
    private int episodes;
    private int longest;
    private int changed = -1;
    private double lowestReward = Double.POSITIVE_INFINITY;
    private double highestReward = Double.NEGATIVE_INFINITY;

    private EnvironmentPlay() {}

    /** Plays alone. */
    static EnvironmentPlay of(Environment environment, long seed, int count) {
        var play = new EnvironmentPlay();
        play.run(environment, seed, count, number -> {});
        return play;
    }

    /** Plays, and draws a picture every so many steps. */
    static EnvironmentPlay drawn(Environment environment, long seed, int count, int every) {
        var play = new EnvironmentPlay();
        play.run(
                environment,
                seed,
                count,
                number -> {
                    if (number % every == 0) {
                        BufferedImage picture = environment.render();
                        play.sizes.add(picture.getWidth() + " × " + picture.getHeight());
                    }
                });
        return play;
    }

    /** Plays while another environment plays something else in between. */
    static EnvironmentPlay beside(
            Environment environment, Environment other, long seed, int count) {
        var actions = new RandomActions(other.actionSpace(), seed + 1);
        var seen = new Observation[] {other.reset(seed + 1)};
        var play = new EnvironmentPlay();
        play.run(
                environment,
                seed,
                count,
                number -> {
                    Step step = other.step(actions.next(seen[0]));
                    seen[0] = step.done() ? other.reset(seed - number) : step.observation();
                });
        return play;
    }

    private interface Between {
        void step(int number);
    }

    private void run(Environment environment, long seed, int count, Between between) {
        var tracker = new EpisodeTracker(environment);
        var actions = new RandomActions(environment.actionSpace(), seed);
        Observation given = begin(tracker, seed);
        while (steps.size() < count) {
            Observation before = steps.get(steps.size() - 1).observation();
            Step step = tracker.step(actions.next(given));
            if (changed < 0 && !given.equals(before)) {
                changed = tracker.length();
            }
            between.step(steps.size());
            given = step.observation();
            steps.add(step.withObservation(copy(given)));
            longest = Math.max(longest, tracker.length());
            lowestReward = Math.min(lowestReward, step.reward());
            highestReward = Math.max(highestReward, step.reward());
            if (step.done()) {
                episodes++;
                given = begin(tracker, seed + episodes);
            }
        }
    }

    private Observation begin(EpisodeTracker tracker, long seed) {
        Observation first = tracker.reset(seed);
        steps.add(Step.of(copy(first), 0));
        return first;
    }

    private static Observation copy(Observation seen) {
        float[] floats = seen.floatCount() > 0 ? seen.floats().clone() : null;
        byte[] bytes = seen.byteCount() > 0 ? seen.bytes().clone() : null;
        var copy = Observation.of(bytes, floats);
        return seen.legalChoices() == null ? copy : copy.allowing(seen.legalChoices().clone());
    }

    /** Where another play of the same seed differs first, in words. */
    Optional<String> firstDifference(EnvironmentPlay other) {
        int episode = 0;
        int number = 0;
        for (int i = 0; i < Math.min(steps.size(), other.steps.size()); i++) {
            Step mine = steps.get(i);
            if (!mine.equals(other.steps.get(i))) {
                return Optional.of(
                        number == 0
                                ? "the first observation of episode " + (episode + 1)
                                : "step %d of episode %d".formatted(number, episode + 1));
            }
            number = mine.done() ? 0 : number + 1;
            episode += mine.done() ? 1 : 0;
        }
        return Optional.empty();
    }

    /** The step in which an observation was changed after it had been returned, or -1. */
    int changed() {
        return changed;
    }

    int episodes() {
        return episodes;
    }

    int longest() {
        return longest;
    }

    Set<String> sizes() {
        return sizes;
    }

    double lowestReward() {
        return lowestReward;
    }

    double highestReward() {
        return highestReward;
    }
}

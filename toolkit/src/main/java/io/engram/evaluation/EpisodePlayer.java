package io.engram.evaluation;

import io.engram.engine.EngineThread;
import io.engram.environment.Environment;
import io.engram.environment.EpisodeTracker;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Plays the episodes of an evaluation: many at once to measure, or one by one to look at. */
final class EpisodePlayer {
    private final Evaluation evaluation;

    EpisodePlayer(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Looks at the state before each action and after the last. */
    interface Spectator {
        void see(int episode, int step, double totalReward, BufferedImage picture);
    }

    List<EpisodeResult> playAll(Runnable betweenSteps) {
        int count = evaluation.environmentCount();
        var results = new EpisodeResult[evaluation.episodes()];
        var slots = new ArrayList<EpisodeTracker>();
        try (var session = evaluation.policy().session(count)) {
            for (int i = 0; i < count; i++) {
                betweenSteps.run();
                slots.add(new EpisodeTracker(evaluation.makeEnvironment(), i));
            }
            var playing = new int[count];
            var seen = new Observation[count];
            var random = evaluation.isGreedy() ? null : new RandomStream[count];
            for (int i = 0; i < count; i++) {
                betweenSteps.run();
                begin(slots, i, i, playing, seen, random);
            }
            int next = count;
            int open = evaluation.episodes();
            while (open > 0) {
                betweenSteps.run();
                Action[] actions = session.act(seen, random);
                for (int i = 0; i < count; i++) {
                    if (playing[i] < 0) {
                        continue;
                    }
                    EpisodeTracker slot = slots.get(i);
                    Action action = actions[i];
                    seen[i] = away(slot, () -> slot.step(action).observation());
                    if (slot.isDone()) {
                        int index = playing[i];
                        results[index] = result(index, slot);
                        open--;
                        session.beginEpisode(i);
                        if (next < evaluation.episodes()) {
                            begin(slots, i, next++, playing, seen, random);
                        } else {
                            playing[i] = -1;
                        }
                    }
                }
            }
        } finally {
            slots.forEach(slot -> slot.environment().close());
        }
        return Arrays.asList(results);
    }

    private void begin(
            List<EpisodeTracker> slots,
            int i,
            int index,
            int[] playing,
            Observation[] seen,
            RandomStream[] random) {
        playing[i] = index;
        EpisodeTracker slot = slots.get(i);
        seen[i] = away(slot, () -> slot.reset(evaluation.episodeSeed(index)));
        if (random != null) {
            random[i] = evaluation.actionRandom(index);
        }
    }

    /** A training run evaluates in its own lane, which no environment may keep. */
    private static Observation away(EpisodeTracker slot, Supplier<Observation> call) {
        return EngineThread.away(() -> slot.busy().orElse("an environment"), call);
    }

    private EpisodeResult result(int index, EpisodeTracker slot) {
        return new EpisodeResult(
                index,
                evaluation.episodeSeed(index),
                slot.totalReward(),
                slot.length(),
                slot.episode().info());
    }

    void playOneByOne(int count, Spectator spectator) {
        Environment environment = evaluation.makeEnvironment();
        try (environment;
                var session = evaluation.policy().session()) {
            var slot = new EpisodeTracker(environment, 0);
            for (int index = 0; index < count; index++) {
                session.beginEpisode(0);
                Observation seen = slot.reset(evaluation.episodeSeed(index));
                RandomStream chance = evaluation.actionRandom(index);
                RandomStream[] random = chance == null ? null : new RandomStream[] {chance};
                spectator.see(index, 0, 0, environment.render());
                while (!slot.isDone()) {
                    Action action = session.act(new Observation[] {seen}, random)[0];
                    seen = slot.step(action).observation();
                    spectator.see(index, slot.length(), slot.totalReward(), environment.render());
                }
            }
        }
    }
}

package io.engram.evaluation;

import io.engram.engine.EngineThread;
import io.engram.environment.Environment;
import io.engram.environment.EpisodeTracker;
import io.engram.environment.Step;
import io.engram.network.ActionLikelihood;
import io.engram.network.PolicyDistribution;
import io.engram.random.RandomStream;
import io.engram.rollout.Actor;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Plays the episodes of an evaluation: many at once to measure, or one by one to look at. */
final class EpisodePlayer {
    private final Evaluation evaluation;

    EpisodePlayer(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Looks at the state before each action and after the last. */
    interface Spectator {
        void see(Moment moment);

        /**
         * Whether the state after so many steps is of interest; a picture of others is not drawn.
         */
        default boolean wants(int step) {
            return true;
        }
    }

    /** Looks at the states of all before each action, and at the end. */
    interface Audience {
        void see(List<Moment> moments);
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
                    if (playing[i] >= 0) {
                        slots.get(i).expectStep(actions[i]);
                    }
                }
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

    void playOneByOne(List<Integer> indices, Spectator spectator) {
        Environment environment = evaluation.makeEnvironment();
        try (environment;
                var session = evaluation.policy().session()) {
            var slot = new EpisodeTracker(environment, 0);
            for (int index : indices) {
                session.chance(evaluation.actionRandom(index)).beginEpisode(0);
                Observation seen = slot.reset(evaluation.episodeSeed(index));
                while (!slot.isDone()) {
                    Evaluation.stopIfInterrupted("the film");
                    Decision decision = session.decide(seen);
                    look(spectator, index, slot, Optional.of(decision));
                    seen = slot.step(decision.action()).observation();
                }
                look(spectator, index, slot, Optional.empty());
            }
        }
    }

    /** Plays one episode and writes down what the policy thinks and remembers. */
    EpisodeTrace trace(int index) {
        Policy policy = evaluation.policy();
        var description = policy.description();
        var judge =
                new ActionLikelihood(description.actionSpace(), policy.network().squashesActions());
        var moments = new ArrayList<EpisodeTrace.Moment>();
        try (Environment environment = evaluation.makeEnvironment();
                var session = policy.session()) {
            var slot = new EpisodeTracker(environment, 0);
            var frames = new FrameKeeper(environment);
            session.chance(evaluation.actionRandom(index));
            session.beginEpisode();
            Observation seen = slot.reset(evaluation.episodeSeed(index));
            frames.look(0);
            while (!slot.isDone()) {
                Evaluation.stopIfInterrupted("the trace");
                var entropy = new double[1];
                Decision decision =
                        session.decide(seen, actor -> entropy[0] = entropy(judge, actor));
                Step step = slot.step(decision.action());
                seen = step.observation();
                moments.add(
                        new EpisodeTrace.Moment(
                                decision, entropy[0], session.hiddenState(), step.reward()));
                frames.look(slot.length());
            }
            return new EpisodeTrace(
                    "episode %d of %s".formatted(index + 1, description.name()),
                    MemoryParts.of(policy.network()),
                    moments,
                    frames.frames(),
                    slot.totalReward());
        }
    }

    private double entropy(ActionLikelihood judge, Actor actor) {
        var space = evaluation.policy().description().actionSpace();
        float[] row = actor.policies();
        var parameters = new float[row.length - actor.offset(0)];
        for (int i = 0; i < parameters.length; i++) {
            // A network of the user's own may have said minus infinity, of which 0 times is none.
            parameters[i] = Math.max(PolicyDistribution.ILLEGAL, row[actor.offset(0) + i]);
        }
        judge.look(parameters, 0, new float[space.size()], null);
        return judge.entropy();
    }

    private static void look(
            Spectator spectator, int index, EpisodeTracker slot, Optional<Decision> decision) {
        if (spectator.wants(slot.length())) {
            spectator.see(Moment.of(index, slot, decision));
        }
    }

    /** Plays episodes side by side, until all are over. */
    void playTogether(List<Integer> indices, Audience audience) {
        var stages = new ArrayList<Stage>();
        try {
            indices.forEach(index -> stages.add(new Stage(index)));
            stages.forEach(Stage::begin);
            audience.see(stages.stream().map(Stage::moment).toList());
            while (stages.stream().anyMatch(stage -> !stage.isOver())) {
                Evaluation.stopIfInterrupted("the film");
                stages.stream().filter(stage -> !stage.isOver()).forEach(Stage::act);
                audience.see(stages.stream().map(Stage::moment).toList());
            }
        } finally {
            stages.forEach(Stage::close);
        }
    }

    /** One of the episodes that are played side by side, with a memory of its own. */
    private final class Stage {
        private final int index;
        private final Environment environment = evaluation.makeEnvironment();
        private final EpisodeTracker slot = new EpisodeTracker(environment, 0);
        private final PolicySession session = evaluation.policy().session();
        private Observation seen;
        private Moment moment;

        Stage(int index) {
            this.index = index;
        }

        void begin() {
            session.chance(evaluation.actionRandom(index)).beginEpisode(0);
            seen = slot.reset(evaluation.episodeSeed(index));
            look();
        }

        void act() {
            Action action = moment.decision().orElseThrow().action();
            seen = slot.step(action).observation();
            look();
        }

        private void look() {
            moment =
                    Moment.of(
                            index,
                            slot,
                            slot.isDone() ? Optional.empty() : Optional.of(session.decide(seen)));
        }

        Moment moment() {
            return moment;
        }

        boolean isOver() {
            return slot.isDone();
        }

        void close() {
            session.close();
            environment.close();
        }
    }
}

package io.engram.environment.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.CheckedEnvironment;
import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.environment.Step;
import io.engram.environment.check.EnvironmentCheck;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.awt.image.BufferedImage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Around an environment that keeps every rule, each wrapper does too: snapshots, threads, ends. */
class WrappersKeepTheRulesTest {

    private static final class Walk extends CheckedEnvironment {
        private int position;
        private long seed;

        Walk() {
            super(
                    EnvironmentDescription.of("Walk-v0", "Walk to an end.")
                            .observation(
                                    ObservationSpace.together(
                                            ObservationSpace.part(
                                                    "picture", ObservationSpace.image(3, 4, 6)),
                                            ObservationSpace.part(
                                                    "position", ObservationSpace.vector(1))),
                                    "where it is")
                            .action(ActionSpace.discrete(2), "left, right")
                            .rewards(-1, 1)
                            .stepLimit(60),
                    EnvironmentOptions.none());
        }

        @Override
        protected Observation begin(long episode) {
            seed = episode;
            position = Math.floorMod(episode, 3) - 1;
            return seen();
        }

        private Observation seen() {
            var pixels = new byte[72];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) (seed + (long) i * (position + 10) * (steps() + 1));
            }
            var seen = Observation.of(pixels, new float[] {position});
            return position < 4 ? seen : seen.allowing(true, false);
        }

        @Override
        protected Step advance(Action action) {
            position += action.choice() == 1 ? 1 : -1;
            return new Step(seen(), Math.signum(position), position <= -4, steps() >= 60);
        }

        @Override
        protected BufferedImage draw() {
            return new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        }

        @Override
        protected boolean save(SnapshotWriter to) {
            to.put(position);
            return true;
        }

        @Override
        protected void load(SnapshotReader from) {
            position = from.nextInt();
        }
    }

    private enum Wrapped {
        CLIP(env -> new ClipReward(env, -0.5, 0.5)),
        DROP(env -> new DropObservation(env, 0.4)),
        FREEZE(env -> new DropObservation(env, 0.4, DropObservation.Instead.LAST)),
        SKIP(env -> new FrameSkip(env, 4)),
        STACK(env -> new FrameStack(env, 3)),
        FLAT(FlattenImage::new),
        GREY(GreyImage::new),
        LEVELS(env -> new LevelSeeds(env, 0, 5)),
        MAP_ACTION(env -> new MapAction(env, action -> Action.of(1 - action.choice()))),
        MAP_OBSERVATION(env -> new MapObservation(env, seen -> seen)),
        MAP_REWARD(env -> new MapReward(env, reward -> 3 * reward * reward)),
        MASK(env -> new MaskVelocity(env, 0)),
        NOISY(env -> new NoisyObservation(env, 0.1)),
        PREVIOUS(PreviousStep::new),
        STATISTICS(RecordStatistics::new),
        REPEAT(env -> new RepeatAction(env, 3)),
        EVERY(env -> new ActEvery(env, 3, 0)),
        RESIZE(env -> new ResizeImage(env, 3, 3)),
        SCALE(env -> new ScaleReward(env, -2)),
        STICKY(env -> new StickyActions(env, 0.25)),
        LIMIT(env -> new TimeLimit(env, 20));

        private final UnaryOperator<Environment> wrapper;

        Wrapped(UnaryOperator<Environment> wrapper) {
            this.wrapper = wrapper;
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenAWrapper_whenChecked_thenNothingIsWrongAndItGivesSnapshots(Wrapped wrapped) {
        var check = EnvironmentCheck.verify(() -> wrapped.wrapper.apply(new Walk()));
        assertThat(check.advice()).isEmpty();
        var env = wrapped.wrapper.apply(new Walk());
        env.reset(1);
        assertThat(env.snapshot()).isPresent();
    }
}

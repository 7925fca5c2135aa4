package io.engram.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.wrapper.ActEvery;
import io.engram.environment.wrapper.ClipReward;
import io.engram.environment.wrapper.DropObservation;
import io.engram.environment.wrapper.FlattenImage;
import io.engram.environment.wrapper.FrameSkip;
import io.engram.environment.wrapper.FrameStack;
import io.engram.environment.wrapper.GreyImage;
import io.engram.environment.wrapper.LevelSeeds;
import io.engram.environment.wrapper.MapAction;
import io.engram.environment.wrapper.MapObservation;
import io.engram.environment.wrapper.MapReward;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.environment.wrapper.NoisyObservation;
import io.engram.environment.wrapper.PreviousStep;
import io.engram.environment.wrapper.RecordStatistics;
import io.engram.environment.wrapper.RepeatAction;
import io.engram.environment.wrapper.RescaleAction;
import io.engram.environment.wrapper.ResizeImage;
import io.engram.environment.wrapper.ScaleReward;
import io.engram.environment.wrapper.StickyActions;
import io.engram.environment.wrapper.TimeLimit;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotTest {
    /** Never ends by itself; what it shows depends on every action since the seed. */
    private static class Endless implements Environment {
        private double sum;

        @Override
        public ObservationSpace observationSpace() {
            return ObservationSpace.vector(2);
        }

        @Override
        public ActionSpace actionSpace() {
            return ActionSpace.discrete(2);
        }

        @Override
        public int[] velocityIndices() {
            return new int[] {1};
        }

        @Override
        public Observation reset(long seed) {
            sum = RandomStream.of(seed, "sum").nextDouble();
            return seen();
        }

        private Observation seen() {
            return Observation.of((float) sum, (float) -sum);
        }

        @Override
        public Step step(Action action) {
            sum = Math.sin(1.7 * sum + action.choice() + 1);
            return Step.of(seen(), sum);
        }
    }

    private static class Restorable extends Endless {
        @Override
        public Optional<Snapshot> snapshot() {
            return Optional.of(Snapshot.writer().put(super.sum).snapshot());
        }

        @Override
        public void restore(Snapshot snapshot) {
            SnapshotReader saved = snapshot.reader();
            super.sum = saved.nextDouble();
            saved.requireEnd();
        }
    }

    private static final ActionSpace TORQUE = ActionSpace.box(new float[] {-1}, new float[] {1});

    /** Every wrapper that knows what it remembers. */
    private enum Wrapped {
        MASK(inner -> new MaskVelocity(inner)),
        LIMIT(inner -> new TimeLimit(inner, 1_502)),
        LEVELS(inner -> new LevelSeeds(inner, 3, 4)),
        SCALE(inner -> new ScaleReward(inner, 0.5)),
        CLIP(inner -> new ClipReward(inner, -0.5, 0.5)),
        STACK(inner -> new FrameStack(inner, 3)),
        PREVIOUS(PreviousStep::new),
        STATISTICS(RecordStatistics::new),
        MAP_REWARD(inner -> new MapReward(inner, reward -> reward * reward)),
        MAP_OBSERVATION(inner -> new MapObservation(inner, seen -> Observation.of(seen.floats()))),
        MAP_ACTION(inner -> new MapAction(inner, action -> Action.of(1 - action.choice()))),
        RESCALE(
                inner ->
                        choosing(
                                new RescaleAction(
                                        new MapAction(inner, TORQUE, Wrapped::chosen), 0, 7),
                                7)),
        REPEAT(inner -> new RepeatAction(inner, 3)),
        EVERY(inner -> new ActEvery(inner, 3, 0)),
        STICKY(inner -> new StickyActions(inner, 0.5)),
        NOISY(inner -> new NoisyObservation(inner, 0.5)),
        DROP(inner -> new DropObservation(inner, 0.5)),
        FREEZE(inner -> new DropObservation(inner, 0.5, DropObservation.Instead.LAST)),
        SKIP(inner -> new FrameSkip(picture(inner), 2)),
        FLAT(inner -> new FlattenImage(picture(inner))),
        GREY(inner -> new GreyImage(picture(inner))),
        RESIZE(inner -> new ResizeImage(picture(inner), 2, 1)),
        NOISY_PICTURE(inner -> new NoisyObservation(picture(inner), 0.1)),
        STACK_OF_PARTS(inner -> new FrameStack(new PreviousStep(picture(inner)), 3)),
        GAME(
                inner ->
                        new FrameStack(
                                new DropObservation(
                                        new NoisyObservation(
                                                new FrameSkip(
                                                        new StickyActions(picture(inner), 0.25), 4),
                                                0.2),
                                        0.3,
                                        DropObservation.Instead.LAST),
                                2)),
        ALL(
                inner ->
                        new TimeLimit(
                                new FrameStack(new ClipReward(new PreviousStep(inner), 0, 1), 2),
                                1_507));

        private final UnaryOperator<Environment> wrapper;

        private static Action chosen(Action torque) {
            return Action.of(torque.value(0) > 0 ? 1 : 0);
        }

        /** Choices in place of the bounds 0 and the upper one. */
        private static Environment choosing(Environment inner, float high) {
            return new MapAction(
                    inner,
                    ActionSpace.discrete(2),
                    action -> Action.ofValues(action.choice() * high));
        }

        private static Environment picture(Environment inner) {
            return new MapObservation(
                    inner,
                    ObservationSpace.image(3, 1, 2),
                    seen -> {
                        int shade = Math.round(127 + 127 * seen.floats()[0]);
                        var pixels = new byte[6];
                        for (int i = 0; i < pixels.length; i++) {
                            pixels[i] = (byte) (shade * (i + 1) / pixels.length);
                        }
                        return Observation.ofBytes(pixels);
                    });
        }

        Wrapped(UnaryOperator<Environment> wrapper) {
            this.wrapper = wrapper;
        }

        Environment around(Environment inner) {
            return wrapper.apply(inner);
        }
    }

    private static Action[] actions(int step) {
        return new Action[] {Action.of(step * step % 3 % 2), Action.of(step % 2)};
    }

    private static VectorEnvironment played(Supplier<? extends Environment> factory, int steps) {
        var envs = VectorEnvironment.of(2, factory);
        envs.reset(5);
        for (int step = 0; step < steps; step++) {
            envs.step(actions(step));
        }
        return envs;
    }

    private static void assertGoesOn(VectorEnvironment again, VectorEnvironment unbroken, int at) {
        for (int step = at; step < at + 30; step++) {
            VectorStep expected = unbroken.step(actions(step));
            VectorStep actual = again.step(actions(step));
            assertThat(actual.observations()).isEqualTo(expected.observations());
            assertThat(actual.rewards()).isEqualTo(expected.rewards());
            assertThat(actual.truncated()).isEqualTo(expected.truncated());
            assertThat(actual.finished()).isEqualTo(expected.finished());
        }
    }

    @ParameterizedTest
    @EnumSource
    void givenALongEpisode_whenRestored_thenItGoesOnFromASnapshotToTheSameBits(Wrapped wrapped) {
        Supplier<Environment> factory = () -> wrapped.around(new Restorable());
        int steps = 1_490;
        var envs = played(factory, steps);
        var state = envs.state();

        assertThat(state.episodes())
                .allSatisfy(
                        each -> {
                            assertThat(each.actions()).hasSize(490);
                            assertThat(each.middle().orElseThrow().length()).isEqualTo(1_000);
                        });
        var again = VectorEnvironment.of(2, factory);
        assertThat(again.restore(state)).isEqualTo(played(factory, 0).restore(state));
        assertGoesOn(again, envs, steps);
    }

    @Test
    void givenAnUnknownWrapper_thenNothingIsForgottenAndTheWholeEpisodeIsPlayedAgain() {
        Supplier<Environment> factory = () -> new EnvironmentWrapper(new Restorable()) {};
        var envs = played(factory, 2_100);
        var state = envs.state();

        assertThat(state.episodes())
                .allSatisfy(
                        each -> {
                            assertThat(each.actions()).hasSize(2_100);
                            assertThat(each.middle()).isEmpty();
                        });
        var again = VectorEnvironment.of(2, factory);
        again.restore(state);
        assertGoesOn(again, envs, 2_100);
    }

    @Test
    void givenAnEnvironmentWithoutSnapshots_thenAnEpisodeIsCutOffBeforeItsLogGrowsForEver() {
        var envs = VectorEnvironment.of(1, Endless::new);
        envs.reset(1);
        var action = new Action[] {Action.of(1)};
        for (int step = 1; step < VectorState.LONGEST_LOG; step++) {
            assertThat(envs.step(action).truncated()[0]).isFalse();
        }

        VectorStep last = envs.step(action);

        assertThat(last.truncated()).containsExactly(true);
        assertThat(last.terminated()).containsExactly(false);
        assertThat(last.finalObservations()[0]).isNotNull();
        assertThat(last.finished())
                .singleElement()
                .extracting(Episode::length)
                .isEqualTo(1_000_000);
        assertThat(envs.state().episodes().get(0).actions()).isEmpty();
    }

    @Test
    void givenASnapshotOfSomethingElse_thenItIsRefusedInOneSentence() {
        var other = Snapshot.writer().put(3).put(true).snapshot();
        assertThatThrownBy(() -> new Restorable().restore(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another environment or version");
        assertThatThrownBy(() -> new Restorable().restore(Snapshot.of(new byte[0])))
                .hasMessageContaining("another environment or version");
        var longer = Snapshot.writer().put(1.0).put(2.0).snapshot();
        assertThatThrownBy(() -> new Restorable().restore(longer))
                .hasMessageContaining("another environment or version");
        assertThatThrownBy(() -> new Endless().restore(other))
                .hasMessageContaining("Endless gives no snapshots");
    }

    @Test
    void givenEveryKindOfValue_thenItComesBackToTheBit() {
        var seen =
                Observation.of(new byte[] {1, -2}, new float[] {-0.0f, Float.MIN_VALUE})
                        .allowing(true, false);
        var snapshot =
                Snapshot.writer()
                        .put(true)
                        .put(Integer.MIN_VALUE)
                        .put(Long.MAX_VALUE)
                        .put(-0.0)
                        .put(0.1f)
                        .put(new byte[] {7})
                        .put(new int[] {1, 2})
                        .put(new double[] {Double.MIN_VALUE})
                        .put(seen)
                        .put(Observation.of(1))
                        .snapshot();
        SnapshotReader reader = Snapshot.of(snapshot.bytes()).reader();

        assertThat(reader.nextFlag()).isTrue();
        assertThat(reader.nextInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(reader.nextLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(Double.doubleToRawLongBits(reader.nextDouble()))
                .isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(reader.nextFloat()).isEqualTo(0.1f);
        assertThat(reader.nextBytes()).containsExactly(7);
        assertThat(reader.nextInts()).containsExactly(1, 2);
        assertThat(reader.nextDoubles()).containsExactly(Double.MIN_VALUE);
        assertThat(reader.nextObservation()).isEqualTo(seen);
        assertThat(reader.nextObservation()).isEqualTo(Observation.of(1));
        reader.requireEnd();
        assertThat(snapshot).isEqualTo(Snapshot.of(snapshot.bytes()));
    }

    @Test
    void givenALengthThatTheBytesCannotHold_thenNothingIsAllocated() {
        byte[] bytes = Snapshot.writer().put(new double[3]).snapshot().bytes();
        Arrays.fill(bytes, 1, 5, (byte) 0x7F);
        assertThatThrownBy(() -> Snapshot.of(bytes).reader().nextDoubles())
                .isInstanceOf(IllegalArgumentException.class);
    }
}

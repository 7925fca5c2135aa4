package io.engram.environment.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Corridor;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.EnvironmentWrapper;
import io.engram.environment.Episode;
import io.engram.environment.Step;
import io.engram.fixture.Scripted;
import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WrapperTest {
    private static final Action GO = Action.of(1);

    /** Shows the step's number and minus it; rewards with it; ends after five steps. */
    static final class Counter extends Corridor {
        private int steps;

        @Override
        public Observation reset(long seed) {
            steps = 0;
            return Observation.of(0, 0);
        }

        @Override
        public Step step(Action action) {
            steps++;
            return new Step(Observation.of(steps, -steps), steps, steps == 5, false);
        }

        @Override
        public int[] velocityIndices() {
            return new int[] {1};
        }

        @Override
        public Optional<EnvironmentSpec> spec() {
            return Optional.of(EnvironmentSpec.of("Counter-v0"));
        }
    }

    /** Shows an image of two channels. */
    static final class Film extends Corridor {
        private byte time;

        @Override
        public ObservationSpace observationSpace() {
            return ObservationSpace.image(2, 1, 2);
        }

        @Override
        public Observation reset(long seed) {
            time = 0;
            return Observation.ofBytes(new byte[4]);
        }

        @Override
        public Step step(Action action) {
            time++;
            return Step.of(Observation.ofBytes(new byte[] {time, time, time, time}), 0);
        }
    }

    @Test
    void givenVelocities_whenMasked_thenTheyAreZeroAndTheInnerArrayIsUntouched() {
        var inner = new Counter();
        var env = new MaskVelocity(inner);
        env.reset(0);
        assertThat(env.step(GO).observation()).isEqualTo(Observation.of(1, 0));
        assertThat(env.observationSpace()).isEqualTo(inner.observationSpace());
        var chosen = new MaskVelocity(new Counter(), 0);
        chosen.reset(0);
        assertThat(chosen.step(GO).observation()).isEqualTo(Observation.of(0, -1));
    }

    @Test
    void givenNoVelocities_whenMasked_thenTheOtherConstructorIsNamed() {
        assertThatThrownBy(() -> new MaskVelocity(new Corridor()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Corridor")
                .hasMessageContaining("new MaskVelocity(environment, indices...)");
        assertThatThrownBy(() -> new MaskVelocity(new Corridor(), 2))
                .hasMessageContaining("from 0 to 1, but is [2]");
        assertThatThrownBy(() -> new MaskVelocity(new Film(), 0)).hasMessageContaining("bytes");
    }

    @Test
    void givenALimit_whenReached_thenTheStepIsTruncatedUnlessItTerminated() {
        var env = new TimeLimit(new Counter(), 2);
        for (int episode = 0; episode < 2; episode++) {
            env.reset(0);
            assertThat(env.step(GO).done()).isFalse();
            Step last = env.step(GO);
            assertThat(last.truncated()).isTrue();
            assertThat(last.terminated()).isFalse();
            assertThatThrownBy(() -> env.step(GO))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cut off after 2 steps; call reset(seed)");
        }
        var natural = new TimeLimit(new Counter(), 5);
        natural.reset(0);
        Step last = null;
        for (int i = 0; i < 5; i++) {
            last = natural.step(GO);
        }
        assertThat(last.terminated()).isTrue();
        assertThat(last.truncated()).isFalse();
        assertThatThrownBy(() -> new TimeLimit(new Counter(), 0)).hasMessageContaining("maxSteps");
    }

    @Test
    void givenChangedRewards_whenAnEpisodeEnds_thenTheUnchangedSumIsReported() {
        var env = new ClipReward(new ScaleReward(new Counter(), 0.5), -1, 1);
        env.reset(0);
        assertThat(env.step(GO).reward()).isEqualTo(0.5);
        env.step(GO);
        assertThat(env.step(GO).reward()).isEqualTo(1);
        assertThat(env.step(GO).info()).isEmpty();
        assertThat(env.step(GO).info()).isEqualTo(Map.of(Episode.RETURN, 15.0));
        assertThatThrownBy(() -> new ClipReward(new Counter(), 1, 1)).hasMessageContaining("low");
    }

    @Test
    void givenFrames_whenStacked_thenTheOldestIsFirst() {
        var env = new FrameStack(new Counter(), 3);
        assertThat(env.observationSpace()).isEqualTo(ObservationSpace.vector(6));
        assertThat(env.velocityIndices()).containsExactly(1, 3, 5);
        assertThat(env.reset(0)).isEqualTo(Observation.of(0, 0, 0, 0, 0, 0));
        env.step(GO);
        assertThat(env.step(GO).observation()).isEqualTo(Observation.of(0, 0, 1, -1, 2, -2));
        var film = new FrameStack(new Film(), 2);
        assertThat(film.observationSpace()).isEqualTo(ObservationSpace.image(4, 1, 2));
        film.reset(0);
        film.step(GO);
        assertThat(film.step(GO).observation().bytes()).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
    }

    @Test
    void givenSeveralParts_whenStacked_thenEachIsAStackOfItsOwn() {
        var space =
                ObservationSpace.together(
                        ObservationSpace.part("speed", ObservationSpace.vector(2)),
                        ObservationSpace.part("near", ObservationSpace.image(1, 1, 2)),
                        ObservationSpace.part("far", ObservationSpace.image(1, 1, 1)),
                        ObservationSpace.part("turn", ObservationSpace.vector(1)));
        var inner =
                new Scripted(
                        space,
                        Observation.of(new byte[] {1, 2, 3}, new float[] {1, 2, 3}),
                        Observation.of(new byte[] {4, 5, 6}, new float[] {4, 5, 6})
                                .allowing(true, false)) {
                    @Override
                    public int[] velocityIndices() {
                        return new int[] {1, 2};
                    }
                };
        var env = new FrameStack(inner, 2);
        assertThat(env.observationSpace())
                .isEqualTo(
                        ObservationSpace.together(
                                ObservationSpace.part("speed", ObservationSpace.vector(4)),
                                ObservationSpace.part("near", ObservationSpace.image(2, 1, 2)),
                                ObservationSpace.part("far", ObservationSpace.image(2, 1, 1)),
                                ObservationSpace.part("turn", ObservationSpace.vector(2))));
        assertThat(env.velocityIndices()).containsExactly(1, 3, 4, 5);
        assertThat(env.reset(0))
                .isEqualTo(
                        Observation.of(
                                new byte[] {1, 2, 1, 2, 3, 3}, new float[] {1, 2, 1, 2, 3, 3}));
        assertThat(env.step(GO).observation())
                .isEqualTo(
                        Observation.of(
                                        new byte[] {1, 2, 4, 5, 3, 6},
                                        new float[] {1, 2, 4, 5, 3, 6})
                                .allowing(true, false));
        var masked = new MaskVelocity(env);
        assertThat(masked.reset(0).floats()).containsExactly(1, 0, 1, 0, 0, 0);
    }

    @Test
    void givenChangedRewards_whenDescribed_thenTheBoundsAreTheirs() {
        var inner =
                new Scripted(ObservationSpace.vector(1), Observation.of(0)) {
                    @Override
                    public Optional<EnvironmentDescription> description() {
                        return Optional.of(EnvironmentDescription.of("It", "").rewards(-1, 4));
                    }
                };
        var scaled = new ScaleReward(inner, -2).description().orElseThrow();
        assertThat(scaled.lowestReward()).isEqualTo(-8);
        assertThat(scaled.highestReward()).isEqualTo(2);
        var clipped = new ClipReward(inner, 0, 3).description().orElseThrow();
        assertThat(clipped.lowestReward()).isZero();
        assertThat(clipped.highestReward()).isEqualTo(3);
        var summed = new RepeatAction(inner, 3).description().orElseThrow();
        assertThat(summed.lowestReward()).isEqualTo(-3);
        assertThat(summed.highestReward()).isEqualTo(12);
        var unknown = new MapReward(inner, Math::abs).description().orElseThrow();
        assertThat(unknown.lowestReward()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void givenStatistics_whenAnEpisodeEnds_thenReturnAndLengthAreReported() {
        var env = new RecordStatistics(new Counter());
        env.reset(0);
        for (int i = 0; i < 4; i++) {
            assertThat(env.step(GO).info()).isEmpty();
        }
        assertThat(env.step(GO).info())
                .isEqualTo(Map.of(Episode.RETURN, 15.0, Episode.LENGTH, 5.0));
    }

    @Test
    void givenWrappers_whenAsked_thenTheSpecNamesThemInnermostFirst() {
        var env = new TimeLimit(new MaskVelocity(new Counter(), 0), 7);
        assertThat(env.spec())
                .contains(
                        EnvironmentSpec.of("Counter-v0")
                                .wrapped("MaskVelocity", Map.of("indices", List.of(0)))
                                .wrapped("TimeLimit", Map.of("maxSteps", 7)));
        assertThat(new TimeLimit(new Corridor(), 7).spec()).isEmpty();
        assertThat(new EnvironmentWrapper(new Counter()) {}.spec()).isEmpty();
    }

    @Test
    void givenLevelSeeds_whenReset_thenOnlyTheseLevelsArePlayedAndAll() {
        var seen = new TreeSet<Long>();
        var env =
                new LevelSeeds(
                        new Corridor() {
                            @Override
                            public Observation reset(long seed) {
                                seen.add(seed);
                                return super.reset(seed);
                            }
                        },
                        40,
                        5);
        for (long seed = -50; seed < 50; seed++) {
            env.reset(seed);
        }
        assertThat(seen).containsExactly(40L, 41L, 42L, 43L, 44L);
        assertThat(env.reset(7)).isEqualTo(env.reset(7));
        assertThatThrownBy(() -> new LevelSeeds(new Corridor(), 0, 0))
                .hasMessageContaining("count at least 1");
    }
}

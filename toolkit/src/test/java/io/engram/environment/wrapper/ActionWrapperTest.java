package io.engram.environment.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Step;
import io.engram.fixture.Scripted;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActionWrapperTest {
    private static final Action GO = Action.of(1);
    private static final Action STAY = Action.of(0);

    private static Observation[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(Observation::of).toArray(Observation[]::new);
    }

    private static Scripted counter(int steps) {
        return new Scripted(ObservationSpace.vector(1), numbers(steps + 1));
    }

    @Test
    void givenARepetition_whenStepped_thenRewardsAreSummedAndItStopsAtTheEnd() {
        var inner = counter(5);
        var env = new RepeatAction(inner, 3);
        env.reset(0);
        assertThat(env.step(GO)).isEqualTo(Step.of(Observation.of(3), 1 + 2 + 3));
        assertThat(env.step(STAY)).isEqualTo(new Step(Observation.of(5), 4 + 5, true, false));
        assertThat(inner.taken).containsExactly(GO, GO, GO, STAY, STAY);
        assertThat(env.framesPerSecond()).isEqualTo(10);
        assertThatThrownBy(() -> new RepeatAction(counter(1), 0))
                .hasMessage("k must be at least 1, but is 0");
    }

    @Test
    void givenAnActionThatIsNotLegalAnyMore_whenRepeated_thenItIsNotTaken() {
        Observation[] shown = numbers(5);
        shown[2] = shown[2].allowing(true, false);
        var inner = new Scripted(ObservationSpace.vector(1), shown);
        var env = new RepeatAction(inner, 4);
        env.reset(0);
        assertThat(env.step(GO).reward()).isEqualTo(1 + 2);
        assertThat(inner.taken).hasSize(2);
        assertThat(env.step(STAY).terminated()).isTrue();
    }

    @Test
    void givenActionsInEveryThirdStep_whenStepped_thenNothingIsDoneBetween() {
        var inner = counter(5);
        var env = new ActEvery(inner, 3, 0);
        env.reset(0);
        assertThat(env.step(GO)).isEqualTo(Step.of(Observation.of(3), 1 + 2 + 3));
        assertThat(env.step(GO)).isEqualTo(new Step(Observation.of(5), 4 + 5, true, false));
        assertThat(inner.taken).containsExactly(GO, STAY, STAY, GO, STAY);
        assertThat(env.framesPerSecond()).isEqualTo(10);
    }

    @Test
    void givenThatNothingIsNotLegal_whenActingInEveryFourthStep_thenTheNextDecisionComesEarly() {
        Observation[] shown = numbers(5);
        shown[2] = shown[2].allowing(false, true);
        var inner = new Scripted(ObservationSpace.vector(1), shown);
        var env = new ActEvery(inner, 4, 0);
        env.reset(0);
        assertThat(env.step(GO).reward()).isEqualTo(1 + 2);
        assertThat(inner.taken).containsExactly(GO, STAY);
    }

    @Test
    void givenWhatCannotBeIdle_whenMadeToActInEverySecondStep_thenItIsRefused() {
        assertThatThrownBy(() -> new ActEvery(counter(1), 2, 2))
                .hasMessage("idle must be from 0 to 1, but is 2");
        assertThatThrownBy(() -> new ActEvery(counter(1), 0, 0))
                .hasMessage("k must be at least 1, but is 0");
        var torque = ActionSpace.box(new float[] {-1}, new float[] {1});
        var pendulum = new Scripted(ObservationSpace.vector(1), torque, numbers(2));
        assertThatThrownBy(() -> new ActEvery(pendulum, 2, 0))
                .hasMessageContaining("ActEvery needs actions of choices alone");
    }

    @Test
    void givenImages_whenFramesAreSkipped_thenTheBrighterOfTheLastTwoIsShown() {
        var space =
                ObservationSpace.together(
                        ObservationSpace.part("picture", ObservationSpace.image(1, 1, 2)),
                        ObservationSpace.part(
                                "codes",
                                ObservationSpace.array(ObservationSpace.ElementType.UINT8, 1)),
                        ObservationSpace.part("speed", ObservationSpace.vector(1)));
        var env =
                new FrameSkip(
                        new Scripted(
                                space,
                                Observation.of(new byte[] {9, 9, 9}, new float[] {0}),
                                Observation.of(new byte[] {100, 100, 9}, new float[] {9}),
                                Observation.of(new byte[] {(byte) 200, 1, 8}, new float[] {8}),
                                Observation.of(new byte[] {3, 2, 7}, new float[] {7}),
                                Observation.of(new byte[] {5, 5, 5}, new float[] {5})),
                        3);
        env.reset(0);
        assertThat(env.step(GO).observation())
                .isEqualTo(Observation.of(new byte[] {(byte) 200, 2, 7}, new float[] {7}));
        // One step only: there is no other frame.
        assertThat(env.step(GO).observation())
                .isEqualTo(Observation.of(new byte[] {5, 5, 5}, new float[] {5}));
    }

    @Test
    void givenStickyActions_thenAboutSoManyArePreviousOnesAndASeedGivesTheSame() {
        List<Action> once = takenWithSeed(7);
        assertThat(takenWithSeed(7)).isEqualTo(once);
        assertThat(takenWithSeed(8)).isNotEqualTo(once);
        assertThat(once.get(0)).isEqualTo(Action.of(0));
        long repeated =
                IntStream.range(1, once.size())
                        .filter(i -> once.get(i).equals(once.get(i - 1)))
                        .count();
        // Given ones alternate, so p is repeated by sticking, and of the rest p / (1 + p) by
        // chance.
        assertThat(repeated / 4_000.0).isBetween(0.35, 0.45);
    }

    private static List<Action> takenWithSeed(long seed) {
        var inner = counter(4_001);
        var env = new StickyActions(inner, 0.25);
        env.reset(seed);
        for (int i = 0; i < 4_000; i++) {
            env.step(Action.of(i % 2));
        }
        return new ArrayList<>(inner.taken);
    }

    @Test
    void givenACertainty_whenSticky_thenOnlyTheFirstActionIsTakenWhileItIsLegal() {
        Observation[] shown = numbers(6);
        shown[3] = shown[3].allowing(true, false);
        var inner = new Scripted(ObservationSpace.vector(1), shown);
        var env = new StickyActions(inner, 1);
        for (int episode = 0; episode < 2; episode++) {
            env.reset(episode);
            env.step(GO);
            env.step(STAY);
            env.step(STAY);
            env.step(STAY);
            env.step(GO);
            assertThat(inner.taken).containsExactly(GO, GO, GO, STAY, STAY);
        }
        assertThatThrownBy(() -> new StickyActions(counter(1), 1.5))
                .hasMessage("probability must be 0 to 1, but is 1.5");
    }

    @Test
    void givenStickyActionsAroundStickyActions_thenEachHasAStreamOfItsOwn() {
        var alone = new EpisodeRandom(new StickyActions(counter(1), 0.5));
        var around = new EpisodeRandom(new StickyActions(new StickyActions(counter(1), 0.5), 0.5));
        alone.begin(3);
        around.begin(3);
        assertThat(alone.nextGaussian()).isNotEqualTo(around.nextGaussian());
    }

    @Test
    void givenRescaledActions_thenBoundsAreReachedExactlyAndChoicesStay() {
        var box = ActionSpace.box(new float[] {-2, 0}, new float[] {2, 0.3f});
        var inner =
                new Scripted(
                        ObservationSpace.vector(1),
                        ActionSpace.mixed(ActionSpace.discrete(3), box),
                        numbers(5));
        var env = new RescaleAction(inner, -1, 1);
        assertThat(env.actionSpace())
                .isEqualTo(
                        ActionSpace.mixed(
                                ActionSpace.discrete(3),
                                ActionSpace.box(new float[] {-1, -1}, new float[] {1, 1})));
        env.reset(0);
        env.step(Action.of(new int[] {2}, new float[] {-1, 1}));
        env.step(Action.of(new int[] {0}, new float[] {0.5f, 0}));
        assertThat(inner.taken)
                .containsExactly(
                        Action.of(new int[] {2}, new float[] {-2, 0.3f}),
                        Action.of(new int[] {0}, new float[] {1, 0.15f}));
        assertThatThrownBy(() -> env.step(Action.of(new int[] {0}, new float[] {2, 0})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be in Mixed");
    }

    @Test
    void givenNothingToRescale_thenItIsRefused() {
        var open = ActionSpace.box(new float[] {0}, new float[] {Float.POSITIVE_INFINITY});
        var inner = new Scripted(ObservationSpace.vector(1), open, numbers(2));
        assertThatThrownBy(() -> new RescaleAction(inner, -1, 1))
                .hasMessageContaining("finite bounds")
                .hasMessageContaining("Scripted");
        assertThatThrownBy(() -> new RescaleAction(counter(1), -1, 1))
                .hasMessageContaining("real numbers");
        assertThatThrownBy(() -> new RescaleAction(counter(1), 1, 1))
                .hasMessageContaining("low must be below high");
        assertThatThrownBy(() -> new RescaleAction(counter(1), -1, 1e300))
                .hasMessageContaining("a float holds");
    }
}

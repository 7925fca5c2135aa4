package io.engram.environment.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.EnvironmentException;
import io.engram.environment.Episode;
import io.engram.environment.Step;
import io.engram.environment.VectorEnvironment;
import io.engram.fixture.Scripted;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Wrappers that are a function of the user's. */
class MapWrapperTest {
    private static final ObservationSpace PAIR = ObservationSpace.vector(2);

    private static Scripted pairs(ActionSpace actions, boolean... legal) {
        var shown = new Observation[4];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = Observation.of(i, 10 * i);
            shown[i] = legal.length == 0 ? shown[i] : shown[i].allowing(legal);
        }
        return new Scripted(PAIR, actions, shown);
    }

    @Test
    void givenAFunctionOfObservations_thenItIsShownInItsSpaceWithLegalChoices() {
        var env =
                new MapObservation(
                        pairs(ActionSpace.discrete(2), true, false),
                        ObservationSpace.vector(1),
                        seen -> Observation.of(seen.floats()[1] / 10));
        assertThat(env.observationSpace()).isEqualTo(ObservationSpace.vector(1));
        assertThat(env.reset(0)).isEqualTo(Observation.of(0).allowing(true, false));
        Step step = env.step(Action.of(0));
        assertThat(step.observation()).isEqualTo(Observation.of(1).allowing(true, false));
        assertThat(step.reward()).isEqualTo(1);
        var same = new MapObservation(pairs(ActionSpace.discrete(2)), seen -> seen);
        assertThat(same.observationSpace()).isEqualTo(PAIR);
    }

    @Test
    void givenAFunctionThatShowsSomethingElse_thenAVectorNamesTheWrapper() {
        var envs =
                VectorEnvironment.of(
                        1,
                        () ->
                                new MapObservation(
                                        pairs(ActionSpace.discrete(2)), it -> Observation.of(1)));
        assertThatThrownBy(() -> envs.reset(1))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("MapObservation(Scripted)")
                .hasMessageContaining("return 2 floats");
    }

    @Test
    void givenAFunctionOfRewards_thenTheReturnStaysThatOfTheTask() {
        var env = new MapReward(pairs(ActionSpace.discrete(2)), reward -> reward * reward);
        env.reset(0);
        assertThat(env.step(Action.of(0)).reward()).isEqualTo(1);
        assertThat(env.step(Action.of(0)).reward()).isEqualTo(4);
        Step last = env.step(Action.of(0));
        assertThat(last.reward()).isEqualTo(9);
        assertThat(last.info()).isEqualTo(Map.of(Episode.RETURN, 6.0));
    }

    @Test
    void givenChoicesForRealNumbers_thenEachIsTranslatedAndChecked() {
        float[] torques = {-2, 0, 2};
        var box = ActionSpace.box(new float[] {-2}, new float[] {2});
        var inner = pairs(box);
        var env =
                new MapAction(
                        inner,
                        ActionSpace.discrete(3),
                        action -> Action.ofValues(torques[action.choice()]));
        assertThat(env.actionSpace()).isEqualTo(ActionSpace.discrete(3));
        env.reset(0);
        env.step(Action.of(2));
        env.step(Action.of(0));
        assertThat(inner.taken).containsExactly(Action.ofValues(2), Action.ofValues(-2));
        assertThatThrownBy(() -> env.step(Action.of(3)))
                .hasMessageContaining("must be in Discrete[3]");
        assertThatThrownBy(
                        () ->
                                new MapAction(
                                        pairs(box),
                                        ActionSpace.discrete(2),
                                        action -> Action.ofValues(3 * action.choice())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("what the function makes of Action[1] must be in Box");
    }

    @Test
    void givenLegalChoices_whenActionsAreMapped_thenTheyGoThroughTheFunction() {
        // Left, right and up of four; the first and the third are not legal.
        var inner = pairs(ActionSpace.discrete(4), false, true, false, true);
        int[] meant = {3, 1, 2};
        var env =
                new MapAction(
                        inner,
                        ActionSpace.discrete(3),
                        action -> Action.of(meant[action.choice()]));
        assertThat(env.reset(0).legalChoices()).containsExactly(true, true, false);
        assertThat(env.step(Action.of(0)).observation().legalChoices())
                .containsExactly(true, true, false);
    }

    @Test
    void givenSeveralBranches_whenActionsAreMapped_thenFlagsStayOnlyIfTheBranchesDo() {
        var inner = pairs(ActionSpace.multiDiscrete(2, 2), true, true, false, true);
        var same = new MapAction(inner, action -> action);
        assertThat(same.reset(0).legalChoices()).containsExactly(true, true, false, true);
        var others =
                new MapAction(
                        inner,
                        ActionSpace.multiDiscrete(2, 2, 2),
                        action -> Action.of(action.choice(0), action.choice(1)));
        assertThat(others.reset(0).legalChoices()).isNull();
        assertThat(others.reset(0).floats()).containsExactly(0, 0);
    }

    @Test
    void givenAFunction_thenNobodyPromisesToMakeItAgain() {
        assertThat(new MapReward(new WrapperTest.Counter(), reward -> reward).spec()).isEmpty();
        assertThat(new MapAction(new WrapperTest.Counter(), action -> action).spec()).isEmpty();
        assertThat(new MapObservation(new WrapperTest.Counter(), seen -> seen).spec()).isEmpty();
    }
}

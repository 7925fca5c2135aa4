package io.engram.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.engram.environment.Environment;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import io.engram.space.ObservationSpace.ElementType;
import org.junit.jupiter.api.Test;

/**
 * The environments show numbers that are their places, and sum up actions by place: scripted.py.
 */
class SpacesTest {

    @Test
    void givenABoxOfDoubles_thenItIsAVectorOfFloatsInTheirOrder() {
        try (Environment environment = WithPython.scripted("box_of_doubles").make()) {
            assertThat(environment.observationSpace()).isEqualTo(ObservationSpace.vector(6));
            assertThat(environment.reset(1)).isEqualTo(Observation.of(0f, 1, 2, 3, 4, 5));
            assertThat(environment.actionSpace())
                    .isEqualTo(
                            ActionSpace.box(
                                    new float[] {-1, -1, -1, -1}, new float[] {1, 1, 1, 1}));
            assertThat(environment.step(Action.ofValues(0.5f, 0, 0, -1)).reward())
                    .isEqualTo(0.5 - 4);
        }
    }

    @Test
    void givenBoundsThatNoFloatHas_whenTheActionIsAtABound_thenThePythonSpaceContainsIt() {
        // 0.1 as a float is more than 0.1 as a double; the environment asserts that it is inside.
        try (Environment environment =
                WithPython.scripted("box_of_doubles").option("low", -0.1).make()) {
            environment.reset(1);
            float low = environment.actionSpace().low()[0];
            assertThat(environment.step(Action.ofValues(low, 0, 0, 0)).reward()).isEqualTo(-0.1);
        }
    }

    @Test
    void givenAPicture_thenItsChannelsComeFirst() {
        try (Environment environment = WithPython.scripted("picture").make()) {
            assertThat(environment.observationSpace()).isEqualTo(ObservationSpace.image(3, 6, 5));
            byte[] seen = environment.reset(1).bytes();
            assertThat(seen).hasSize(90).startsWith(0, 3, 6, 9);
            assertThat(seen[30]).isEqualTo((byte) 1);
            assertThat(seen[89]).isEqualTo((byte) 89);
        }
    }

    @Test
    void givenAPicture_whenItsChannelsAreSaidToComeFirst_thenItStaysAsItIs() {
        try (Environment environment = WithPython.scripted("picture").channelsLast(false).make()) {
            assertThat(environment.observationSpace()).isEqualTo(ObservationSpace.image(6, 5, 3));
            assertThat(environment.reset(1).bytes()).startsWith(0, 1, 2, 3);
        }
    }

    @Test
    void givenAStackOfPictures_thenItIsOnePictureOfAllChannels() {
        try (Environment environment = WithPython.scripted("stack").make()) {
            assertThat(environment.observationSpace()).isEqualTo(ObservationSpace.image(6, 6, 5));
            byte[] seen = environment.reset(1).bytes();
            assertThat(seen).startsWith(0, 3, 6);
            // The first green pixel of the second picture.
            assertThat(seen[4 * 30]).isEqualTo((byte) 91);
        }
    }

    @Test
    void givenChoicesThatDoNotStartAtZero_thenTheyDoHere() {
        try (Environment environment = WithPython.scripted("picture").make()) {
            assertThat(environment.actionSpace()).isEqualTo(ActionSpace.discrete(4));
            environment.reset(1);
            assertThat(environment.step(Action.of(0)).reward()).isEqualTo(-2);
            assertThat(environment.step(Action.of(3)).reward()).isEqualTo(1);
        }
    }

    @Test
    void givenFlags_thenEachIsABranchOfTwo() {
        try (Environment environment = WithPython.scripted("stack").make()) {
            assertThat(environment.actionSpace()).isEqualTo(ActionSpace.multiDiscrete(2, 2, 2));
            environment.reset(1);
            assertThat(environment.step(Action.of(1, 0, 1)).reward()).isEqualTo(4);
        }
    }

    @Test
    void givenAMatrixOfChoices_thenThoseThatLeaveNoneAreNoBranches() {
        try (Environment environment = WithPython.scripted("grey").make()) {
            assertThat(environment.observationSpace()).isEqualTo(ObservationSpace.image(1, 6, 5));
            assertThat(environment.actionSpace()).isEqualTo(ActionSpace.multiDiscrete(2, 3, 4));
            environment.reset(1);
            assertThat(environment.step(Action.of(1, 2, 3)).reward()).isEqualTo(1 + 4 + 9);
        }
    }

    @Test
    void givenClasses_thenEachIsAVectorWithASingleOne() {
        try (Environment environment = WithPython.scripted("classes").make()) {
            assertThat(environment.observationSpace())
                    .isEqualTo(
                            ObservationSpace.together(
                                    ObservationSpace.part("0", ObservationSpace.vector(3)),
                                    ObservationSpace.part("1", ObservationSpace.vector(5)),
                                    ObservationSpace.part("2", ObservationSpace.vector(2))));
            var expected = Observation.of(0f, 0, 1, 0, 1, 0, 0, 1, 0, 1);
            assertThat(environment.reset(1)).isEqualTo(expected);
            assertThat(environment.step(Action.of(new int[3], new float[2])).observation())
                    .isEqualTo(expected);
        }
    }

    @Test
    void givenADictOfActions_thenChoicesAndNumbersAreOneMixedAction() {
        try (Environment environment = WithPython.scripted("classes").make()) {
            assertThat(environment.actionSpace())
                    .isEqualTo(
                            ActionSpace.mixed(
                                    new ActionSpace.Discrete(3, 2, 2),
                                    ActionSpace.box(new float[] {-1, -1}, new float[] {1, 1})));
            environment.reset(1);
            Action action = Action.of(new int[] {2, 0, 1}, new float[] {0.5f, -1});
            // In the order of the Dict: move, turn, flags.
            assertThat(environment.step(action).reward()).isEqualTo(2 + 2 * 0.5 - 3 + 5);
        }
    }

    @Test
    void givenADictInADict_thenItsPartsAreNamedByTheirWay() {
        try (Environment environment = WithPython.scripted("nested").leaveOut("text").make()) {
            ObservationSpace space = environment.observationSpace();
            assertThat(space.parts())
                    .containsExactlyInAnyOrder(
                            new ObservationSpace.Part(
                                    "camera", new int[] {3, 8, 8}, ElementType.UINT8),
                            new ObservationSpace.Part(
                                    "body.speed", new int[] {2}, ElementType.FLOAT32),
                            new ObservationSpace.Part(
                                    "body.gear", new int[] {4}, ElementType.FLOAT32));
            Observation first = environment.reset(1);
            assertThat(first.bytes()).hasSize(192);
            boolean gearFirst = space.parts().get(0).name().equals("body.gear");
            assertThat(first.floats())
                    .containsExactly(
                            gearFirst
                                    ? new float[] {0, 0, 0, 1, 0, 1}
                                    : new float[] {0, 1, 0, 0, 0, 1});
        }
    }

    @Test
    void givenWholeNumbersWithBounds_thenEachIsABranch() {
        try (Environment environment = WithPython.scripted("nested").leaveOut("text").make()) {
            assertThat(environment.actionSpace()).isEqualTo(ActionSpace.multiDiscrete(2, 4, 4));
            environment.reset(1);
            assertThat(environment.step(Action.of(1, 3, 2)).reward()).isEqualTo(1 + 6 + 6);
        }
    }

    @Test
    void givenAPartWithoutNumbers_thenItIsNamedAndHowToLeaveItOut() {
        PythonEnvironmentBuilder nested = WithPython.scripted("nested");
        assertThatIllegalArgumentException()
                .isThrownBy(nested::make)
                .withMessageContainingAll(
                        "the part \"text\" of the observation is a Text", "leaveOut(\"text\")");
    }

    @Test
    void givenAPartThatIsNotThere_whenItIsLeftOut_thenItIsRefused() {
        PythonEnvironmentBuilder nested = WithPython.scripted("nested").leaveOut("tekst");
        assertThatIllegalArgumentException()
                .isThrownBy(nested.leaveOut("text")::make)
                .withMessageContaining("no part 'tekst' to leave out");
    }

    @Test
    void givenActionsWithoutAFixedShape_thenTheyAreRefused() {
        PythonEnvironmentBuilder sequence = WithPython.scripted("sequence");
        assertThatIllegalArgumentException()
                .isThrownBy(sequence::make)
                .withMessageContaining("the action is a Sequence");
    }
}

package io.engram.environment.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.Environment;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import org.junit.jupiter.api.Test;

class PreviousStepTest {

    /** Answers with rewards 1, 2, 3 … and shows what it is told to. */
    private record Counter(ObservationSpace seen, ActionSpace done, Observation shown, int[] steps)
            implements Environment {
        Counter(ObservationSpace seen, ActionSpace done, Observation shown) {
            this(seen, done, shown, new int[1]);
        }

        @Override
        public ObservationSpace observationSpace() {
            return seen;
        }

        @Override
        public ActionSpace actionSpace() {
            return done;
        }

        @Override
        public Observation reset(long seed) {
            steps[0] = 0;
            return shown;
        }

        @Override
        public Step step(Action action) {
            return Step.of(shown, ++steps[0]);
        }
    }

    @Test
    void givenAVector_thenPreviousChoicesAndRewardFollowIt() {
        var env =
                new PreviousStep(
                        new Counter(
                                ObservationSpace.vector(2),
                                ActionSpace.multiDiscrete(2, 3),
                                Observation.of(7, 8).allowing(true, true, true, false, true)));
        assertThat(env.observationSpace()).isEqualTo(ObservationSpace.vector(8));
        assertThat(env.reset(0).floats()).containsExactly(7, 8, 0, 0, 0, 0, 0, 0);
        Observation seen = env.step(Action.of(1, 2)).observation();
        assertThat(seen.floats()).containsExactly(7, 8, 0, 1, 0, 0, 1, 1);
        assertThat(seen.legalChoices()).containsExactly(true, true, true, false, true);
        assertThat(env.step(Action.of(0, 0)).observation().floats())
                .containsExactly(7, 8, 1, 0, 1, 0, 0, 2);
        assertThat(env.reset(1).floats()).containsExactly(7, 8, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void givenTheActionAlone_thenNoRewardFollowsIt() {
        var env =
                PreviousStep.actionOf(
                        new Counter(
                                ObservationSpace.vector(2),
                                ActionSpace.multiDiscrete(2, 3),
                                Observation.of(7, 8)));
        assertThat(env.observationSpace()).isEqualTo(ObservationSpace.vector(7));
        assertThat(env.reset(0).floats()).containsExactly(7, 8, 0, 0, 0, 0, 0);
        Observation seen = env.step(Action.of(1, 2)).observation();
        assertThat(seen.floats()).containsExactly(7, 8, 0, 1, 0, 0, 1);
    }

    @Test
    void givenAnImage_thenTheyAreAPartOfTheirOwn() {
        var box = ActionSpace.box(new float[] {-1}, new float[] {1});
        var env =
                new PreviousStep(
                        new Counter(
                                ObservationSpace.image(1, 1, 2),
                                ActionSpace.mixed(new ActionSpace.Discrete(2), box),
                                Observation.ofBytes(new byte[] {5, 6})));
        assertThat(env.observationSpace().parts())
                .containsExactly(
                        ObservationSpace.part("observation", ObservationSpace.image(1, 1, 2)),
                        ObservationSpace.part("previous", ObservationSpace.vector(4)));
        env.reset(0);
        Observation seen = env.step(Action.of(new int[] {1}, new float[] {0.5f})).observation();
        assertThat(seen.bytes()).containsExactly(5, 6);
        assertThat(seen.floats()).containsExactly(0, 1, 0.5f, 1);
    }
}

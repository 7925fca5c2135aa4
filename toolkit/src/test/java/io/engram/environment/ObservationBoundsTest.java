package io.engram.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.wrapper.MaskVelocity;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Between which bounds the floats of an observation lie. */
class ObservationBoundsTest {
    private static final float INFINITE = Float.POSITIVE_INFINITY;
    private static final EnvironmentDescription TWO =
            EnvironmentDescription.of("Bounds-v0", "")
                    .observation(ObservationSpace.vector(2), "two numbers");

    @Test
    void givenNobodySaidThem_thenThereAreNone() {
        assertThat(TWO.low()).containsExactly(-INFINITE, -INFINITE);
        assertThat(TWO.high()).containsExactly(INFINITE, INFINITE);
        assertThat(EnvironmentDescription.of("Bounds-v0", "").low()).isEmpty();
    }

    @Test
    void givenBounds_thenTheyStayUntilSomethingElseIsSeen() {
        var bound = TWO.bounds(new float[] {0, -1}, new float[] {2, INFINITE}).stepLimit(3);

        assertThat(bound.low()).containsExactly(0, -1);
        assertThat(bound.high()).containsExactly(2, INFINITE);
        assertThat(bound.observation(ObservationSpace.vector(2), "others").low())
                .containsExactly(-INFINITE, -INFINITE);
        assertThat(TWO.bounds(-3, 4).high()).containsExactly(4, 4);
    }

    @Test
    void givenBoundsThatDoNotFit_thenASentenceSaysSo() {
        assertThatThrownBy(() -> TWO.bounds(new float[1], new float[2]))
                .hasMessage(
                        "bounds of Bounds-v0 must be 2 and 2, one for each float of an observation, but are 1 and 2");
        assertThatThrownBy(() -> TWO.bounds(1, 0))
                .hasMessage(
                        "bounds of Bounds-v0 must not be above each other, but those of float 0 are 1.0 and 0.0");
    }

    @Test
    void givenAnElementThatIsShownAsZero_thenZeroIsWithinItsBounds() {
        Environment inner =
                new Environment() {
                    @Override
                    public ObservationSpace observationSpace() {
                        return ObservationSpace.vector(2);
                    }

                    @Override
                    public ActionSpace actionSpace() {
                        return ActionSpace.discrete(2);
                    }

                    @Override
                    public Observation reset(long seed) {
                        return Observation.of(1, 2);
                    }

                    @Override
                    public Step step(Action action) {
                        return Step.of(Observation.of(1, 2), 0);
                    }

                    @Override
                    public Optional<EnvironmentDescription> description() {
                        return Optional.of(TWO.bounds(1, 2));
                    }
                };
        try (var masked = new MaskVelocity(inner, 1)) {
            var said = masked.description().orElseThrow();
            assertThat(said.low()).containsExactly(1, 0);
            assertThat(said.high()).containsExactly(2, 2);
        }
    }
}

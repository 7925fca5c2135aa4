package io.engram.environment.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.engram.environment.Environment;
import io.engram.fixture.Scripted;
import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Observations that are noisy, or are not there. */
class PartialViewTest {
    private static final Action GO = Action.of(1);

    /** From 1 on, so that a zero is something that is not there. */
    private static Scripted counter(int steps) {
        return new Scripted(
                ObservationSpace.vector(1),
                IntStream.rangeClosed(1, steps + 1)
                        .mapToObj(i -> Observation.of(i).allowing(i % 2 == 0, true))
                        .toArray(Observation[]::new));
    }

    private static List<Float> seen(Environment env, long seed, int steps) {
        var seen = new ArrayList<Float>();
        seen.add(env.reset(seed).floats()[0]);
        for (int i = 0; i < steps; i++) {
            seen.add(env.step(GO).observation().floats()[0]);
        }
        return seen;
    }

    @Test
    void givenNoise_thenItHasItsDeviationAndComesFromTheSeed() {
        int steps = 5_000;
        List<Float> once = seen(new NoisyObservation(counter(steps), 0.3), 4, steps);
        assertThat(seen(new NoisyObservation(counter(steps), 0.3), 4, steps)).isEqualTo(once);
        assertThat(seen(new NoisyObservation(counter(steps), 0.3), 5, steps)).isNotEqualTo(once);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i <= steps; i++) {
            double noise = once.get(i) - (i + 1);
            sum += noise;
            squares += noise * noise;
        }
        assertThat(sum / steps).isCloseTo(0, within(0.02));
        assertThat(Math.sqrt(squares / steps)).isCloseTo(0.3, within(0.01));
    }

    @Test
    void givenNoise_whenPixels_thenTheyStayPixelsAndTheInnerArrayIsUntouched() {
        var pixels = new byte[3_000];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i < 1_000 ? 0 : i < 2_000 ? 128 : 255);
        }
        var inner =
                new Scripted(
                        ObservationSpace.image(3, 10, 100), Observation.ofBytes(pixels.clone()));
        byte[] noisy = new NoisyObservation(inner, 0.1).reset(1).bytes();
        double squares = 0;
        for (int i = 0; i < 1_000; i++) {
            assertThat(noisy[i] & 0xFF).isLessThan(128);
            assertThat(noisy[2_000 + i] & 0xFF).isGreaterThan(128);
            double noise = (noisy[1_000 + i] & 0xFF) - 128;
            squares += noise * noise;
        }
        assertThat(Math.sqrt(squares / 1_000)).isCloseTo(25.5, within(2.0));
        assertThat(inner.reset(0).bytes()).isEqualTo(pixels);
    }

    @Test
    void givenNoise_thenLegalChoicesStay() {
        var env = new NoisyObservation(counter(2), 1);
        assertThat(env.reset(0).legalChoices()).containsExactly(false, true);
        assertThat(env.step(GO).observation().legalChoices()).containsExactly(true, true);
        assertThatThrownBy(() -> new NoisyObservation(counter(1), -1))
                .hasMessage("std must be at least 0 and finite, but is -1.0");
        assertThatThrownBy(() -> new NoisyObservation(counter(1), Double.NaN))
                .hasMessageContaining("NaN");
    }

    @Test
    void givenDroppedObservations_thenAboutSoManyAreZeroAndTheFirstNever() {
        int steps = 2_000;
        List<Float> once = seen(new DropObservation(counter(steps), 0.3), 4, steps);
        assertThat(seen(new DropObservation(counter(steps), 0.3), 4, steps)).isEqualTo(once);
        assertThat(once.get(0)).isEqualTo(1);
        long dropped = once.stream().filter(each -> each == 0).count();
        assertThat(dropped / (double) steps).isCloseTo(0.3, within(0.03));
        for (int i = 0; i <= steps; i++) {
            assertThat(once.get(i)).isIn(0f, i + 1f);
        }
    }

    @Test
    void givenDroppedObservations_whenTheLastIsShown_thenTimeStandsStill() {
        int steps = 50;
        List<Float> zeros = seen(new DropObservation(counter(steps), 0.5), 9, steps);
        var env = new DropObservation(counter(steps), 0.5, DropObservation.Instead.LAST);
        List<Float> lasts = seen(env, 9, steps);
        float last = 1;
        for (int i = 0; i <= steps; i++) {
            last = zeros.get(i) == 0 ? last : zeros.get(i);
            assertThat(lasts.get(i)).isEqualTo(last);
        }
    }

    @Test
    void givenDroppedObservations_thenWhatIsLegalIsShownAllTheSame() {
        var env = new DropObservation(counter(3), 1, DropObservation.Instead.LAST);
        assertThat(env.reset(0).legalChoices()).containsExactly(false, true);
        Observation stale = env.step(GO).observation();
        assertThat(stale.floats()).containsExactly(1);
        assertThat(stale.legalChoices()).containsExactly(true, true);
        assertThatThrownBy(() -> new DropObservation(counter(1), -0.1))
                .hasMessage("probability must be 0 to 1, but is -0.1");
    }
}

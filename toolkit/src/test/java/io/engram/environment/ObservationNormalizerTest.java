package io.engram.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.engram.fixture.Scripted;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservationNormalizerTest {

    @Test
    void givenBatches_whenMerged_thenMeanAndVarianceAreThoseOfAllTogether() {
        var random = RandomStream.of(1, "test");
        var normalizer = new ObservationNormalizer(1);
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int size : new int[] {1, 7, 0, 30, 2}) {
            var batch = new Observation[size];
            for (int i = 0; i < size; i++) {
                float value = (float) (5 + 3 * random.nextGaussian());
                batch[i] = Observation.of(value);
                sum += value;
                squares += (double) value * value;
                count++;
            }
            normalizer.update(batch);
        }
        double mean = sum / count;
        double deviation = Math.sqrt(squares / count - mean * mean);
        assertThat(normalizer.count()).isEqualTo(40);
        assertThat(normalizer.normalize(Observation.of(8)).floats()[0])
                .isCloseTo((float) ((8 - mean) / deviation), within(1e-5f));
    }

    @Test
    void givenLittleOrConstantData_whenNormalized_thenTheResultIsFinite() {
        var normalizer = new ObservationNormalizer(2);
        assertThat(normalizer.normalize(Observation.of(3, 30))).isEqualTo(Observation.of(3, 10));
        normalizer.update(new Observation[] {Observation.of(4, 5)});
        assertThat(normalizer.normalize(Observation.of(3, -30))).isEqualTo(Observation.of(3, -10));
        normalizer.update(new Observation[] {Observation.of(4, 5)});
        assertThat(normalizer.normalize(Observation.of(4, 6))).isEqualTo(Observation.of(0, 10));
    }

    @Test
    void givenAFrozenCopy_whenTheOriginalGoesOn_thenTheCopyStays() {
        var normalizer = new ObservationNormalizer(1);
        normalizer.update(new Observation[] {Observation.of(0), Observation.of(2)});
        var frozen = normalizer.frozen();
        var before = frozen.normalize(Observation.of(5));
        normalizer.update(new Observation[] {Observation.of(100)});
        frozen.update(new Observation[] {Observation.of(100)});
        assertThat(frozen.normalize(Observation.of(5))).isEqualTo(before);
        assertThat(normalizer.normalize(Observation.of(5))).isNotEqualTo(before);
    }

    @Test
    void givenSavedStatistics_whenLoaded_thenTheBitsAreTheSame() {
        var normalizer = new ObservationNormalizer(2, 1e-5, 3);
        normalizer.update(new Observation[] {Observation.of(0.1f, 7), Observation.of(2, 9)});
        var loaded = ObservationNormalizer.fromStatistics(normalizer.toStatistics());
        var batch = new Observation[] {Observation.of(0.3f, 1)};
        normalizer.update(batch);
        loaded.update(batch);
        assertThat(loaded.normalize(batch[0])).isEqualTo(normalizer.normalize(batch[0]));
        assertThat(loaded.count()).isEqualTo(3);
        var damaged = normalizer.toStatistics();
        damaged.put("observation_squares", new double[] {-1, 0});
        assertThatThrownBy(() -> ObservationNormalizer.fromStatistics(damaged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("observation_squares");
        assertThatThrownBy(() -> ObservationNormalizer.fromStatistics(Map.of()))
                .hasMessageContaining("no \"observation_settings\"");
    }

    @Test
    void givenAnotherForm_whenNormalized_thenItIsRefused() {
        var normalizer = new ObservationNormalizer(2);
        assertThatThrownBy(() -> normalizer.normalize(Observation.of(1)))
                .hasMessage("an observation to normalise must have 2 floats, but has 1 floats");
        assertThatThrownBy(() -> normalizer.normalize(Observation.ofBytes(new byte[2])))
                .hasMessage("an observation to normalise must have 2 floats, but has 2 bytes");
        assertThatThrownBy(() -> new ObservationNormalizer(0)).hasMessageContaining("size");
        assertThatThrownBy(() -> new ObservationNormalizer(1, 0, 1))
                .hasMessageContaining("epsilon");
    }

    @Test
    void givenSeveralParts_whenNormalized_thenTheFloatsAreAndTheBytesStay() {
        var space =
                ObservationSpace.together(
                        ObservationSpace.part("picture", ObservationSpace.image(1, 1, 2)),
                        ObservationSpace.part("speed", ObservationSpace.vector(1)),
                        ObservationSpace.part("turn", ObservationSpace.vector(2)));
        var shown =
                new Observation[] {
                    Observation.of(new byte[] {1, 2}, new float[] {0, 5, 7}).allowing(true, false),
                    Observation.of(new byte[] {3, 4}, new float[] {2, 9, 7}),
                    Observation.of(new byte[] {3, 4}, new float[] {2, 9, 7})
                };
        var envs =
                VectorEnvironment.of(1, () -> new Scripted(space, shown)).normalizeObservations();
        assertThat(envs.reset(1)[0])
                .isEqualTo(
                        Observation.of(new byte[] {1, 2}, new float[] {0, 5, 7})
                                .allowing(true, false));
        Observation seen = envs.step(new Action[] {Action.of(0)}).observations()[0];
        assertThat(seen.bytes()).containsExactly(3, 4);
        assertThat(seen.floats()).containsExactly(1, 1, 0);
        var again = VectorEnvironment.of(1, () -> new Scripted(space, shown));
        assertThat(again.normalizeObservations().restore(envs.state())[0]).isEqualTo(seen);
        assertThatThrownBy(
                        () ->
                                VectorEnvironment.of(
                                                1,
                                                () -> new Scripted(ObservationSpace.image(1, 1, 1)))
                                        .normalizeObservations())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes cannot be normalised");
    }

    @Test
    void givenAPolicysNormaliser_whenUsedForTesting_thenItIsTheOneShown() {
        var normalizer = new ObservationNormalizer(2).frozen();
        var envs = VectorEnvironment.of(1, Corridor::new).normalizeObservations(normalizer);
        assertThat(envs.reset(1)[0]).isEqualTo(Observation.of(0, 0.5f));
        assertThat(envs.observationNormalizer()).containsSame(normalizer);
        assertThat(normalizer.count()).isZero();
    }
}

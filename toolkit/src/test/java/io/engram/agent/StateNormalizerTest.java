package io.engram.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.engram.engine.EngineThread;
import io.engram.network.ObservationTensors;
import io.engram.settings.ClipRange;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import org.junit.jupiter.api.Test;

class StateNormalizerTest {
    private static final ObservationSpace SPACE =
            ObservationSpace.together(
                    ObservationSpace.part("before", ObservationSpace.vector(1)),
                    ObservationSpace.part("picture", ObservationSpace.image(1, 1, 2)),
                    ObservationSpace.part("after", ObservationSpace.vector(2)));

    private static Observation row(int left, int right, float... values) {
        return Observation.of(new byte[] {(byte) left, (byte) right}, values);
    }

    @Test
    void givenSeveralParts_thenEveryFeatureHasItsOwnMeanAndVariance() {
        Observation[] rows = {row(255, 7, 1, 10, 3), row(0, 7, 2, 10, -3), row(255, 7, 3, 10, 30)};
        EngineThread.run(
                () -> {
                    var normalizer = StateNormalizer.ofObservations(SPACE, new ClipRange(-1, 5));
                    normalizer.observe(rows);
                    var tensors = new ObservationTensors(SPACE);
                    try (var manager = NDManager.newBaseManager()) {
                        NDList seen = tensors.asFloats(tensors.table(manager, rows, 0), 3);
                        NDList normalized = normalizer.normalize(seen, manager);

                        assertThat(normalized.get(0).toFloatArray())
                                .containsExactly(new float[] {-1, 0, 1}, within(1e-6f));
                        // 1, 0, 1: mean 2/3, variance 1/3; below the range in the middle
                        float high = (float) (1 / Math.sqrt(3));
                        assertThat(normalized.get(1).toFloatArray())
                                .containsExactly(
                                        new float[] {high, 0, -1, 0, high, 0}, within(1e-6f));
                        // 3, -3, 30: mean 10, variance 309
                        double deviation = Math.sqrt(309);
                        assertThat(normalized.get(2).toFloatArray())
                                .containsExactly(
                                        new float[] {
                                            0,
                                            (float) (-7 / deviation),
                                            0,
                                            (float) (-13 / deviation),
                                            0,
                                            (float) (20 / deviation)
                                        },
                                        within(1e-6f));
                    }
                });
    }
}

package io.engram.environments.memorygym;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environments.Trace;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryGymTracesTest {
    private static final int EPISODES = 60;

    /** What the endless tasks tell besides what is seen. */
    private static final Map<String, Function<Environment, double[]>> TRUTHS =
            Map.of(
                    EndlessMortarMayhem.V0,
                    env -> ((EndlessMortarMayhem) env).groundTruth(),
                    EndlessMysteryPath.V0,
                    env -> ((EndlessMysteryPath) env).groundTruth(),
                    EndlessSearingSpotlights.V0,
                    env -> ((EndlessSearingSpotlights) env).groundTruth());

    @ParameterizedTest
    @ValueSource(
            strings = {
                MortarMayhem.V0,
                MortarMayhem.GRID_V0,
                MortarMayhem.B_V0,
                MortarMayhem.B_GRID_V0,
                EndlessMortarMayhem.V0,
                MysteryPath.V0,
                MysteryPath.GRID_V0,
                EndlessMysteryPath.V0,
                SearingSpotlights.V0,
                EndlessSearingSpotlights.V0
            })
    void givenEpisodesOfTheOriginal_whenPlayedAgain_thenEveryPixelRewardAndEndIsTheSame(String id) {
        List<Trace> traces = Trace.of(id);
        assertThat(traces).hasSizeGreaterThan(EPISODES);
        assertThat(traces).anyMatch(Trace::ended);
        var truth = TRUTHS.get(id);
        for (Trace trace : traces) {
            try (Environment env = Environments.make(id, trace.options())) {
                trace.replay(env, 0, truth == null ? null : each -> bytes(truth.apply(each)));
            }
        }
    }

    /** One object plays all episodes of the same options: each depends on its seed alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                EndlessMortarMayhem.V0,
                EndlessMysteryPath.V0,
                EndlessSearingSpotlights.V0,
                MortarMayhem.V0,
                MortarMayhem.GRID_V0,
                MysteryPath.V0,
                SearingSpotlights.V0
            })
    void givenOneObject_whenItPlaysManyEpisodes_thenEachIsThatOfANewObject(String id) {
        try (Environment env = Environments.make(id)) {
            for (Trace trace : Trace.of(id)) {
                if (trace.options().isEmpty()) {
                    trace.replay(env, 0);
                }
            }
        }
    }

    @Test
    void givenEpisodesOfTheOriginal_whenDrawnForAViewer_thenEveryPixelIsTheSame() {
        var drawn = new HashSet<String>();
        for (Trace trace : Trace.of("MemoryGym-pictures")) {
            var expected = trace.line().get("pictures");
            try (Environment env = Environments.make(trace.id(), trace.options())) {
                env.reset(trace.line().get("seed").asLong());
                for (int i = 0; i < expected.size(); i++) {
                    if (i > 0) {
                        env.step(trace.action(env.actionSpace(), i - 1));
                    }
                    assertThat(Trace.checksum(rgb(env.render())))
                            .as("%s %s picture %d", trace.id(), trace.options(), i)
                            .isEqualTo(expected.get(i).asText());
                }
            }
            drawn.add(trace.id());
        }
        assertThat(drawn).isEqualTo(new MemoryGymEnvironments().environments().keySet());
    }

    private static byte[] bytes(double[] values) {
        var buffer = ByteBuffer.allocate(Double.BYTES * values.length);
        buffer.order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
        return buffer.array();
    }

    private static byte[] rgb(BufferedImage image) {
        var buffer = ByteBuffer.allocate(3 * image.getWidth() * image.getHeight());
        for (int pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, 336)) {
            buffer.put((byte) (pixel >> 16)).put((byte) (pixel >> 8)).put((byte) pixel);
        }
        return buffer.array();
    }
}

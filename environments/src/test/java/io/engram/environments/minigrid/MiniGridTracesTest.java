package io.engram.environments.minigrid;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.Environments;
import io.engram.environments.Trace;
import io.engram.environments.minigrid.levels.MiniGridLevels;
import io.engram.space.Action;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MiniGridTracesTest {
    private static final Set<String> IDS = new MiniGridLevels().environments().keySet();
    private static List<Trace> episodes;

    @BeforeAll
    static void read() {
        episodes = Trace.of("MiniGrid-symbolic");
    }

    @AfterAll
    static void forget() {
        episodes = null;
    }

    @Test
    void givenEpisodesOfMinigrid_whenPlayedAgain_thenEveryNumberIsTheSame() {
        var counts = episodes.stream().collect(Collectors.groupingBy(Trace::id));
        assertThat(counts.keySet()).isEqualTo(IDS);
        counts.values().forEach(each -> assertThat(each).hasSizeGreaterThanOrEqualTo(20));
        episodes.forEach(Trace::replay);
    }

    @Test
    void givenTheEpisodes_thenEveryLevelIsSolvedAndEveryEndIsThere() {
        var solved = new TreeSet<String>();
        var ends = new TreeSet<String>();
        for (var trace : episodes) {
            var line = trace.line();
            double last = line.get("rewards").get(line.get("rewards").size() - 1).asDouble();
            if (last > 0) {
                solved.add(trace.id());
            }
            ends.add(line.get("terminated") + " " + line.get("truncated") + " " + (last > 0));
        }
        assertThat(solved).isEqualTo(new TreeSet<>(IDS));
        assertThat(ends)
                .containsExactly(
                        "false false false",
                        "false true false",
                        "true false false",
                        "true false true",
                        "true true true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MiniGrid-views", "MiniGrid-pictures"})
    void givenOtherOptions_whenPlayedAgain_thenEveryObservationIsTheSame(String name) {
        var traces = Trace.of(name);
        assertThat(traces).hasSizeGreaterThan(50);
        traces.forEach(Trace::replay);
    }

    @Test
    void givenPicturesOfWholeMaps_whenDrawnAgain_thenEveryByteIsTheSame() {
        var ids = new HashMap<String, Integer>();
        for (var trace : Trace.of("MiniGrid-maps")) {
            var line = trace.line();
            try (var env = Environments.make(trace.id())) {
                env.reset(line.get("seed").asLong());
                assertThat(checksum(env.render())).isEqualTo(line.get("first").asText());
                for (int i = 0; i < line.get("actions").size(); i++) {
                    env.step(Action.of(line.get("actions").get(i).asInt()));
                    assertThat(checksum(env.render()))
                            .as("%s step %d", trace.id(), i + 1)
                            .isEqualTo(line.get("observations").get(i).asText());
                }
            }
            ids.merge(trace.id(), 1, Integer::sum);
        }
        assertThat(ids.keySet()).isEqualTo(IDS);
    }

    private static String checksum(BufferedImage image) {
        int size = image.getWidth() * image.getHeight();
        int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        var bytes = new byte[3 * size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (rgb[i] >> 16);
            bytes[size + i] = (byte) (rgb[i] >> 8);
            bytes[2 * size + i] = (byte) rgb[i];
        }
        return Trace.checksum(bytes);
    }

    @Test
    void givenHundredsOfSeeds_whenReset_thenLevelsAndMissionsAreThoseOfMinigrid() {
        var ids = new TreeSet<String>();
        for (var trace : Trace.of("MiniGrid-levels")) {
            var env = (MiniGridEnvironment) Environments.make(trace.id());
            var checksums = trace.line().get("checksums");
            assertThat(checksums).hasSizeGreaterThanOrEqualTo(200);
            for (int seed = 0; seed < checksums.size(); seed++) {
                env.reset(seed);
                assertThat(Trace.checksum(level(env)))
                        .as("%s seed %d", trace.id(), seed)
                        .isEqualTo(checksums.get(seed).asText());
            }
            ids.add(trace.id());
        }
        assertThat(ids).isEqualTo(new TreeSet<>(IDS));
    }

    private static byte[] level(MiniGridEnvironment env) {
        var bytes = new ByteArrayOutputStream();
        for (int x = 0; x < env.grid().width(); x++) {
            for (int y = 0; y < env.grid().height(); y++) {
                var object = env.grid().at(x, y);
                bytes.write(object.typeNumber());
                bytes.write(object.colour().ordinal());
                bytes.write(object.stateNumber());
            }
        }
        bytes.write(env.agent().x());
        bytes.write(env.agent().y());
        bytes.write(env.direction().ordinal());
        bytes.writeBytes(env.mission().getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}

package io.engram.environments.minigrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.environment.Environments;
import io.engram.environments.Trace;
import io.engram.space.Action;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TilesTest {

    @Test
    void givenTilesOfMinigrid_whenDrawn_thenEveryByteIsTheSame() {
        var tiles = Trace.of("MiniGrid-tiles");
        assertThat(tiles).hasSizeGreaterThan(1500);
        for (var trace : tiles) {
            var line = trace.line();
            assertThat(Trace.checksum(pixels(line)))
                    .as(line.toString())
                    .isEqualTo(line.get("checksum").asText());
        }
    }

    private static byte[] pixels(JsonNode line) {
        var numbers = line.get("object");
        var colour = Colour.values()[numbers.get(1).asInt()];
        var object =
                switch (numbers.get(0).asInt()) {
                    case 2 -> new Wall(colour);
                    case 3 -> new Floor(colour);
                    case 4 -> new Door(colour, Door.State.values()[numbers.get(2).asInt()]);
                    case 5 -> new Key(colour);
                    case 6 -> new Ball(colour);
                    case 7 -> new Box(colour);
                    case 8 -> new Goal(colour);
                    case 9 -> new Lava();
                    default -> WorldObject.EMPTY;
                };
        var tiles = Tiles.of(line.get("size").asInt());
        boolean lit = line.get("lit").asBoolean();
        return line.get("agent").isNull()
                ? tiles.tile(object, lit)
                : tiles.tile(object, Direction.of(line.get("agent").asInt()), lit);
    }

    /** Known values of Minigrid 3.1.0, the colours of each pixel side by side. */
    @Test
    void givenTilesOfMemory_whenDrawn_thenTheyAreTheKnownOnes() {
        var tiles = Tiles.of(28);
        assertThat(
                        Stream.of(
                                        tiles.tile(WorldObject.EMPTY, true),
                                        tiles.tile(WorldObject.EMPTY, false),
                                        tiles.tile(Wall.GREY, true),
                                        tiles.tile(new Key(Colour.GREEN), true),
                                        tiles.tile(new Ball(Colour.GREEN), true),
                                        tiles.tile(WorldObject.EMPTY, Direction.UP, true))
                                .map(TilesTest::sideBySide)
                                .map(Trace::checksum))
                .containsExactly(
                        "cce64384", "f4f70129", "5a7a6f3e", "52c31cbc", "fd03c52c", "ab2e9735");
    }

    private static byte[] sideBySide(byte[] planes) {
        int plane = planes.length / 3;
        var pixels = new byte[planes.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = planes[i % 3 * plane + i / 3];
        }
        return pixels;
    }

    @Test
    void givenATile_whenItsPixelsAreChanged_thenOthersDoNotSeeIt() {
        var tiles = Tiles.of(9);
        byte[] pixels = tiles.tile(new Goal(), false);
        byte first = pixels[100];
        pixels[100]++;
        assertThat(tiles.tile(new Goal(), false)[100]).isEqualTo(first);
    }

    @Test
    void givenASizeOutOfItsRange_whenAskedFor_thenTheRangeIsNamed() {
        assertThatThrownBy(() -> Tiles.of(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tileSize must be from 4 to 64, but is 3");
    }

    @Test
    void givenSeveralThreads_whenTheyDrawTheSameTilesFirst_thenAllSeeTheSame() {
        var last =
                IntStream.range(0, 8)
                        .parallel()
                        .mapToObj(
                                thread -> {
                                    var env =
                                            Environments.make(
                                                    "MiniGrid-DoorKey-8x8-v0",
                                                    Map.of("observation", "rgb", "tileSize", 43));
                                    env.reset(5);
                                    for (int i = 0; i < 30; i++) {
                                        env.step(Action.of(i % 3));
                                    }
                                    return env.step(Action.of(0)).observation();
                                })
                        .distinct()
                        .toList();
        assertThat(last).hasSize(1);
    }
}

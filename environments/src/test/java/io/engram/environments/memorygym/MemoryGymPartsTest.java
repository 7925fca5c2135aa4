package io.engram.environments.memorygym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environments.random.NumpyRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryGymPartsTest {

    /** Rows from the top, as pygame draws them. */
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2, 1 2",
        "3, 1 2 3",
        "6, 2 3 4 5 6 6",
        "9, 2 4 6 7 7 8 8 9 9",
        "13, 3 6 7 8 9 10 11 12 12 12 13 13 13"
    })
    void givenARadius_whenDrawn_thenTheRowsAreThoseOfPygame(int radius, String rows) {
        var expected = new ArrayList<Integer>();
        for (String row : rows.split(" ")) {
            expected.add(0, Integer.valueOf(row));
        }
        assertThat(Disc.of(radius).reach())
                .containsExactly(expected.stream().mapToInt(i -> i).toArray());
    }

    @Test
    void givenManySeeds_whenAPathIsFound_thenItLeadsFromTileToTile() {
        for (long seed = 0; seed < 3000; seed++) {
            int start = MazePath.tile(0, (int) (seed % 7));
            int goal = MazePath.tile(6, (int) (seed / 7 % 7));
            var maze = MazePath.between(start, goal, new NumpyRandom(seed));
            int[] tiles = maze.tiles();
            assertThat(tiles[0]).isEqualTo(start);
            assertThat(tiles[tiles.length - 1]).isEqualTo(goal);
            var seen = new HashSet<Integer>();
            for (int i = 0; i < tiles.length; i++) {
                assertThat(maze.isWall(tiles[i])).isFalse();
                assertThat(seen.add(tiles[i])).isTrue();
                if (i > 0) {
                    int columns = MazePath.column(tiles[i]) - MazePath.column(tiles[i - 1]);
                    int rows = MazePath.row(tiles[i]) - MazePath.row(tiles[i - 1]);
                    assertThat(Math.abs(columns) + Math.abs(rows)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void givenPlaces_whenDrawn_thenTheyKeepTheirDistanceUntilNoneIsLeft() {
        var sampler = new PlaceSampler();
        for (long seed = 0; seed < 20; seed++) {
            var random = new NumpyRandom(seed);
            sampler.clear();
            List<Integer> places = new ArrayList<>();
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < Screen.PIXELS; i++) {
                                    places.add(sampler.sample(random, 28));
                                }
                            })
                    .isInstanceOf(IllegalStateException.class);
            assertThat(places).hasSizeBetween(4, 12);
            for (int a : places) {
                for (int b : places) {
                    int columns = a % Screen.SIDE - b % Screen.SIDE;
                    int rows = a / Screen.SIDE - b / Screen.SIDE;
                    assertThat(a == b || columns * columns + rows * rows >= 28 * 28).isTrue();
                }
            }
        }
    }

    @Test
    void givenAScreen_whenDrawnBeyondItsEdges_thenTheRestIsCutOff() {
        var screen = new Screen();
        screen.rectangle(-5, 80, 7, 10, 0x010203);
        screen.rectangle(90, 3, 5, 5, 0x0A0B0C);
        int red = 0;
        int blue = 0;
        for (int i = 0; i < Screen.PIXELS; i++) {
            red += screen.bytes()[i];
            blue += screen.bytes()[i + 2 * Screen.PIXELS];
        }
        assertThat(red).isEqualTo(2 * 4);
        assertThat(blue).isEqualTo(3 * 2 * 4);
    }
}

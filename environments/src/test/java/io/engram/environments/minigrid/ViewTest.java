package io.engram.environments.minigrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {
    private static final int SIZE = 5;

    /** A grid whose row 0 is ahead: the agent is at (2, 4) and looks up. */
    private static String seen(boolean throughWalls, String... lines) {
        var grid = new Grid(SIZE, SIZE);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                grid.set(x, y, object(lines[y].charAt(x)));
            }
        }
        var view = new View(SIZE, throughWalls);
        view.look(grid, 2, 4, Direction.UP, WorldObject.EMPTY);
        return IntStream.range(0, SIZE)
                .mapToObj(
                        row ->
                                IntStream.range(0, SIZE)
                                        .mapToObj(column -> view.isVisible(column, row) ? "o" : "-")
                                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }

    private static WorldObject object(char symbol) {
        return switch (symbol) {
            case '#' -> Wall.GREY;
            case 'D' -> new Door(Colour.RED);
            case 'X' -> new Door(Colour.RED, Door.State.LOCKED);
            case '/' -> new Door(Colour.RED, Door.State.OPEN);
            case 'B' -> new Box(Colour.RED);
            default -> WorldObject.EMPTY;
        };
    }

    @Test
    void givenAnOpenField_whenLookedAt_thenAllIsSeen() {
        assertThat(seen(false, ".....", ".....", ".....", ".....", "....."))
                .isEqualTo("ooooo ooooo ooooo ooooo ooooo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#####", "##D##", "##X##"})
    void givenAClosedRow_whenLookedAt_thenItIsSeenButNothingBehindIt(String row) {
        assertThat(seen(false, ".....", ".....", row, ".....", "....."))
                .isEqualTo("----- ----- ooooo ooooo ooooo");
    }

    @Test
    void givenAnOpenDoor_whenLookedThrough_thenACornerIsSeenAndThenAll() {
        assertThat(seen(false, ".....", ".....", "##/##", ".....", "....."))
                .isEqualTo("ooooo ooooo ooooo ooooo ooooo");
    }

    @Test
    void givenACorridor_whenLookedAlong_thenOnlyItsWallsAreSeen() {
        assertThat(seen(false, ".#.#.", ".#.#.", ".#.#.", ".#.#.", ".#.#."))
                .isEqualTo("-ooo- -ooo- -ooo- -ooo- -ooo-");
    }

    @Test
    void givenBoxes_whenInTheWay_thenTheyHideNothing() {
        assertThat(seen(false, ".....", ".....", "BBBBB", ".....", "....."))
                .isEqualTo("ooooo ooooo ooooo ooooo ooooo");
    }

    @Test
    void givenSightThroughWalls_whenLookedAt_thenAllIsSeen() {
        assertThat(seen(true, ".....", "#####", "#####", "#####", "##.##"))
                .isEqualTo("ooooo ooooo ooooo ooooo ooooo");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void givenADirection_whenLookedAt_thenAheadIsRowZeroAndTheRightHandIsTheLastColumn(int number) {
        var grid = new Grid(9, 9);
        var direction = Direction.of(number);
        var side = direction.clockwise();
        grid.set(4 + 2 * direction.dx(), 4 + 2 * direction.dy(), new Ball(Colour.BLUE));
        grid.set(4 + side.dx(), 4 + side.dy(), new Door(Colour.YELLOW, Door.State.LOCKED));
        var view = new View(SIZE, false);
        view.look(grid, 4, 4, direction, new Key(Colour.GREEN));
        assertThat(view.type(2, 2)).isEqualTo(6);
        assertThat(view.colour(2, 2)).isEqualTo(2);
        assertThat(view.type(3, 4)).isEqualTo(4);
        assertThat(view.state(3, 4)).isEqualTo(2);
        assertThat(view.type(2, 4)).as("carried").isEqualTo(5);
    }

    @Test
    void givenAViewAtTheEdge_whenLookedOut_thenThereAreWalls() {
        var view = new View(SIZE, true);
        view.look(new Grid(3, 3), 0, 0, Direction.UP, WorldObject.EMPTY);
        assertThat(view.type(2, 3)).isEqualTo(2);
        assertThat(view.type(1, 4)).isEqualTo(2);
        assertThat(view.type(3, 4)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, 1, 4, 33})
    void givenAnIllegalSize_whenMade_thenItIsNamed(int size) {
        assertThatThrownBy(() -> new View(size, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("viewSize must be odd and from 3 to 31, but is " + size);
    }
}

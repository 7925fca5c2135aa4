package io.engram.environments.minigrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environments.random.NumpyRandom;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class GridTest {

    @Test
    void givenAGrid_whenAskedOutside_thenThereIsWall() {
        var grid = new Grid(4, 3);
        assertThat(grid.at(3, 2)).isEqualTo(WorldObject.EMPTY);
        assertThat(grid.at(4, 2)).isEqualTo(Wall.GREY);
        assertThat(grid.at(3, -1)).isEqualTo(Wall.GREY);
    }

    @Test
    void givenACellOutside_whenSet_thenItIsNamed() {
        assertThatThrownBy(() -> new Grid(4, 3).set(4, 2, new Goal()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the cell (4, 2) is outside of a grid of 4 x 3");
    }

    @Test
    void givenASideTooShort_whenMade_thenItIsRefused() {
        assertThatThrownBy(() -> new Grid(5, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 x 2");
    }

    @Test
    void givenOneFreeCell_whenPlaced_thenItIsFoundAndNotTheAgents() {
        var level = new Level(3, 3, new NumpyRandom(1));
        level.grid().wallAround();
        level.grid().set(0, 1, WorldObject.EMPTY);
        level.putAgent(1, 1, Direction.UP);
        assertThat(level.place(new Goal())).isEqualTo(new Position(0, 1));
        assertThat(level.grid().at(0, 1)).isEqualTo(new Goal());
        assertThat(level.grid().at(1, 1)).isEqualTo(WorldObject.EMPTY);
    }

    @Test
    void givenNoFreeCell_whenPlaced_thenItEndsAfterTheTries() {
        var level = new Level(3, 3, new NumpyRandom(1));
        var area = new Area(0, 0, 1, 3);
        level.grid().wallAround();
        assertThatThrownBy(() -> level.place(new Goal(), area, position -> true, 10))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("none of 10 cells");
    }

    @Test
    void givenAnArea_whenTheAgentIsPlaced_thenEveryCellOfItAndEveryDirectionComes() {
        var level = new Level(5, 5, new NumpyRandom(1));
        var cells = new HashSet<Position>();
        var directions = new HashSet<Direction>();
        for (int i = 0; i < 100; i++) {
            level.placeAgent(new Area(3, 2, 7, 2));
            cells.add(level.agent());
            directions.add(level.direction());
        }
        assertThat(cells)
                .containsExactlyInAnyOrder(
                        new Position(3, 2),
                        new Position(4, 2),
                        new Position(3, 3),
                        new Position(4, 3));
        assertThat(directions).hasSize(4);
    }
}

package io.engram.environments.minigrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environments.random.NumpyRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomGridTest {
    private Level level;
    private RoomGrid rooms;

    @BeforeEach
    void build() {
        level = new Level(RoomGrid.span(5, 3), RoomGrid.span(5, 2), new NumpyRandom(3));
        rooms = new RoomGrid(level, 5, 2, 3);
    }

    @Test
    void givenRooms_whenBuilt_thenNeighboursShareWalls() {
        assertThat(level.grid().width()).isEqualTo(13);
        assertThat(level.grid().height()).isEqualTo(9);
        assertThat(rooms.area(2, 1)).isEqualTo(new Area(8, 4, 5, 5));
        for (int y = 0; y < 9; y++) {
            assertThat(level.grid().at(4, y)).isEqualTo(Wall.GREY);
        }
        assertThat(level.agent()).isEqualTo(new Position(6, 6));
    }

    @Test
    void givenARemovedWall_whenLookedAt_thenTheRoomsAreOne() {
        rooms.removeWall(1, 1, Direction.UP);
        rooms.removeWall(0, 0, Direction.RIGHT);
        for (int i = 1; i < 4; i++) {
            assertThat(level.grid().at(4 + i, 4)).isEqualTo(WorldObject.EMPTY);
            assertThat(level.grid().at(4, i)).isEqualTo(WorldObject.EMPTY);
        }
        assertThat(level.grid().at(4, 4)).isEqualTo(Wall.GREY);
        assertThat(level.grid().at(8, 4)).isEqualTo(Wall.GREY);
    }

    @Test
    void givenADoor_whenAnotherIsAddedInTheSameWall_thenItIsRefused() {
        rooms.addDoor(0, 0, Direction.RIGHT, new Door(Colour.RED));
        assertThatThrownBy(() -> rooms.addDoor(1, 0, Direction.LEFT, new Door(Colour.BLUE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("room (1, 0) has a way left already");
    }

    @Test
    void givenNoRoomOnThatSide_whenADoorIsAdded_thenItIsRefused() {
        assertThatThrownBy(() -> rooms.addDoor(2, 0, Direction.RIGHT, new Door(Colour.RED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no room (3, 0) among 3 columns and 2 rows");
    }

    @Test
    void givenRooms_whenConnected_thenEachButTheAgentsHasADoor() {
        rooms.connectAll();
        long doors = 0;
        for (int x = 0; x < 13; x++) {
            for (int y = 0; y < 9; y++) {
                doors += level.grid().at(x, y) instanceof Door ? 1 : 0;
            }
        }
        assertThat(doors).isBetween(5L, 7L);
    }

    @Test
    void givenALockedRoomInTheWay_whenConnected_thenItSaysThatItCannot() {
        var corridor = new Level(RoomGrid.span(5, 3), RoomGrid.span(5, 1), new NumpyRandom(3));
        var row = new RoomGrid(corridor, 5, 1, 3);
        row.addDoor(1, 0, Direction.RIGHT, new Door(Colour.RED, Door.State.LOCKED));
        assertThatThrownBy(row::connectAll)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lock fewer rooms");
    }

    @Test
    void givenAnObject_whenPlacedInARoom_thenItIsInsideAndNotBesideTheAgent() {
        for (int i = 0; i < 4; i++) {
            var position = rooms.place(1, 1, new Ball(Colour.BLUE));
            assertThat(position.distance(level.agent())).isGreaterThanOrEqualTo(2);
            assertThat(level.grid().at(position.x(), position.y()))
                    .isEqualTo(new Ball(Colour.BLUE));
        }
        assertThatThrownBy(() -> rooms.place(1, 1, new Ball(Colour.BLUE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("none of 1001 cells");
    }
}

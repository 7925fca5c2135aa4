package io.engram.environments.minigrid;

import static io.engram.environments.minigrid.GridAction.DONE;
import static io.engram.environments.minigrid.GridAction.DROP;
import static io.engram.environments.minigrid.GridAction.FORWARD;
import static io.engram.environments.minigrid.GridAction.LEFT;
import static io.engram.environments.minigrid.GridAction.PICK_UP;
import static io.engram.environments.minigrid.GridAction.RIGHT;
import static io.engram.environments.minigrid.GridAction.TOGGLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.EnvironmentOptions;
import io.engram.environment.Environments;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MiniGridEnvironmentTest {

    @Test
    void givenNoEpisodeYet_thenASentenceSaysThatThereIsNoGrid() {
        var bridge = new LavaBridge(EnvironmentOptions.none());
        for (ThrowingCallable each :
                List.<ThrowingCallable>of(bridge::grid, bridge::direction, bridge::carried)) {
            assertThatThrownBy(each)
                    .hasMessage("there is no grid before the first episode; call reset(seed)");
        }
        bridge.reset(1);
        assertThat(bridge.grid()).isNotNull();
    }

    @Test
    void givenTurns_whenTaken_thenTheyGoRoundAndTheAgentStays() {
        var env = Lines.of("###", "#>#", "###");
        env.act(LEFT);
        assertThat(env.direction()).isEqualTo(Direction.UP);
        env.act(RIGHT, RIGHT);
        assertThat(env.direction()).isEqualTo(Direction.DOWN);
        env.act(FORWARD);
        assertThat(env.agent()).isEqualTo(new Position(1, 1));
    }

    @Test
    void givenAGoal_whenWalkedOnto_thenTheRewardFallsWithTime() {
        var env = Lines.of("#####", "#>.G#", "#####");
        var before = env.act(DONE, FORWARD);
        assertThat(before.reward()).isZero();
        assertThat(before.done()).isFalse();
        assertThat(before.info()).isEmpty();
        var last = env.act(FORWARD);
        assertThat(last.reward()).isEqualTo(1 - 0.9 * (3 / 50.0));
        assertThat(last.terminated()).isTrue();
        assertThat(last.truncated()).isFalse();
        assertThat(last.info()).isEqualTo(Map.of("success", 1.0));
    }

    @Test
    void givenLava_whenWalkedOnto_thenTheEpisodeEndsWithoutReward() {
        var last = Lines.of("####", "#>L#", "####").act(FORWARD);
        assertThat(last.terminated()).isTrue();
        assertThat(last.reward()).isZero();
        assertThat(last.info()).isEqualTo(Map.of("success", 0.0));
    }

    @Test
    void givenTheLastStep_whenTheGoalIsReachedByIt_thenItIsBothTerminatedAndTruncated() {
        var env = Lines.of("####", "#>G#", "####");
        for (int i = 0; i < 49; i++) {
            env.act(DONE);
        }
        var last = env.act(FORWARD);
        assertThat(last.terminated() && last.truncated()).isTrue();
        assertThat(last.reward()).isEqualTo(1 - 0.9 * 1.0);
    }

    @Test
    void givenNoSuccess_whenTheStepsAreOver_thenItIsTruncated() {
        var env = Lines.of("####", "#>.#", "####");
        for (int i = 0; i < 49; i++) {
            assertThat(env.act(DONE).done()).isFalse();
        }
        var last = env.act(DONE);
        assertThat(last.truncated()).isTrue();
        assertThat(last.terminated()).isFalse();
        assertThat(last.info()).isEqualTo(Map.of("success", 0.0));
    }

    @Test
    void givenAClosedDoor_whenToggled_thenItOpensAndCloses() {
        var env = Lines.of("#####", "#>D.#", "#####");
        env.act(FORWARD);
        assertThat(env.agent().x()).isEqualTo(1);
        env.act(TOGGLE);
        assertThat(env.grid().at(2, 1)).isEqualTo(new Door(Colour.RED, Door.State.OPEN));
        env.act(TOGGLE);
        assertThat(env.grid().at(2, 1)).isEqualTo(new Door(Colour.RED));
        env.act(TOGGLE, FORWARD);
        assertThat(env.agent().x()).isEqualTo(2);
    }

    @Test
    void givenALockedDoor_whenToggled_thenOnlyAKeyOfItsColourOpensIt() {
        var env = Lines.of("#####", "#K..#", "#>X.#", "#####");
        env.act(TOGGLE, FORWARD);
        assertThat(env.agent().x()).as("no key").isEqualTo(1);
        var locked = new Door(Colour.RED, Door.State.LOCKED);
        assertThat(locked.toggled(new Key(Colour.BLUE))).isEqualTo(locked);
        assertThat(locked.toggled(new Ball(Colour.RED))).isEqualTo(locked);
        env.act(LEFT, PICK_UP, RIGHT, TOGGLE, FORWARD);
        assertThat(env.agent().x()).as("with the key").isEqualTo(2);
        assertThat(env.carried()).isEqualTo(new Key(Colour.RED));
        assertThat(env.grid().at(2, 2)).isEqualTo(new Door(Colour.RED, Door.State.OPEN));
    }

    @Test
    void givenAnObject_whenCarriedAway_thenItIsSeenAndCanBeDroppedOnEmptyCellsOnly() {
        var env = Lines.of("#######", "#.>OKF#", "#######");
        env.act(PICK_UP);
        assertThat(env.carried()).isEqualTo(new Ball(Colour.BLUE));
        assertThat(env.grid().at(3, 1)).isEqualTo(WorldObject.EMPTY);
        var step = env.act(FORWARD, PICK_UP);
        assertThat(env.carried()).as("hands are full").isEqualTo(new Ball(Colour.BLUE));
        float[] seen = step.observation().floats();
        assertThat(cell(seen, 3, 6)).as("own cell").containsExactly(6, 2, 0);
        assertThat(cell(seen, 3, 5)).as("ahead").containsExactly(5, 0, 0);
        env.act(DROP);
        assertThat(env.grid().at(4, 1)).as("occupied").isEqualTo(new Key(Colour.RED));
        env.act(LEFT, LEFT, DROP);
        assertThat(env.grid().at(2, 1)).isEqualTo(new Ball(Colour.BLUE));
        assertThat(env.carried()).isEqualTo(WorldObject.EMPTY);
        env.act(DROP);
        assertThat(env.grid().at(2, 1)).as("nothing to drop").isEqualTo(new Ball(Colour.BLUE));
    }

    @Test
    void givenAFloor_whenWalkedOrDroppedOn_thenOnlyWalkingWorks() {
        var env = Lines.of("#####", "#OF.#", "#>..#", "#####");
        env.act(LEFT, PICK_UP, RIGHT, FORWARD, LEFT, DROP);
        assertThat(env.carried()).isEqualTo(new Ball(Colour.BLUE));
        env.act(FORWARD);
        assertThat(env.agent()).isEqualTo(new Position(2, 1));
    }

    @Test
    void givenABox_whenToggled_thenItsContentsTakeItsPlace() {
        var env = Lines.of("####", "#>B#", "####");
        env.act(FORWARD);
        assertThat(env.agent().x()).isEqualTo(1);
        env.act(TOGGLE);
        assertThat(env.grid().at(2, 1)).isEqualTo(new Ball(Colour.BLUE));
        var empty = Lines.of("####", "#>E#", "####");
        empty.act(TOGGLE, FORWARD);
        assertThat(empty.agent().x()).isEqualTo(2);
    }

    @Test
    void givenABoxWithABall_whenCarriedAndLaidDown_thenTheBallIsStillInIt() {
        var env = Lines.of("#####", "#>B.#", "#####");
        env.act(PICK_UP);
        assertThat(env.carried()).isEqualTo(new Box(Colour.GREEN, new Ball(Colour.BLUE)));
        env.act(FORWARD, DROP, TOGGLE);
        assertThat(env.grid().at(3, 1)).isEqualTo(new Ball(Colour.BLUE));
    }

    @Test
    void givenTheEdgeOfAMapWithoutWalls_whenWalkedInto_thenItIsAWall() {
        var env = Lines.of("...", "..>", "...");
        var step = env.act(FORWARD, TOGGLE, PICK_UP);
        assertThat(env.agent().x()).isEqualTo(2);
        assertThat(cell(step.observation().floats(), 3, 5)).containsExactly(2, 5, 0);
    }

    private static float[] cell(float[] observation, int column, int row) {
        int start = (column * 7 + row) * 3;
        return Arrays.copyOfRange(observation, start, start + 3);
    }

    @Test
    void givenShowDirection_whenTurned_thenFourFloatsMoreSayWhere() {
        for (String observation : new String[] {"symbolic", "oneHot"}) {
            var options = Map.<String, Object>of("observation", observation, "showDirection", true);
            var env = new Lines(options, "###", "#>#", "###");
            float[] seen = env.act(RIGHT).observation().floats();
            int numbers = (observation.equals("oneHot") ? 20 : 3) * 49;
            assertThat(seen).hasSize(numbers + 4).hasSize(env.observationSpace().size());
            assertThat(Arrays.copyOfRange(seen, numbers, numbers + 4)).containsExactly(0, 1, 0, 0);
        }
    }

    @Test
    void givenThreeActions_whenMade_thenTheOthersAreRefused() {
        var env = new Lines(Map.of("actions", 3), "####", "#>.#", "####");
        assertThat(env.actionSpace()).isEqualTo(ActionSpace.discrete(3));
        env.act(FORWARD);
        assertThatThrownBy(() -> env.act(PICK_UP)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "observation, pixels, symbolic",
        "viewSize, 6, odd",
        "viewSize, 1, 3",
        "viewSize, 33, 31",
        "tileSize, 3, 4",
        "tileSize, 65, 64",
        "actions, 2, 3",
        "actions, 8, 7"
    })
    void givenAnOptionOutOfItsRange_whenMade_thenNameAndRangeAreNamed(
            String name, String value, String range) {
        Object given = value.matches("\\d+") ? Integer.valueOf(value) : value;
        assertThatThrownBy(() -> Environments.make("MiniGrid-MemoryS7-v0", Map.of(name, given)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(range)
                .hasMessageContaining(value);
    }

    @Test
    void givenAnUnknownOption_whenMade_thenTheNearestIsNamed() {
        assertThatThrownBy(() -> Environments.make("MiniGrid-DoorKey-5x5-v0", Map.of("tile", 8)))
                .hasMessage(
                        "MiniGrid-DoorKey-5x5-v0 has no option \"tile\"; the nearest is tileSize");
    }

    @Test
    void givenALevelWithoutAnAgent_whenReset_thenItSaysWhatIsMissing() {
        assertThatThrownBy(() -> Lines.of("###", "#.#", "###"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("start the agent");
    }

    @Test
    void givenALevelOfAUser_whenWritten_thenItTakesLessThanFortyLines() throws IOException {
        var file = Path.of("src/test/java/io/engram/environments/minigrid/LavaBridge.java");
        assertThat(Files.readAllLines(file)).hasSizeLessThan(40);
    }

    @Test
    void givenALevelOfAUser_whenPlayed_thenEverySeedCanBeSolved() {
        var env = new LavaBridge(EnvironmentOptions.none());
        for (long seed = 0; seed < 30; seed++) {
            env.reset(seed);
            assertThat(env.mission()).isEqualTo("cross the bridge");
            int bridge =
                    IntStream.range(1, 6)
                            .filter(y -> env.grid().at(4, y) instanceof Empty)
                            .findFirst()
                            .orElseThrow();
            var route = new ArrayDeque<Action>();
            turn(route, env.direction(), bridge > env.agent().y() ? 1 : 3);
            walk(route, Math.abs(bridge - env.agent().y()));
            turn(route, bridge > env.agent().y() ? Direction.DOWN : Direction.UP, 0);
            walk(route, 7 - env.agent().x());
            turn(route, Direction.RIGHT, 1);
            walk(route, 5 - bridge);
            double reward = 0;
            while (!route.isEmpty() && reward == 0) {
                reward = env.step(route.poll()).reward();
            }
            assertThat(reward).as("seed %d", seed).isPositive();
        }
    }

    private static void turn(ArrayDeque<Action> route, Direction from, int to) {
        for (int i = 0; i < (to - from.ordinal() + 4) % 4; i++) {
            route.add(Action.of(RIGHT.ordinal()));
        }
    }

    private static void walk(ArrayDeque<Action> route, int cells) {
        for (int i = 0; i < cells; i++) {
            route.add(Action.of(FORWARD.ordinal()));
        }
    }
}

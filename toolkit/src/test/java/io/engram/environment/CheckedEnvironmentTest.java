package io.engram.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.wrapper.FrameStack;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckedEnvironmentTest {

    private static final class Corridor extends CheckedEnvironment {
        private static final EnvironmentOption<Integer> LENGTH =
                EnvironmentOption.integer("length", 5, 2, 100, "cells to the right end");
        private static final EnvironmentOption<Double> COST =
                EnvironmentOption.number("cost", 0.5, 0, 1, "what a step costs");
        private static final EnvironmentOption<Boolean> ICY =
                EnvironmentOption.flag("icy", false, "whether the agent slips");
        private static final EnvironmentOption<String> COLOUR =
                EnvironmentOption.text("wallColour", "red", List.of("red", "blue"), "the walls");
        private static final EnvironmentOption<List<Integer>> DOORS =
                EnvironmentOption.integers("doors", List.of(1), 0, 9, "where doors are");

        Corridor(Map<String, Object> options) {
            this(EnvironmentOptions.of(options));
        }

        Corridor(EnvironmentOptions options) {
            super(
                    EnvironmentDescription.of("Corridor-v0", "Walk to the right end.")
                            .observation(ObservationSpace.vector(1), "the position")
                            .action(ActionSpace.discrete(2), "left, right")
                            .rewards(-1, 0)
                            .stepLimit(9)
                            .success("the end is reached")
                            .source("nowhere")
                            .options(LENGTH, COST, ICY, COLOUR, DOORS),
                    options);
        }

        @Override
        protected Observation begin(long seed) {
            return Observation.of(0);
        }

        @Override
        protected Step advance(Action action) {
            return new Step(Observation.of(steps()), 0, steps() == 2, false);
        }
    }

    @Test
    void givenAStepOutOfOrder_whenTaken_thenTheMessageSaysWhatToCall() {
        var env = new Corridor(Map.of());
        assertThatThrownBy(() -> env.step(Action.of(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("call reset(seed) to begin an episode of Corridor-v0");
        assertThatThrownBy(env::render).hasMessageContaining("nothing to draw yet");
        env.reset(0);
        env.step(Action.of(0));
        assertThat(env.step(Action.of(0)).terminated()).isTrue();
        assertThatThrownBy(() -> env.step(Action.of(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the episode of Corridor-v0 is over after 2 steps");
        env.reset(1);
        assertThat(env.step(Action.of(1)).observation()).isEqualTo(Observation.of(1));
    }

    @Test
    void givenAnActionOutsideTheSpace_whenTaken_thenItIsRefusedAndTheEpisodeGoesOn() {
        var env = new Corridor(Map.of());
        env.reset(0);
        assertThatThrownBy(() -> env.step(Action.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the action of Corridor-v0 must be in Discrete[2], but is Action[2]");
        assertThatThrownBy(() -> env.step(Action.ofValues(0.5f)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(env.step(Action.of(1)).observation()).isEqualTo(Observation.of(1));
    }

    @Test
    void givenAClosedEnvironment_whenUsed_thenItSaysSo() {
        var env = new Corridor(Map.of());
        env.reset(0);
        env.close();
        env.close();
        assertThatThrownBy(env::render).hasMessageContaining("Corridor-v0 is closed");
        assertThatThrownBy(() -> env.reset(0)).hasMessageContaining("is closed");
        assertThatThrownBy(() -> env.step(Action.of(0))).hasMessageContaining("is closed");
    }

    @Test
    void givenOptionsInEitherSpelling_whenMade_thenTheSpecHasWhatDiffers() {
        assertThat(new Corridor(Map.of("length", 5, "wall_colour", "blue")).spec())
                .contains(EnvironmentSpec.of("Corridor-v0", Map.of("wallColour", "blue")));
        assertThat(new Corridor(Map.of("cost", 1, "doors", List.of(2, 3))).spec())
                .contains(
                        EnvironmentSpec.of(
                                "Corridor-v0", Map.of("cost", 1.0, "doors", List.of(2, 3))));
    }

    @Test
    void givenAnIllegalOption_whenMade_thenTheLegalValuesAreNamed() {
        refused(
                Map.of("length", 1),
                "option length of this environment must be a whole number from 2 to 100, but is 1");
        refused(Map.of("length", 2.5), "must be a whole number from 2 to 100, but is 2.5");
        refused(Map.of("cost", "much"), "must be a number from 0 to 1, but is much");
        refused(Map.of("cost", Double.NaN), "but is NaN");
        refused(Map.of("icy", 1), "must be true or false, but is 1");
        refused(Map.of("wallColour", "green"), "must be one of red, blue, but is green");
        refused(
                Map.of("doors", List.of()),
                "must be a list of whole numbers from 0 to 9, but is []");
        refused(Map.of("doors", List.of(1, 10)), "but is [1, 10]");
        refused(Map.of("lenght", 3), "has no option \"lenght\"; the nearest is length");
    }

    @Test
    void givenWhatGymnasiumsMakeTakes_whenMade_thenWhatIsThereForItIsNamed() {
        refused(Map.of("render_mode", "human"), "render() gives the picture");
        refused(Map.of("max_episode_steps", 50), "new TimeLimit(env, steps)");
    }

    @Test
    void givenANumberForAList_whenMade_thenItIsAListOfOne() {
        assertThat(new Corridor(Map.of("doors", 2)).spec())
                .isEqualTo(new Corridor(Map.of("doors", List.of(2))).spec());
    }

    private static void refused(Map<String, Object> options, String message) {
        assertThatThrownBy(() -> new Corridor(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void givenADescription_whenShown_thenEverythingIsInIt() {
        var description = new Corridor(Map.of()).description().orElseThrow();
        assertThat(description.toText())
                .startsWith("Corridor-v0\n")
                .contains(
                        "Walk to the right end.",
                        "ObservationSpace([1], FLOAT32): the position",
                        "Discrete[2]: left, right",
                        "from -1.0 to 0.0 a step",
                        "at most 9 steps",
                        "the end is reached",
                        "nowhere",
                        "cells to the right end (default 5; a whole number from 2 to 100)");
        assertThat(description.toHtml()).contains("<th colspan=\"2\"", "<td", "the end is reached");
        assertThat(new FrameStack(new Corridor(Map.of()), 3).description().orElseThrow().toText())
                .contains("ObservationSpace([3], FLOAT32)");
    }
}

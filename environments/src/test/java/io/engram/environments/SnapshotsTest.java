package io.engram.environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environment.Snapshot;
import io.engram.environment.Step;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An episode goes on from a snapshot as if nothing had been. */
class SnapshotsTest {
    private static final int LONGEST = 400;
    private static final int EVERY = 23;
    private static final int AFTER = 40;

    /** Each id, and those of its options that change what an episode remembers. */
    static List<EnvironmentSpec> environments() {
        var all = new ArrayList<EnvironmentSpec>();
        Environments.all().stream()
                .filter(id -> !isBox2d(id))
                .forEach(id -> all.add(EnvironmentSpec.of(id)));
        all.add(EnvironmentSpec.of("TMaze-v0", Map.of("noise", true)));
        all.add(EnvironmentSpec.of("MiniGrid-MemoryS7-v0", Map.of("observation", "rgb")));
        all.add(EnvironmentSpec.of("Endless-SearingSpotlights-v0", Map.of("agentHealth", 1000)));
        all.add(EnvironmentSpec.of("Endless-MysteryPath-v0", Map.of("showStamina", true)));
        return all;
    }

    private static boolean isBox2d(String id) {
        return id.startsWith("LunarLander") || id.startsWith("BipedalWalker");
    }

    /** Actions that lead somewhere: each is held for some steps. */
    private static Action action(ActionSpace space, RandomStream random) {
        var choices = new int[space.branches().length];
        for (int branch = 0; branch < choices.length; branch++) {
            choices[branch] = random.nextInt(space.branches()[branch]);
        }
        var values = new float[space.low().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1) * space.high()[i];
        }
        return Action.of(choices, values);
    }

    private static List<Action> actions(Environment environment, long seed) {
        var random = RandomStream.of(seed, "actions");
        var actions = new ArrayList<Action>();
        while (actions.size() < LONGEST + AFTER) {
            Action action = action(environment.actionSpace(), random);
            for (int i = random.nextInt(4); i >= 0; i--) {
                actions.add(action);
            }
        }
        return actions;
    }

    @ParameterizedTest
    @MethodSource("environments")
    void givenASnapshot_whenRestored_thenEpisodeAndPictureGoOnToTheSameBits(EnvironmentSpec spec) {
        try (var played = Environments.make(spec);
                var restored = Environments.make(spec)) {
            for (long seed = 1; seed <= 3; seed++) {
                List<Action> actions = actions(played, seed);
                int length = steps(played, seed, actions).size();
                for (int at = 1; at < length; at += EVERY) {
                    played.reset(seed);
                    actions.subList(0, at).forEach(played::step);
                    Snapshot snapshot = played.snapshot().orElseThrow();
                    restored.restore(Snapshot.of(snapshot.bytes()));
                    assertThat(restored.snapshot()).contains(snapshot);
                    assertSame(restored.render(), played.render());
                    for (int i = at; i < Math.min(length, at + AFTER); i++) {
                        Step expected = played.step(actions.get(i));
                        assertThat(restored.step(actions.get(i)))
                                .as("seed %d, saved after %d, step %d", seed, at, i + 1)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    private static List<Step> steps(Environment environment, long seed, List<Action> actions) {
        var steps = new ArrayList<Step>();
        environment.reset(seed);
        while (steps.size() < LONGEST && (steps.isEmpty() || !steps.get(steps.size() - 1).done())) {
            steps.add(environment.step(actions.get(steps.size())));
        }
        return steps;
    }

    private static void assertSame(BufferedImage actual, BufferedImage expected) {
        int width = expected.getWidth();
        int height = expected.getHeight();
        int[] there = actual.getRGB(0, 0, width, height, null, 0, width);
        int[] here = expected.getRGB(0, 0, width, height, null, 0, width);
        assertThat(Arrays.equals(there, here)).as("the same picture").isTrue();
    }

    @Test
    void givenAWorldWithPhysics_thenThereIsNoSnapshotAndItIsPlayedAgain() {
        for (String id : Environments.all()) {
            if (isBox2d(id)) {
                try (var environment = Environments.make(id)) {
                    environment.reset(1);
                    assertThat(environment.snapshot()).isEqualTo(Optional.empty());
                }
            }
        }
    }

    @Test
    void givenASnapshotOfAnotherTask_thenItIsRefusedInOneSentence() {
        try (var maze = Environments.make("TMaze-v0");
                var cart = Environments.make("CartPole-v1");
                var small = Environments.make("MiniGrid-MemoryS7-v0");
                var large = Environments.make("MiniGrid-MemoryS11-v0")) {
            List.of(maze, cart, small, large).forEach(each -> each.reset(1));
            assertThatThrownBy(() -> cart.restore(maze.snapshot().orElseThrow()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("another environment or version");
            assertThatThrownBy(() -> small.restore(large.snapshot().orElseThrow()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(cart.reset(1)).isNotNull();
        }
    }
}

package io.engram.environments.classic;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.space.Action;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class CartPoleEnduranceTest {
    private static final int STEPS = 10_000_000;

    @Test
    void givenTenMillionSteps_whenTaken_thenNothingIsKept() {
        var env = new CartPole();
        play(env, STEPS / 10);
        long before = heapInUse();
        play(env, STEPS);
        assertThat(heapInUse() - before).isLessThan(256 * 1024);
    }

    private static void play(CartPole env, int steps) {
        Action[] actions = {Action.of(0), Action.of(1)};
        long seed = 0;
        env.reset(seed);
        for (int i = 0; i < steps; i++) {
            if (env.step(actions[i & 1]).done()) {
                env.reset(++seed);
            }
        }
    }

    private static long heapInUse() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}

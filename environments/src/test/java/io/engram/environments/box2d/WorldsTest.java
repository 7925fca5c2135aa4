package io.engram.environments.box2d;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What worlds share must not be seen: memory, time, and threads. */
class WorldsTest {
    private static final int MANY = 1000;
    private static final long MEGABYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = {LunarLander.ID, BipedalWalker.ID, BipedalWalker.HARDCORE_ID})
    void givenAnUsedEnvironment_whenResetAgain_thenTheEpisodeIsThatOfANewOne(String id) {
        try (var used = Environments.make(id)) {
            for (int seed = 0; seed < 30; seed++) {
                try (var fresh = Environments.make(id)) {
                    assertThat(checksum(used, seed)).isEqualTo(checksum(fresh, seed));
                }
            }
        }
    }

    @Test
    void givenTwoThreads_whenTheyPlayAtOnce_thenTheEpisodesAreThoseOfOneThread() throws Exception {
        var alone = new ArrayList<Long>();
        var tasks = new ArrayList<Callable<Long>>();
        for (int i = 0; i < 120; i++) {
            String id =
                    List.of(LunarLander.ID, BipedalWalker.ID, BipedalWalker.HARDCORE_ID).get(i % 3);
            int seed = i;
            Callable<Long> task =
                    () -> {
                        try (var environment = Environments.make(id)) {
                            return checksum(environment, seed);
                        }
                    };
            alone.add(task.call());
            tasks.add(task);
        }
        var threads = Executors.newFixedThreadPool(2);
        try {
            var together = new ArrayList<Long>();
            for (var result : threads.invokeAll(tasks)) {
                together.add(result.get());
            }
            assertThat(together).isEqualTo(alone);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void givenManyWorlds_whenMadeAndDropped_thenTheMemoryInUseDoesNotGrow() {
        try (var lander = new LunarLander();
                var walker = new BipedalWalker()) {
            playShortly(lander, walker);
            long before = used();
            playShortly(lander, walker);
            playShortly(lander, walker);
            assertThat(used() - before).isLessThan(4 * MEGABYTE);
        }
    }

    private static void playShortly(LunarLander lander, BipedalWalker walker) {
        for (int seed = 0; seed < MANY; seed++) {
            lander.reset(seed);
            walker.reset(seed);
            try (var another = new LunarLander()) {
                another.reset(seed);
            }
            for (int i = 0; i < 10; i++) {
                walker.step(Action.ofValues(1, -1, 1, -1));
            }
        }
    }

    private static long used() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** A checksum of all that random actions lead to in at most 200 steps. */
    private static long checksum(Environment environment, int seed) {
        var random = new SplittableRandom(seed);
        var crc = new CRC32();
        add(crc, environment.reset(seed).floats());
        for (int i = 0; i < 200; i++) {
            var step = environment.step(draw(environment.actionSpace(), random));
            add(crc, step.observation().floats());
            add(crc, (float) step.reward());
            if (step.done()) {
                break;
            }
        }
        return crc.getValue();
    }

    private static void add(CRC32 crc, float... values) {
        for (float value : values) {
            int bits = Float.floatToRawIntBits(value);
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                crc.update(bits >> shift);
            }
        }
    }

    private static Action draw(ActionSpace space, SplittableRandom random) {
        if (space instanceof ActionSpace.Discrete) {
            return Action.of(random.nextInt(4));
        }
        var values = new float[space.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return Action.ofValues(values);
    }

    @Test
    void givenOtherOptions_whenPlayed_thenTheWorldIsAnother() {
        var seen = new ArrayList<Long>();
        for (Map<String, Object> options :
                List.<Map<String, Object>>of(
                        Map.of(),
                        Map.of("gravity", -5),
                        Map.of("enableWind", true),
                        Map.of("enableWind", true, "windPower", 1),
                        Map.of("enable_wind", true, "turbulence_power", 0))) {
            try (var environment = Environments.make(LunarLander.ID, options)) {
                seen.add(checksum(environment, 1));
            }
        }
        assertThat(seen).doesNotHaveDuplicates();
    }
}

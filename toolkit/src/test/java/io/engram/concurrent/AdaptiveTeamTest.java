package io.engram.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AdaptiveTeamTest {

    @Test
    void givenQuickTasks_thenTheCallerDoesThem() {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        try (var team = new AdaptiveTeam(2, "helpers")) {
            for (int pass = 0; pass < 50; pass++) {
                team.forEach(1, index -> workers.add(Thread.currentThread()));
            }
        }
        assertThat(workers).containsExactly(Thread.currentThread());
    }

    @Test
    void givenSlowTasks_thenHelpersComeInTheThirdPass() {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        var together = new CyclicBarrier(2);
        try (var team = new AdaptiveTeam(2, "helpers")) {
            for (int pass = 0; pass < 2; pass++) {
                team.forEach(2, index -> LockSupport.parkNanos(1_000_000));
            }
            team.forEach(
                    2,
                    index -> {
                        workers.add(Thread.currentThread());
                        try {
                            together.await(20, TimeUnit.SECONDS);
                        } catch (Exception alone) {
                            throw new IllegalStateException(alone);
                        }
                    });
        }
        assertThat(workers).hasSize(2).contains(Thread.currentThread());
    }

    @Test
    void givenAnyPass_thenEachTaskIsDoneOnce() {
        var done = new AtomicIntegerArray(5);
        try (var team = new AdaptiveTeam(3, "helpers")) {
            for (int pass = 0; pass < 4; pass++) {
                team.forEach(
                        5,
                        index -> {
                            done.incrementAndGet(index);
                            LockSupport.parkNanos(100_000);
                        });
            }
        }
        assertThat(done).hasToString("[4, 4, 4, 4, 4]");
    }

    @Test
    void givenATaskThatFails_thenItsFailureIsThrown_andTheTeamGoesOn() {
        try (var team = new AdaptiveTeam(2, "helpers")) {
            for (int pass = 0; pass < 4; pass++) {
                assertThatThrownBy(
                                () ->
                                        team.forEach(
                                                3,
                                                index -> {
                                                    LockSupport.parkNanos(100_000);
                                                    if (index > 0) {
                                                        throw new IllegalStateException(
                                                                "task " + index);
                                                    }
                                                }))
                        .hasMessage("task 1");
            }
        }
    }
}

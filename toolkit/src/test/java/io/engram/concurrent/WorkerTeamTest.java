package io.engram.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerTeamTest {

    private static WorkerTeam team(int threads) {
        return new WorkerTeam(threads, "helpers", () -> {});
    }

    /** A task that is done when another thread is at it too. */
    private static IntConsumer together(int threads, Set<Thread> workers) {
        var barrier = new CyclicBarrier(threads);
        return index -> {
            workers.add(Thread.currentThread());
            try {
                barrier.await(20, TimeUnit.SECONDS);
            } catch (Exception alone) {
                throw new IllegalStateException(alone);
            }
        };
    }

    @Test
    void givenThreeThreads_thenTheCallerAndTwoHelpersWorkAtOnce() {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        try (var team = team(3)) {
            team.forEach(3, together(3, workers));
        }
        assertThat(workers).hasSize(3).contains(Thread.currentThread());
        workers.remove(Thread.currentThread());
        assertThat(workers)
                .allMatch(Thread::isDaemon)
                .allMatch(helper -> helper.getName().startsWith("helpers-"));
    }

    @Test
    void givenAThreadWithALoaderThatGoes_thenHelpersKeepTheToolkits() {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        var caller = Thread.currentThread();
        ClassLoader own = caller.getContextClassLoader();
        try (var team = team(2)) {
            caller.setContextClassLoader(null);
            team.forEach(2, together(2, workers));
            workers.remove(caller);
            assertThat(workers)
                    .extracting(Thread::getContextClassLoader)
                    .containsExactly(WorkerTeam.class.getClassLoader());
        } finally {
            caller.setContextClassLoader(own);
        }
    }

    @Test
    void givenManyRounds_thenEveryTaskIsDoneOnceInEach() {
        var done = new AtomicIntegerArray(7);
        try (var team = team(2)) {
            for (int round = 0; round < 20_000; round++) {
                team.forEach(7, done::incrementAndGet);
            }
        }
        for (int i = 0; i < 7; i++) {
            assertThat(done.get(i)).isEqualTo(20_000);
        }
    }

    @Test
    void givenAHelperThatFellAsleep_thenItIsWokenForTheNextRound() throws InterruptedException {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        try (var team = team(2)) {
            team.forEach(2, together(2, workers));
            Thread.sleep(50);
            team.forEach(2, together(2, workers));
        }
        assertThat(workers).hasSize(2);
    }

    @Test
    void givenTasksThatFail_thenTheLowestIsToldAndAllOthersAreDone() {
        var done = new AtomicIntegerArray(9);
        try (var team = team(2)) {
            assertThatThrownBy(
                            () ->
                                    team.forEach(
                                            9,
                                            index -> {
                                                if (index % 4 == 2) {
                                                    throw new IllegalStateException("at " + index);
                                                }
                                                done.incrementAndGet(index);
                                            }))
                    .hasMessage("at 2");
            for (int i = 0; i < 9; i++) {
                assertThat(done.get(i)).isEqualTo(i % 4 == 2 ? 0 : 1);
            }
            team.forEach(9, done::incrementAndGet);
            assertThat(done.get(2)).isEqualTo(1);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void givenACheckedExceptionThatNobodyDeclared_thenTheRoundEndsAndItIsTheCause() {
        try (var team = team(2)) {
            for (int round = 0; round < 50; round++) {
                assertThatThrownBy(
                                () ->
                                        team.forEach(
                                                8, index -> sneak(new IOException("at " + index))))
                        .isInstanceOf(CompletionException.class)
                        .hasRootCauseInstanceOf(IOException.class)
                        .hasRootCauseMessage("at 0");
            }
        }
    }

    @Test
    void givenALongTaskOfAHelper_thenTheCallerSleepsWhileItWaits() {
        var threads = ManagementFactory.getThreadMXBean();
        assumeTrue(threads.isCurrentThreadCpuTimeSupported());
        var caller = Thread.currentThread();
        try (var team = team(2)) {
            long before = threads.getCurrentThreadCpuTime();
            var both = new CyclicBarrier(2);
            team.forEach(
                    2,
                    index -> {
                        meet(both);
                        if (Thread.currentThread() != caller) {
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                        }
                    });
            long used = threads.getCurrentThreadCpuTime() - before;
            assertThat(TimeUnit.NANOSECONDS.toMillis(used)).isLessThan(100);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException(alone);
        }
    }

    @Test
    void givenAnInterruptOfTheCaller_thenAHelperAtWorkGetsItAndTheCallerKeepsIt() {
        var caller = Thread.currentThread();
        var interrupted = new AtomicReference<Thread>();
        try (var team = team(2)) {
            var both = new CyclicBarrier(2);
            team.forEach(
                    2,
                    index -> {
                        meet(both);
                        if (Thread.currentThread() != caller) {
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                            caller.interrupt();
                            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(20));
                            if (Thread.interrupted()) {
                                interrupted.set(Thread.currentThread());
                            }
                        }
                    });

            assertThat(Thread.interrupted()).isTrue();
            assertThat(interrupted.get()).isNotNull().isNotSameAs(caller);
        }
    }

    @Test
    void givenAClosedTeam_thenItsHelpersAreGone() {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        var team = team(2);
        team.forEach(2, together(2, workers));
        team.close();
        team.close();
        workers.remove(Thread.currentThread());
        assertThat(workers).noneMatch(Thread::isAlive);
    }
}

package io.engram.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.engram.environment.wrapper.ClipReward;
import io.engram.environment.wrapper.RecordStatistics;
import io.engram.environment.wrapper.ScaleReward;
import io.engram.environment.wrapper.TimeLimit;
import io.engram.random.RandomStream;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class VectorEnvironmentTest {
    private static final int COUNT = 7;
    private static final EnvironmentSpec SPEC = EnvironmentSpec.of("Slow-v0");
    private static final String THREADS = "engram.threads";

    /** All that a run is shown, for comparing one run with another. */
    record Seen(
            List<List<Observation>> observations, List<List<Double>> rewards, List<Episode> ended) {

        static Seen play(VectorEnvironment envs, RandomStream actions, int steps) {
            var seen = new Seen(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < steps; i++) {
                VectorStep step = envs.step(actions(envs.count(), actions));
                seen.observations.add(List.of(step.observations()));
                var last = new ArrayList<Observation>();
                for (Observation observation : step.finalObservations()) {
                    last.add(observation == null ? Observation.of(Float.NaN) : observation);
                }
                seen.observations.add(last);
                seen.rewards.add(Arrays.stream(step.rewards()).boxed().toList());
                seen.ended.addAll(step.finished());
            }
            return seen;
        }

        private static Action[] actions(int count, RandomStream random) {
            var actions = new Action[count];
            for (int i = 0; i < count; i++) {
                actions[i] = Action.of(random.nextInt(2));
            }
            return actions;
        }
    }

    @Test
    void givenOneMoreEnvironment_thenItHasTheWrappersAndIsNotNormalised() {
        var made = new ArrayList<Environment>();
        try (var envs =
                VectorEnvironment.of(
                                2,
                                () -> {
                                    made.add(new TimeLimit(new Corridor(), 3));
                                    return made.get(made.size() - 1);
                                })
                        .normalizeObservations()
                        .normalizeRewards(0.9)) {
            envs.reset(5);
            VectorState before = envs.state();

            Environment more = envs.newEnvironment();

            assertThat(more).isSameAs(made.get(2)).isInstanceOf(TimeLimit.class);
            assertThat(more.reset(7)).isEqualTo(new Corridor().reset(7));
            assertThat(envs.state()).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @Test
    void givenThreads_whenStepped_thenTheBitsAreThoseOfOneThread() {
        try (var sync = VectorEnvironment.of(COUNT, Corridor::new);
                var parallel = VectorEnvironment.parallel(COUNT, 3, Corridor::new)) {
            assertThat(parallel.reset(5)).isEqualTo(sync.reset(5));
            Seen expected = Seen.play(sync, RandomStream.of(1, "actions"), 200);
            Seen actual = Seen.play(parallel, RandomStream.of(1, "actions"), 200);
            assertThat(actual).isEqualTo(expected);
            assertThat(expected.ended).hasSizeGreaterThan(20);
            assertThat(parallel.state().episodes().get(3).actions())
                    .isEqualTo(sync.state().episodes().get(3).actions());
        }
    }

    @Test
    void
            givenEnvironmentsMadeByTheirId_whenSteppingTakesLong_thenSeveralThreadsStepToTheSameBits() {
        Set<String> names = ConcurrentHashMap.newKeySet();
        String before = System.setProperty(THREADS, "3");
        try (var sync = VectorEnvironment.of(COUNT, Corridor::new);
                var adaptive =
                        new AdaptiveVectorEnvironment(
                                COUNT, () -> new Slow(names, Optional.of(SPEC)))) {
            assertThat(adaptive.reset(5)).isEqualTo(sync.reset(5));
            Seen expected = Seen.play(sync, RandomStream.of(1, "actions"), 40);
            Seen actual = Seen.play(adaptive, RandomStream.of(1, "actions"), 40);
            assertThat(actual).isEqualTo(expected);
        } finally {
            if (before == null) {
                System.clearProperty(THREADS);
            } else {
                System.setProperty(THREADS, before);
            }
        }
        assertThat(names).hasSizeGreaterThan(1).contains(Thread.currentThread().getName());
    }

    @Test
    void givenEnvironmentsThatNoIdMakes_whenSteppingTakesLong_thenOneThreadSteps() {
        Set<String> names = ConcurrentHashMap.newKeySet();
        try (var adaptive =
                new AdaptiveVectorEnvironment(COUNT, () -> new Slow(names, Optional.empty()))) {
            adaptive.reset(5);
            Seen.play(adaptive, RandomStream.of(1, "actions"), 20);
        }
        assertThat(names).containsExactly(Thread.currentThread().getName());
    }

    /** A corridor of which a step takes a millisecond. */
    private static final class Slow extends Corridor {
        private final Set<String> names;
        private final Optional<EnvironmentSpec> spec;

        Slow(Set<String> names, Optional<EnvironmentSpec> spec) {
            this.names = names;
            this.spec = spec;
        }

        @Override
        public Step step(Action action) {
            names.add(Thread.currentThread().getName());
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.step(action);
        }

        @Override
        public Optional<EnvironmentSpec> spec() {
            return spec;
        }
    }

    @Test
    void givenASavedState_whenRestored_thenTheRunGoesOnToTheSameBits() {
        for (UnaryOperator<VectorEnvironment> around : around()) {
            var unbroken = around.apply(VectorEnvironment.of(COUNT, Corridor::new));
            var actions = RandomStream.of(1, "actions");
            unbroken.reset(5);
            Seen.play(unbroken, actions, 122);
            Observation[] last = unbroken.step(Seen.actions(COUNT, actions)).observations();
            VectorState state = unbroken.state();
            byte[] actionState = actions.save();
            Seen expected = Seen.play(unbroken, actions, 60);

            var resumed = around.apply(VectorEnvironment.parallel(COUNT, 2, Corridor::new));
            assertThat(resumed.restore(state)).isEqualTo(last);
            Seen actual = Seen.play(resumed, RandomStream.restored(actionState), 60);

            assertThat(actual).isEqualTo(expected);
            assertThat(resumed.state().statistics().keySet())
                    .isEqualTo(state.statistics().keySet());
            unbroken.close();
            resumed.close();
        }
    }

    private static List<UnaryOperator<VectorEnvironment>> around() {
        return List.of(
                envs -> envs,
                VectorEnvironment::normalizeObservations,
                envs -> envs.normalizeRewards(0.9),
                envs -> envs.normalizeObservations().normalizeRewards(0.9));
    }

    @Test
    void givenAnEpisodeThatEnds_whenStepped_thenTheNextHasBegunAndTheLastIsKept() {
        try (var envs = VectorEnvironment.of(1, () -> new TimeLimit(new Corridor(), 2))) {
            envs.reset(3);
            envs.step(new Action[] {Action.of(1)});
            VectorStep step = envs.step(new Action[] {Action.of(1)});
            assertThat(step.truncated()).containsExactly(true);
            assertThat(step.terminated()).containsExactly(false);
            assertThat(step.observations()[0]).isEqualTo(Observation.of(0, 0.5f));
            assertThat(step.finalObservations()[0]).isNotNull();
            assertThat(step.finished()).hasSize(1);
            assertThat(step.finished().get(0).length()).isEqualTo(2);
            assertThat(envs.state().episodes().get(0).actions()).isEmpty();
        }
    }

    @Test
    void givenASnapshot_whenTheEpisodeGoesOn_thenItStaysAsItWas() {
        try (var envs = VectorEnvironment.of(1, () -> new TimeLimit(new Still(), 100_000))) {
            envs.reset(1);
            var states = new ArrayList<VectorState>();
            for (int i = 0; i < 20_000; i++) {
                envs.step(new Action[] {Action.of(i % 2)});
                states.add(envs.state());
            }
            List<Action> early = states.get(40).episodes().get(0).actions();
            assertThat(early).hasSize(41);
            assertThat(early.get(39)).isEqualTo(Action.of(1));
            assertThat(states.get(19_999).episodes().get(0).actions()).hasSize(20_000);
        }
    }

    @Test
    void givenWrappersThatChangeRewards_whenAnEpisodeEnds_thenItsTotalIsTheTasksOwn() {
        try (var plain = VectorEnvironment.of(1, Corridor::new);
                var changed =
                        VectorEnvironment.of(
                                1,
                                () ->
                                        new RecordStatistics(
                                                new ScaleReward(
                                                        new ClipReward(new Corridor(), 0, 0.1),
                                                        0.01)))) {
            plain.reset(2);
            changed.reset(2);
            var expected = Seen.play(plain, RandomStream.of(1, "actions"), 100);
            var actual = Seen.play(changed, RandomStream.of(1, "actions"), 100);
            assertThat(actual.ended).isEqualTo(expected.ended).isNotEmpty();
            assertThat(actual.ended.get(0).info()).isEmpty();
            assertThat(actual.rewards).isNotEqualTo(expected.rewards);
        }
    }

    @Test
    void givenAFailureOnAWorker_whenStepped_thenItArrivesAndAResetMends() {
        var made = new AtomicInteger();
        try (var envs =
                VectorEnvironment.parallel(
                        4, 2, () -> made.getAndIncrement() < 2 ? new Still() : new Failing())) {
            envs.reset(1);
            Action[] actions = {Action.of(0), Action.of(0), Action.of(0), Action.of(0)};
            assertThatThrownBy(() -> envs.step(actions))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("Failing (environment 2)")
                    .hasMessageContaining("step 1")
                    .hasRootCauseInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> envs.step(actions)).hasMessageContaining("reset(seed)");
            assertThat(envs.reset(1)).hasSize(4);
        }
    }

    @Test
    void givenWorkers_whenClosedTwice_thenNothingHangs() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    var envs = VectorEnvironment.parallel(2, 2, Corridor::new);
                    envs.reset(1);
                    envs.close();
                    envs.close();
                    assertThatThrownBy(() -> envs.reset(1))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("these environments are closed; make new ones");
                });
    }

    @Test
    void givenAnInterruptedThread_whenStepped_thenTheStepIsWholeAndTheInterruptIsKept() {
        try (var envs = VectorEnvironment.parallel(2, 2, Corridor::new)) {
            envs.reset(1);
            Thread.currentThread().interrupt();
            VectorStep step = envs.step(new Action[] {Action.of(0), Action.of(1)});
            assertThat(Thread.interrupted()).isTrue();
            assertThat(step.observations()).doesNotContainNull();
        }
    }

    @Test
    void givenRewards_whenNormalized_thenTheyAreDividedByTheDeviationOfTheReturn() {
        try (var plain = VectorEnvironment.of(COUNT, Corridor::new);
                var normal = VectorEnvironment.of(COUNT, Corridor::new).normalizeRewards(0)) {
            plain.reset(1);
            normal.reset(1);
            Seen raw = Seen.play(plain, RandomStream.of(1, "actions"), 50);
            Seen seen = Seen.play(normal, RandomStream.of(1, "actions"), 50);
            double[] all =
                    raw.rewards.stream()
                            .flatMap(List::stream)
                            .mapToDouble(Double::doubleValue)
                            .toArray();
            double mean = Arrays.stream(all).average().orElseThrow();
            double variance =
                    Arrays.stream(all).map(it -> (it - mean) * (it - mean)).average().orElseThrow();
            assertThat(seen.rewards.get(49).get(0))
                    .isCloseTo(
                            raw.rewards.get(49).get(0) / Math.sqrt(variance + 1e-8), within(1e-9));
            assertThat(seen.ended).isEqualTo(raw.ended);
        }
    }

    /** Stays where it is. */
    static class Still extends Corridor {
        @Override
        public Step step(Action action) {
            return Step.of(Observation.of(0, 0), 1);
        }
    }

    /** Divides by zero. */
    static final class Failing extends Corridor {
        @Override
        public Step step(Action action) {
            throw new ArithmeticException("/ by zero");
        }
    }
}

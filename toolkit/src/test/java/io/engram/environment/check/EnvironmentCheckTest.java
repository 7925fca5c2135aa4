package io.engram.environment.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.CheckedEnvironment;
import io.engram.environment.Corridor;
import io.engram.environment.Environment;
import io.engram.environment.EnvironmentDescription;
import io.engram.environment.EnvironmentException;
import io.engram.environment.EnvironmentOptions;
import io.engram.environment.EnvironmentSpec;
import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.environment.Step;
import io.engram.space.Action;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentCheckTest {

    /** A walk that keeps every rule and refuses every misuse. */
    static class Walk extends CheckedEnvironment {
        int position;

        Walk() {
            super(
                    EnvironmentDescription.of("Walk-v0", "Walk to the right.")
                            .observation(ObservationSpace.vector(1), "the position")
                            .action(ActionSpace.discrete(2), "left, right")
                            .rewards(-1, -1)
                            .stepLimit(50),
                    EnvironmentOptions.none());
        }

        @Override
        protected Observation begin(long seed) {
            position = (int) (seed % 3);
            return Observation.of(position);
        }

        @Override
        protected Step advance(Action action) {
            position += action.choice() == 1 ? 1 : -1;
            return new Step(Observation.of(position), -1, position == 5, steps() >= 50);
        }

        @Override
        protected BufferedImage draw() {
            return new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        }
    }

    private static int shared;

    static Stream<Arguments> faultsOfOne() {
        return Stream.of(
                fault(
                        () ->
                                new Walk() {
                                    @Override
                                    protected Observation begin(long seed) {
                                        position = (position + 1) % 3;
                                        return Observation.of(position);
                                    }
                                },
                        "the same seed and actions led to something else in the first observation"
                                + " of episode 1; take all randomness from the seed"),
                fault(
                        () ->
                                new Walk() {
                                    private final float[] reused = new float[1];

                                    @Override
                                    protected Step advance(Action action) {
                                        Step step = super.advance(action);
                                        reused[0] = position;
                                        return new Step(
                                                Observation.of(reused),
                                                -1,
                                                step.terminated(),
                                                step.truncated());
                                    }
                                },
                        "changed an observation after it had returned it"),
                fault(
                        () ->
                                new Walk() {
                                    @Override
                                    protected BufferedImage draw() {
                                        position++;
                                        return super.draw();
                                    }
                                },
                        "render() must not change the episode"),
                fault(
                        () ->
                                new Walk() {
                                    @Override
                                    protected BufferedImage draw() {
                                        return new BufferedImage(8 + Math.abs(position) % 2, 8, 1);
                                    }
                                },
                        "must all have one size, but have 8 × 8, 9 × 8"),
                fault(
                        () ->
                                new Walk() {
                                    @Override
                                    protected Step advance(Action action) {
                                        Step step = super.advance(action);
                                        return new Step(
                                                step.observation(),
                                                2,
                                                step.terminated(),
                                                step.truncated());
                                    }
                                },
                        "says that rewards are from -1.0 to -1.0, but they were from 2.0 to 2.0"),
                fault(
                        () ->
                                new Walk() {
                                    @Override
                                    protected Step advance(Action action) {
                                        position += action.choice() == 1 ? 1 : -1;
                                        return Step.of(Observation.of(position), -1);
                                    }
                                },
                        "says that an episode has at most 50 steps, but one had 599"));
    }

    static Stream<Arguments> faultsOfSeveral() {
        return Stream.of(
                fault(
                        () ->
                                new Walk() {
                                    @Override
                                    protected Observation begin(long seed) {
                                        shared = 0;
                                        return super.begin(seed);
                                    }

                                    @Override
                                    protected Step advance(Action action) {
                                        Step step = super.advance(action);
                                        shared++;
                                        return new Step(
                                                Observation.of(shared),
                                                -1,
                                                step.terminated(),
                                                step.truncated());
                                    }
                                },
                        "an episode beside another environment led to something else"),
                fault(
                        () ->
                                new Walk() {
                                    private final String home = Thread.currentThread().getName();

                                    @Override
                                    protected Step advance(Action action) {
                                        boolean away = home.startsWith("pool");
                                        return away
                                                ? Step.of(Observation.of(-1), -1)
                                                : super.advance(action);
                                    }
                                },
                        "an episode on another thread led to something else"),
                fault(
                        () ->
                                new Walk() {
                                    @Override
                                    protected Step advance(Action action) {
                                        return Step.of(Observation.of(1, 2), -1);
                                    }
                                },
                        "returned an observation of 2 floats in step 1"),
                fault(
                        () ->
                                new Walk() {
                                    @Override
                                    protected Step advance(Action action) {
                                        throw new ArithmeticException("division by zero");
                                    }
                                },
                        "threw java.lang.ArithmeticException: division by zero in step 1"),
                fault(
                        () ->
                                new Walk() {
                                    @Override
                                    public int[] velocityIndices() {
                                        return new int[] {1};
                                    }

                                    @Override
                                    public int framesPerSecond() {
                                        return 0;
                                    }
                                },
                        "must be numbers from 0 to 0, but are [1]"),
                fault(
                        () ->
                                new Walk() {
                                    @Override
                                    protected void release() {
                                        throw new IllegalStateException("gone");
                                    }
                                },
                        "must allow close() twice"));
    }

    private static Arguments fault(Supplier<Environment> maker, String message) {
        return Arguments.of(maker, message);
    }

    @ParameterizedTest
    @MethodSource({"faultsOfOne", "faultsOfSeveral"})
    void givenABrokenRule_whenVerified_thenTheMessageNamesIt(
            Supplier<Environment> maker, String message) {
        assertThatThrownBy(() -> EnvironmentCheck.verify(maker))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining(message);
        assertThat(EnvironmentCheck.inspect(maker).problems())
                .anyMatch(problem -> problem.contains(message));
    }

    @Test
    void givenAGoodEnvironment_whenVerified_thenThereIsNothingToSay() {
        var check = EnvironmentCheck.verify(Walk::new);
        assertThat(check.problems()).isEmpty();
        assertThat(check.advice()).isEmpty();
        assertThat(check.toText()).startsWith("Walk keeps the rules (600 steps, ");
        assertThat(check.toHtml()).startsWith("<pre>Walk keeps");
    }

    @Test
    void givenSeveralBrokenRules_whenVerified_thenAllAreNamedAtOnce() {
        Supplier<Environment> maker =
                () ->
                        new Walk() {
                            @Override
                            public int framesPerSecond() {
                                return 0;
                            }

                            @Override
                            public int[] velocityIndices() {
                                return new int[] {7};
                            }
                        };
        assertThatThrownBy(() -> EnvironmentCheck.verify(maker))
                .hasMessageContaining("breaks several rules:\n- velocityIndices()")
                .hasMessageContaining("\n- framesPerSecond()");
    }

    @Test
    void givenAnEnvironmentThatAllowsMisuse_whenInspected_thenItIsAdvisedAgainst() {
        var check = EnvironmentCheck.inspect(Corridor::new);
        assertThat(check.problems()).isEmpty();
        assertThat(check.advice())
                .anyMatch(it -> it.contains("has no picture"))
                .anyMatch(it -> it.contains("does not refuse a step after the end"))
                .anyMatch(it -> it.contains("does not refuse the action Action[2]"));
    }

    @Test
    void givenOneEnvironmentOnly_whenInspected_thenItIsSaidThatCopiesWereNotChecked() {
        var check = EnvironmentCheck.inspect(new Corridor());
        assertThat(check.advice()).anyMatch(it -> it.contains("only one Corridor was checked"));
    }

    @Test
    void givenOneEnvironmentThatNobodyRegistered_whenVerified_thenItIsCheckedAlone() {
        var check = EnvironmentCheck.verify(new Walk());
        assertThat(check.advice()).anyMatch(it -> it.contains("only one Walk was checked"));
    }

    @Test
    void givenAnEnvironmentWithoutEnd_whenInspected_thenATimeLimitIsAdvised() {
        Supplier<Environment> maker =
                () ->
                        new Corridor() {
                            @Override
                            public Step step(Action action) {
                                return Step.of(Observation.of(0, 0), 0);
                            }

                            @Override
                            public Optional<EnvironmentSpec> spec() {
                                return Optional.empty();
                            }
                        };
        assertThat(EnvironmentCheck.inspect(maker).advice())
                .anyMatch(it -> it.contains("should a TimeLimit go around it?"));
    }

    /** Its steps depend on how often it went to the left; a snapshot may forget that. */
    private static class Tired extends Walk {
        private final boolean forgetful;
        private int left;

        Tired(boolean forgetful) {
            this.forgetful = forgetful;
        }

        @Override
        protected Observation begin(long seed) {
            left = 0;
            return super.begin(seed);
        }

        @Override
        protected Step advance(Action action) {
            left += 1 - action.choice();
            position -= left % 3 == 2 ? 1 : 0;
            return super.advance(action);
        }

        @Override
        protected boolean save(SnapshotWriter to) {
            to.put(position).put(forgetful ? 0 : left);
            return true;
        }

        @Override
        protected void load(SnapshotReader from) {
            position = from.nextInt();
            left = from.nextInt();
        }
    }

    @Test
    void givenASnapshotThatForgetsSomething_thenItIsFound() {
        assertThat(EnvironmentCheck.inspect(() -> new Tired(false)).problems()).isEmpty();
        assertThat(EnvironmentCheck.inspect(() -> new Tired(true)).problems())
                .singleElement()
                .asString()
                .contains("an episode that went on from a snapshot led to something else in step")
                .contains("let snapshot() write everything that step(action) changes");
    }
}

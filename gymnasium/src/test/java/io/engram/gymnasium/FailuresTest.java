package io.engram.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Environment;
import io.engram.environment.EnvironmentException;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.VectorStep;
import io.engram.space.Action;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static Action[] all(int count, int choice) {
        return Collections.nCopies(count, Action.of(choice)).toArray(Action[]::new);
    }

    private static void step(VectorEnvironment envs, int times) {
        for (int i = 0; i < times; i++) {
            envs.step(all(envs.count(), 1));
        }
    }

    @Test
    void givenAnExceptionInAStep_thenOneExceptionNamesTheEnvironmentAndHasTheTraceback() {
        try (var envs = WithPython.scripted("Raising").vector(3)) {
            envs.reset(1);
            step(envs, 2);

            assertThatThrownBy(() -> step(envs, 1))
                    .isInstanceOf(EnvironmentException.class)
                    .hasNoCause()
                    .hasMessageStartingWith(
                            "scripted:Raising (environment 0) threw ValueError: nobody wants the"
                                    + " action 1 in step 3 of its episode:\nTraceback")
                    .hasMessageContainingAll("scripted.py", "in fail")
                    .hasMessageNotContaining("worker.py");
        }
    }

    @Test
    void givenAnExceptionInAStep_whenBegunAnew_thenTheEnvironmentsGoOn() {
        try (var envs = WithPython.scripted("Raising").vector(3)) {
            envs.reset(1);
            step(envs, 2);
            assertThatThrownBy(() -> step(envs, 1)).isInstanceOf(EnvironmentException.class);

            envs.reset(2);
            step(envs, 2);
            assertThat(envs.state().episodes().get(2).actions()).hasSize(2);
        }
    }

    @Test
    void givenAnExceptionInAReset_thenItIsToldOfTheReset() {
        try (var envs = WithPython.scripted("RaisingAtReset").vector(2)) {
            assertThatThrownBy(() -> envs.reset(1))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("threw RuntimeError: no episode today from reset(seed)");
        }
    }

    @Test
    void givenAnEnvironmentThatExits_thenItIsAFailureOfTheStepAndTheProcessLives() {
        try (var envs = WithPython.scripted("Exiting").vector(2)) {
            envs.reset(1);
            assertThatThrownBy(() -> step(envs, 1)).hasMessageContaining("threw SystemExit: 3");
            envs.reset(1);
        }
    }

    @Test
    void givenAnObservationOfAnotherShape_thenItIsRefused() {
        try (var envs = WithPython.scripted("WrongShape").vector(1)) {
            envs.reset(1);
            assertThatThrownBy(() -> step(envs, 1))
                    .hasMessageContaining("observation must have the shape (2,)")
                    .hasMessageContaining("but has (1,)");
        }
    }

    @Test
    void givenAProcessThatEnds_thenItIsNamedWithItsLastLines() {
        try (var envs = WithPython.scripted("Dying").workers(1).vector(2)) {
            envs.reset(1);
            step(envs, 2);

            assertThatThrownBy(() -> envs.step(all(2, 2)))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageMatching(
                            "(?s)scripted:Dying \\(environment 0\\) lost its Python process \\d+,"
                                    + " which ended with exit code 7, in step 3 of its episode:\n"
                                    + "its last lines were\n.*a last word");
        }
    }

    @Test
    void givenAProcessThatEnded_whenReset_thenItsEnvironmentsBeginInANewOne() {
        try (var envs = WithPython.scripted("Dying").workers(2).vector(4)) {
            var first = envs.reset(1);
            step(envs, 2);
            assertThatThrownBy(() -> envs.step(all(4, 2))).hasMessageContaining("lost");

            assertThat(envs.reset(1)).isEqualTo(first);
            step(envs, 2);
        }
    }

    @Test
    void givenAProcessThatEnds_whenRestartIsWished_thenItsEpisodesAreCutOffAndTheNextBegin() {
        try (var envs = WithPython.scripted("Dying").workers(2).restartLostProcesses().vector(4)) {
            envs.reset(1);
            step(envs, 2);
            Action[] actions = all(4, 1);
            actions[0] = Action.of(2);

            VectorStep cut = envs.step(actions);

            // Environments 0 and 2 share the first of two processes.
            assertThat(cut.truncated()).containsExactly(true, false, true, false);
            assertThat(cut.terminated()).containsOnly(false);
            assertThat(cut.finished()).hasSize(2);
            assertThat(cut.finished().get(0).info())
                    .isEqualTo(Map.of(PythonEnvironment.RESTARTED, 1.0));
            assertThat(cut.observations()[0].floats()[0]).isZero();
            assertThat(cut.observations()[1].floats()[0]).isEqualTo(3);
            step(envs, 2);
        }
    }

    @Test
    void givenAProcessThatDoesNotAnswer_thenItIsEndedAndNamed() {
        try (var envs = WithPython.scripted("Hanging").timeout(Duration.ofMillis(300)).vector(2)) {
            envs.reset(1);
            assertThatThrownBy(() -> step(envs, 1))
                    .hasMessageContaining(
                            "which did not answer within 0.3 s and was ended (raise the limit with"
                                    + " timeout(…))");
        }
    }

    @Test
    void givenAnEnvironmentThatPrints_thenTheLinesArriveAndTheProtocolHolds() {
        Set<String> lines = ConcurrentHashMap.newKeySet();
        try (var envs = WithPython.scripted("Talking").onPrint(lines::add).vector(1)) {
            envs.reset(1);
            step(envs, 3);
        }
        assertThat(lines).contains("said 0", "said 2", "written");
    }

    @Test
    void givenAnIdThatNobodyKnows_thenPythonSaysSo() {
        var python = WithPython.having();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PythonEnvironments.of("CartPoll-v1").python(python).make())
                .withMessageContainingAll("CartPoll-v1 cannot be made", "NameNotFound", "CartPole");
    }

    @Test
    void givenAVectorThatCannotBeMade_thenNoProcessIsLeft() {
        PythonEnvironmentBuilder builder = WithPython.scripted("nested").workers(2);
        long before = ProcessHandle.current().children().count();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.vector(4));
        assertThat(ProcessHandle.current().children().count()).isEqualTo(before);
    }

    @Test
    void givenAModuleThatIsMissing_thenPythonSaysSo() {
        var python = WithPython.having();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PythonEnvironments.of("nobody:Has-v0").python(python).make())
                .withMessageContaining("No module named 'nobody'");
    }

    @Test
    void givenAnEnvironmentThatIsClosed_thenItSaysSo() {
        Environment environment = WithPython.scripted("Scripted").make();
        environment.close();
        environment.close();
        assertThatThrownBy(() -> environment.reset(1)).hasMessageContaining("is closed");
    }
}

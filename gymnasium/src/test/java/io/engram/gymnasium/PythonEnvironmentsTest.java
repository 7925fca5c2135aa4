package io.engram.gymnasium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.RandomActions;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.check.EnvironmentCheck;
import io.engram.environment.wrapper.FrameStack;
import io.engram.environment.wrapper.RepeatAction;
import io.engram.space.Action;
import io.engram.space.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonEnvironmentsTest {

    /** What environments show in some steps of random actions, with their rewards and ends. */
    private static List<Object> played(VectorEnvironment envs) {
        var seen = new ArrayList<Object>(List.of(envs.reset(3)));
        var random = new RandomActions(envs.actionSpace(), 4);
        for (int i = 0; i < 60; i++) {
            var actions = new Action[envs.count()];
            for (int k = 0; k < actions.length; k++) {
                actions[k] = random.next();
            }
            var step = envs.step(actions);
            seen.addAll(List.of(step.observations()));
            for (int k = 0; k < actions.length; k++) {
                seen.add(step.rewards()[k]);
                seen.add(step.terminated()[k]);
            }
            seen.addAll(step.finished());
        }
        return seen;
    }

    @Test
    void givenAVector_whenPlayed_thenItIsEngramsOwnToTheBitWhateverTheWorkers() {
        Python python = WithPython.having();
        List<Object> own;
        try (var envs = Environments.vector("CartPole-v1", 5)) {
            own = played(envs);
        }
        for (int workers : new int[] {1, 2, 5}) {
            try (var envs =
                    PythonEnvironments.of("CartPole-v1")
                            .python(python)
                            .workers(workers)
                            .vector(5)) {
                assertThat(played(envs)).isEqualTo(own);
            }
        }
    }

    @Test
    void givenWrappersOfJava_thenTheyWrapWhetherTheyPassOnOrNot() {
        Python python = WithPython.having();
        for (UnaryOperator<Environment> wrapper :
                List.<UnaryOperator<Environment>>of(
                        it -> new FrameStack(it, 2), it -> new RepeatAction(it, 2))) {
            List<Object> own;
            try (var envs = Environments.vector("CartPole-v1", 4, wrapper)) {
                own = played(envs);
            }
            try (var envs =
                    PythonEnvironments.of("CartPole-v1").python(python).vector(4, wrapper)) {
                assertThat(played(envs)).isEqualTo(own);
            }
        }
    }

    @Test
    void givenAnEnvironmentOfPython_thenItKeepsTheRulesOfEnvironments() {
        EnvironmentCheck.verify(() -> WithPython.scripted("Scripted").make());
    }

    @Test
    void givenAVector_whenClosed_thenItsProcessesAreGoneAndNoFileIsLeft() {
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        List<ProcessHandle> workers;
        try (var envs = WithPython.scripted("Scripted").workers(2).vector(3)) {
            envs.reset(1);
            workers =
                    ProcessHandle.current().children().filter(it -> !before.contains(it)).toList();
            assertThat(workers).hasSize(2);
            assertThat(memoryFiles()).isEmpty();
        }
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
    }

    private static List<Path> memoryFiles() {
        Path memory = Path.of("/dev/shm");
        if (!Files.isDirectory(memory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(memory)) {
            return files.filter(it -> it.getFileName().toString().startsWith("engram-")).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void givenAProcessWhoseCommandsEnd_thenItEndsByItself() throws Exception {
        Python python = WithPython.having();
        Process process = WorkerScript.write().start(python, Workplace.usual());
        process.getInputStream().read();
        process.getOutputStream().close();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void givenArguments_thenTheEnvironmentHasThem() {
        try (Environment environment =
                WithPython.scripted("Configured")
                        .options(Map.of("size", 7, "names", List.of("a", "b")))
                        .resetOptions(Map.of("low", 3))
                        .make()) {
            assertThat(environment.reset(1)).isEqualTo(Observation.of(9f, 3));
        }
    }

    @Test
    void givenAnIdThatAModuleRegisters_thenItsArgumentsAndLimitHold() {
        try (Environment environment = WithPython.scripted("Registered-v0").make()) {
            assertThat(environment.reset(1)).isEqualTo(Observation.of(40f, 0));
            for (int i = 0; i < 4; i++) {
                assertThat(environment.step(Action.of(0)).done()).isFalse();
            }
            assertThat(environment.step(Action.of(0)).truncated()).isTrue();
            assertThat(environment.description().orElseThrow().stepLimit()).hasValue(5);
        }
    }

    @Test
    void givenWrappersOfPython_thenTheyWrapInTheirOrder() {
        try (Environment environment =
                WithPython.scripted("Configured")
                        .wrap("scripted.Add", Map.of("much", 100))
                        .wrap("gymnasium.wrappers.FlattenObservation")
                        .make()) {
            assertThat(environment.reset(1)).isEqualTo(Observation.of(101f, 100));
        }
    }

    @Test
    void givenAMaskInTheInfo_thenItSaysWhichChoicesAreLegal() {
        try (Environment environment = WithPython.scripted("Masked").make()) {
            assertThat(environment.reset(1).legalChoices()).containsExactly(true, false, false);
            assertThat(environment.step(Action.of(0)).observation().legalChoices())
                    .containsExactly(false, true, false);
            assertThat(environment.step(Action.of(1)).observation().legalChoices()).isNull();
        }
    }

    @Test
    void givenAMaskOfAnotherName_thenItIsNone() {
        try (Environment environment = WithPython.scripted("Masked").actionMask("legal").make()) {
            assertThat(environment.reset(1).legalChoices()).isNull();
        }
    }

    @Test
    void givenNumbersInTheInfo_thenTheLastStepTellsThem() {
        try (Environment environment = WithPython.scripted("Scripted").make()) {
            environment.reset(1);
            for (int i = 0; i < 9; i++) {
                assertThat(environment.step(Action.of(0)).info()).isEmpty();
            }
            assertThat(environment.step(Action.of(0)).info()).isEqualTo(Map.of("count", 10.0));
        }
    }

    @Test
    void givenNumbersInTheInfo_whenWishedInEveryStep_thenEachTellsThem() {
        try (Environment environment = WithPython.scripted("Scripted").infoEveryStep().make()) {
            environment.reset(1);
            assertThat(environment.step(Action.of(0)).info()).isEqualTo(Map.of("count", 1.0));
        }
    }

    @Test
    void givenAPicture_thenItHasTheColoursOfPython() {
        try (Environment environment = WithPython.scripted("Configured").make()) {
            environment.reset(1);
            environment.step(Action.of(0));
            var picture = environment.render();
            assertThat(picture.getWidth()).isEqualTo(6);
            assertThat(picture.getHeight()).isEqualTo(4);
            assertThat(picture.getRGB(2, 1) & 0xFFFFFF).isEqualTo(10 << 16 | 20 << 8 | 1);
            assertThat(picture.getRGB(1, 2) & 0xFFFFFF).isZero();
            assertThat(environment.framesPerSecond()).isEqualTo(12);
        }
    }

    @Test
    void givenNoPicture_thenItSaysWhatToDo() {
        try (Environment environment = WithPython.scripted("Scripted").make()) {
            environment.reset(1);
            assertThatThrownBy(environment::render)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("scripted:Scripted threw NotImplementedError");
        }
    }

    @Test
    void givenEpisodesThatLeaveTraces_whenMadeNewEachTime_thenTheyLeaveNone() {
        try (Environment leaving = WithPython.scripted("Traces").make();
                Environment fresh = WithPython.scripted("Traces").newEachEpisode().make()) {
            for (Environment each : List.of(leaving, fresh)) {
                each.reset(1);
                each.step(Action.of(0));
            }
            assertThat(leaving.reset(1).floats()[0]).isEqualTo(1);
            assertThat(fresh.reset(1).floats()[0]).isZero();
        }
    }

    @Test
    void givenSeedOnce_thenTheFirstEpisodeIsSeededAndNoOther() {
        try (Environment each = WithPython.scripted("Scripted").make();
                Environment once = WithPython.scripted("Scripted").seedOnce().make()) {
            Observation first = each.reset(5);
            Observation second = each.reset(5);
            assertThat(once.reset(5)).isEqualTo(first).isEqualTo(second);
            assertThat(once.reset(5)).isNotEqualTo(second);
        }
    }

    @Test
    void givenADescription_whenMadeByName_thenItIsTheSameTask() {
        Python python = WithPython.having();
        var described =
                WithPython.scripted("Configured")
                        .option("size", 3)
                        .wrap("scripted.Add", Map.of("much", 5));
        try (Environment made = described.make()) {
            assertThat(made.spec()).hasValue(described.spec());
            assertThat(described.spec().id()).isEqualTo("python:scripted:Configured");
            assertThat(made.reset(1).floats()[0]).isEqualTo(8);
        }
        PythonEnvironments.use(python);
        assertThat(Environments.knows("python:CartPole-v1")).isTrue();
        var spec = PythonEnvironments.of("CartPole-v1").option("sutton_barto_reward", true).spec();
        try (Environment made = Environments.make(spec)) {
            made.reset(1);
            assertThat(made.spec()).hasValue(spec);
            assertThat(made.step(Action.of(0)).reward()).isZero();
        }
    }

    @Test
    void givenAFolder_whenAVirtualEnvironmentIsMade_thenItsPythonRunsAndIsFoundAgain(
            @TempDir Path folder) {
        WithPython.having();
        Path venv = folder.resolve("venv");
        // Nothing is fetched: setuptools and pip come with Python.
        Python python = Python.venv(venv, "pip");
        assertThat(python.executable().startsWith(venv)).isTrue();
        assertThat(python.executable()).isExecutable();
        assertThat(Python.venv(venv, "pip")).isEqualTo(python);
        assertThatThrownBy(() -> PythonEnvironments.of("CartPole-v1").python(python).make())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No module named")
                .hasMessageContaining("pip install gymnasium");
    }

    @Test
    void givenValuesOutOfTheirRange_thenTheyAreRefused() {
        var builder = PythonEnvironments.of("CartPole-v1");
        assertThatThrownBy(() -> builder.workers(0))
                .hasMessageContaining("workers must be at least 1");
        assertThatThrownBy(() -> builder.timeout(Duration.ZERO))
                .hasMessageContaining("timeout must");
        assertThatThrownBy(() -> Python.at(Path.of("no/python")))
                .hasMessageContaining("no Python at");
    }
}

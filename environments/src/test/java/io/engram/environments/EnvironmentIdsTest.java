package io.engram.environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.environment.EnvironmentSpec;
import io.engram.environment.Environments;
import io.engram.environment.check.EnvironmentCheck;
import io.engram.environment.wrapper.FrameStack;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.environment.wrapper.ScaleReward;
import io.engram.environment.wrapper.TimeLimit;
import io.engram.environments.classic.CartPole;
import io.engram.environments.memory.PocMemory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentIdsTest {

    @Test
    void givenTheJar_whenListed_thenTheIdsAreSorted() {
        assertThat(Environments.all())
                .contains("CartPole-v0", "CartPole-v1", "Pendulum-v1", "PocMemory-v0")
                .isSorted();
    }

    @Test
    void givenEveryId_whenMade_thenItDescribesItselfByThatId() {
        for (String id : Environments.all()) {
            try (var environment = Environments.make(id)) {
                var spec = environment.spec().orElseThrow();
                assertThat(spec.id()).isEqualTo(id.replace("NoVel", ""));
                assertThat(spec.options()).isEmpty();
                assertThat(Environments.make(spec).spec()).contains(spec);
            }
        }
    }

    @Test
    void givenANameAndAWrapper_whenMade_thenTheWrapperIsAround() {
        try (var envs = Environments.vector("CartPole-v1", 3, MaskVelocity::new)) {
            assertThat(envs.count()).isEqualTo(3);
            float[] first = envs.reset(1)[0].floats();
            assertThat(first[1]).isZero();
            assertThat(first[0]).isNotZero();
            assertThat(envs.spec())
                    .contains(EnvironmentSpec.of("CartPole-v1").wrapped("MaskVelocity", Map.of()));
        }
    }

    @Test
    void givenASpecWithOptionsAndWrappers_whenMadeAgain_thenItIsTheSame() {
        var env =
                new TimeLimit(
                        new FrameStack(
                                new ScaleReward(
                                        new MaskVelocity(
                                                Environments.make(
                                                        PocMemory.ID, Map.of("stepSize", 0.1)),
                                                1),
                                        0.5),
                                3),
                        40);
        var spec = env.spec().orElseThrow();
        var again = Environments.make(spec);
        assertThat(again.spec()).contains(spec);
        assertThat(again.reset(9)).isEqualTo(env.reset(9));
    }

    @Test
    void givenAMistypedId_whenMade_thenTheNearestAreNamed() {
        assertThatThrownBy(() -> Environments.make("cartpol-v1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"cartpol-v1\"")
                .hasMessageContaining("nearest are CartPole-v1, CartPole-v0");
    }

    @Test
    void givenAMistypedOption_whenMade_thenTheNearestIsNamed() {
        var spec = new EnvironmentSpec("PocMemory-v0", Map.of("stepsize", 0.1), List.of());
        assertThatThrownBy(() -> Environments.make(spec))
                .hasMessage("PocMemory-v0 has no option \"stepsize\"; the nearest is stepSize");
        var none = new EnvironmentSpec("CartPole-v1", Map.of("speed", 2), List.of());
        assertThatThrownBy(() -> Environments.make(none))
                .hasMessageContaining("CartPole-v1 has no option \"speed\"; the nearest is ");
    }

    @Test
    void givenAnOptionOfAnotherType_whenMade_thenTheLegalFormIsNamed() {
        var spec = new EnvironmentSpec("PocMemory-v0", Map.of("glob", 1), List.of());
        assertThatThrownBy(() -> Environments.make(spec))
                .hasMessage("option glob of PocMemory-v0 must be true or false, but is 1");
    }

    @Test
    void givenAMistypedWrapper_whenMade_thenTheNearestIsNamed() {
        var spec = new CartPole().spec().orElseThrow().wrapped("MaskVelocities", Map.of());
        assertThatThrownBy(() -> Environments.make(spec))
                .hasMessage("there is no wrapper \"MaskVelocities\"; the nearest is MaskVelocity");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void givenAnyId_whenChecked_thenItKeepsEveryRuleAndNothingIsAdvised(String id) {
        var check = EnvironmentCheck.verify(() -> Environments.make(id));
        assertThat(check.advice()).filteredOn(each -> !each.contains("no episode of")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void givenAnyId_whenDescribed_thenNothingIsLeftOut(String id) {
        var description = Environments.describe(id);
        assertThat(description.summary()).endsWith(".");
        assertThat(description.observation()).isNotBlank();
        assertThat(description.action()).isNotBlank();
        assertThat(description.success()).isNotBlank();
        assertThat(description.source()).isNotBlank();
        assertThat(description.lowestReward()).isLessThanOrEqualTo(description.highestReward());
    }

    @Test
    void givenVelocitiesThatAreHidden_whenDescribed_thenItSaysSo() {
        assertThat(Environments.describe("CartPoleNoVel-v1").observation())
                .isEqualTo(
                        "position (m), velocity (m/s), angle (rad), angular velocity (rad/s);"
                                + " shown as 0: elements [1, 3]");
    }

    static List<String> ids() {
        return Environments.all();
    }
}

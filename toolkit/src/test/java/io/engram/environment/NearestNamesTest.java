package io.engram.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {

    @Test
    void givenTwoWords_whenCompared_thenTheFewestEditsAreCounted() {
        assertThat(NearestNames.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestNames.distance("", "abc")).isEqualTo(3);
        assertThat(NearestNames.distance("same", "same")).isZero();
        assertThat(NearestNames.of("PENDULM", List.of("CartPole", "Pendulum"), 1))
                .isEqualTo("Pendulum");
    }

    @Test
    void givenNoJarOfEnvironments_whenMade_thenTheMessageSaysWhichToAdd() {
        assertThat(Environments.all()).isEmpty();
        assertThatThrownBy(() -> Environments.make("CartPole-v1"))
                .hasMessageContaining("io.engram:environments");
    }
}

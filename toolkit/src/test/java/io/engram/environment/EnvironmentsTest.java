package io.engram.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EnvironmentsTest {

    @Test
    void givenNoJarOfEnvironments_whenMade_thenTheMessageSaysWhichToAdd() {
        assertThat(Environments.all()).isEmpty();
        assertThatThrownBy(() -> Environments.make("CartPole-v1"))
                .hasMessageContaining("io.engram:environments");
    }
}

package io.engram.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void givenAMistypedName_thenTheNameWithTheFewestEditsComesFirst() {
        var names = List.of("CartPole", "Pendulum", "Acrobot");

        assertThat(Nearest.to("PENDULM", names)).isEqualTo("Pendulum");
        assertThat(Nearest.to("acrobat", names, 2)).startsWith("Acrobot").hasSize(2);
    }

    @Test
    void givenEqualDistances_thenTheOrderIsThatOfTheAlphabet() {
        assertThat(Nearest.to("x", List.of("c", "a", "b"), 3)).containsExactly("a", "b", "c");
    }
}

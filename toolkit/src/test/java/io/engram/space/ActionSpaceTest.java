package io.engram.space;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActionSpaceTest {
    private static final ActionSpace TORQUE = ActionSpace.box(new float[] {-2}, new float[] {2});
    private static final ActionSpace KEYS = ActionSpace.discrete(3);

    @Test
    void givenAnActionOfAnotherKind_whenRefused_thenTheRightKindIsNamed() {
        assertThat(TORQUE.refusal(Action.of(1)))
                .isEqualTo(
                        "must be in Box([-2.0], [2.0]), but is Action[1]; Action.ofValues(…) makes real numbers, Action.of(…) choices");
        assertThat(KEYS.refusal(Action.ofValues(1)))
                .isEqualTo(
                        "must be in Discrete[3], but is Action[1.0]; Action.of(…) makes choices, Action.ofValues(…) real numbers");
    }

    @Test
    void givenAnActionOutOfRange_whenRefused_thenTheRangeIsNamed() {
        assertThat(KEYS.refusal(Action.of(3)))
                .isEqualTo("must be in Discrete[3], but is Action[3]");
        assertThat(KEYS.refusal(null)).isEqualTo("must be in Discrete[3], but is null");
    }
}

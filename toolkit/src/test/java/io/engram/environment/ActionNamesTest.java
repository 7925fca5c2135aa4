package io.engram.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.engram.space.ActionSpace;
import org.junit.jupiter.api.Test;

/** Actions by name, for whoever shows them. */
class ActionNamesTest {
    private static final EnvironmentDescription PLAIN = EnvironmentDescription.of("Names-v0", "");
    private static final ActionSpace TWO = ActionSpace.discrete(2);

    @Test
    void givenAPhraseThatListsAll_thenItsPartsAreTheNames() {
        assertThat(PLAIN.action(TWO, "left, right").actionNames()).containsExactly("left", "right");
        assertThat(
                        PLAIN.action(
                                        ActionSpace.multiDiscrete(3, 2),
                                        "stay, left, right; low, high")
                                .actionNames())
                .containsExactly("stay", "left", "right", "low", "high");
        var force = ActionSpace.box(new float[] {-1}, new float[] {1});
        assertThat(PLAIN.action(force, "force").actionNames()).containsExactly("force");
    }

    @Test
    void givenAnyOtherPhrase_thenThereAreNoNames() {
        assertThat(PLAIN.actionNames()).isEmpty();
        assertThat(PLAIN.action(TWO, "").actionNames()).isEmpty();
        assertThat(PLAIN.action(TWO, "the key to try").actionNames()).isEmpty();
        assertThat(PLAIN.action(TWO, "left, right; more").actionNames()).isEmpty();
    }

    @Test
    void givenNames_thenTheyStayWhileTheSpaceHasAsMany() {
        var named = PLAIN.action(TWO, "push to the left, push to the right").actionNames("l", "r");

        assertThat(named.actionNames()).containsExactly("l", "r");
        assertThat(named.action(TWO, "up, down").actionNames()).containsExactly("l", "r");
        assertThat(named.action(ActionSpace.discrete(3), "a, b, c").actionNames())
                .containsExactly("a", "b", "c");
        assertThat(named.actionNames(new String[0]).actionNames()).isEmpty();
        assertThatThrownBy(() -> named.actionNames("one"))
                .hasMessageStartingWith("actionNames of Names-v0 must be 2,");
    }
}

package io.engram.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnitOrderTest {
    /** Two that rise, strongly and weakly, one that falls, and one that does not change. */
    private static final List<float[]> UNITS =
            List.of(
                    new float[] {0.5f, 0.5f, 0.5f, 0.5f},
                    new float[] {3, 1, -1, -3},
                    new float[] {0, 0.1f, 0.2f, 0.3f},
                    new float[] {-4, -2, 1, 5});

    @Test
    void givenTheFirstComponent_thenWhatRisesTogetherStandsTogether() {
        assertThat(UnitOrder.COMPONENT.of(UNITS)).containsExactly(3, 2, 0, 1);
    }

    @Test
    void givenTheVariance_thenWhatChangesMostIsFirst() {
        assertThat(UnitOrder.VARIANCE.of(UNITS)).containsExactly(3, 1, 2, 0);
    }

    @Test
    void givenTheNumber_thenNothingIsMoved() {
        assertThat(UnitOrder.NUMBER.of(UNITS)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void givenUnitsThatNeverChange_thenNothingIsMoved() {
        var still = List.of(new float[] {1, 1}, new float[] {2, 2}, new float[] {0, 0});

        for (UnitOrder order : UnitOrder.values()) {
            assertThat(order.of(still)).containsExactly(0, 1, 2);
        }
        assertThat(UnitOrder.COMPONENT.of(List.of())).isEmpty();
    }
}

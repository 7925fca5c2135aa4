package io.engram.space;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObservationTest {

    @Test
    void givenDoubles_whenMade_thenTheyAreTheFloatsNearestToThem() {
        assertThat(Observation.of(0.1, 0.2)).isEqualTo(Observation.of(0.1f, 0.2f));
        assertThat(Observation.of(0.1f, 2.0).floats()).containsExactly(0.1f, 2f);
        assertThat(Observation.of(1, 2).floats()).containsExactly(1f, 2f);
    }
}

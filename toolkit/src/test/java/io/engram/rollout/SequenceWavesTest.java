package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceWavesTest {
    @Test
    void givenTwoEnvironments_thenTheirSequencesFollowEachOtherSideBySide() {
        var sequences =
                List.of(
                        new Sequence(0, 0, 4),
                        new Sequence(0, 4, 4),
                        new Sequence(0, 8, 1),
                        new Sequence(1, 0, 4),
                        new Sequence(1, 4, 4));

        var waves =
                SequenceWaves.of(sequences, (one, next) -> one.environment() == next.environment());

        // The last sequence of an environment has none to pass its memory on to.
        assertThat(waves).containsExactly(List.of(0, 3), List.of(1));
    }

    @Test
    void givenAnEpisodeThatEnds_thenTheNextOneIsPassedBesideIt() {
        var sequences =
                List.of(
                        new Sequence(0, 0, 4),
                        new Sequence(0, 4, 2),
                        new Sequence(0, 6, 4),
                        new Sequence(0, 10, 2));

        var waves = SequenceWaves.of(sequences, (one, next) -> one.start() != 4);

        assertThat(waves).containsExactly(List.of(0, 2));
    }

    @Test
    void givenSequencesOfDifferentLengths_thenEachLengthHasAPassOfItsOwn() {
        var sequences =
                List.of(
                        new Sequence(0, 0, 3),
                        new Sequence(0, 3, 4),
                        new Sequence(1, 0, 4),
                        new Sequence(1, 4, 3));

        var waves =
                SequenceWaves.of(sequences, (one, next) -> one.environment() == next.environment());

        assertThat(waves).containsExactly(List.of(0), List.of(2));
    }
}

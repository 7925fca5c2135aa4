package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceSplitterTest {

    static Stream<Arguments> examples() {
        return Stream.of(
                Arguments.of(7, 4, new int[] {2, 4}, "0-3 3-5 5-7"),
                Arguments.of(7, 4, new int[] {}, "0-4 4-7"),
                Arguments.of(8, 4, new int[] {3, 7}, "0-4 4-8"),
                Arguments.of(8, 4, new int[] {1}, "0-2 2-6 6-8"),
                Arguments.of(3, 8, new int[] {0, 1, 2}, "0-1 1-2 2-3"),
                Arguments.of(7, 0, new int[] {2}, "0-3 3-7"),
                Arguments.of(7, -1, new int[] {}, "0-7"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givenEpisodeEnds_thenTheGridRestartsAfterEach(
            int steps, int seqLen, int[] ends, String expected) {
        var done = new boolean[1][steps];
        for (int end : ends) {
            done[0][end] = true;
        }

        List<Sequence> sequences = SequenceSplitter.split(done, seqLen);

        String actual =
                String.join(
                        " ",
                        sequences.stream()
                                .map(each -> each.start() + "-" + (each.start() + each.length()))
                                .toList());
        assertThat(actual).isEqualTo(expected);
        assertThat(SequenceSplitter.longest(sequences))
                .isEqualTo(sequences.stream().mapToInt(Sequence::length).max().orElseThrow());
    }
}

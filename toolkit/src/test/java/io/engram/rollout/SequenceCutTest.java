package io.engram.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SequenceCutTest {
    private static boolean[][] done(int environments, int steps, int... ends) {
        var done = new boolean[environments][steps];
        for (int end : ends) {
            done[0][end] = true;
        }
        return done;
    }

    @Test
    void givenARollout_thenItIsCutAsTheAgentCutsIt() {
        var done = done(2, 10, 5);

        var cut = SequenceCut.of(done, 4);

        assertThat(cut.sequences()).isEqualTo(SequenceSplitter.split(done, 4));
        assertThat(cut.longest()).isEqualTo(4);
        // Lengths 4, 2, 4 and 4, 4, 2: 20 of 24.
        assertThat(cut.padding()).isEqualTo(4 / 24.0, within(1e-12));
        assertThat(cut)
                .hasToString(
                        "2 environments x 10 steps, cut with seqLen 4 into 6 sequences of at most 4 steps, 17 % of the batch padding");
    }

    @Test
    void givenFlagsThatAreChangedLater_thenTheCutStays() {
        var done = done(1, 8);
        var cut = SequenceCut.of(done, 4);
        var before = cut.toHtml();

        done[0][1] = true;

        assertThat(cut.toHtml()).isEqualTo(before);
    }

    @Test
    void givenAnEpisodeEnd_thenThePictureShowsItAndThePaddingBehindIt() {
        var whole = SequenceCut.of(done(1, 8), 4).picture();
        var ended = SequenceCut.of(done(1, 8, 5), 4).picture();

        assertThat(whole.image().getWidth()).isEqualTo(2 * whole.width());
        assertThat(ended.description()).contains("into 3 sequences");
        // One sequence more is one row more.
        assertThat(ended.height()).isGreaterThan(whole.height());
    }

    @Test
    void givenNoSteps_thenItIsRefused() {
        assertThatThrownBy(() -> SequenceCut.of(new boolean[0][], 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 environment and 1 step");
        assertThatThrownBy(() -> SequenceCut.of(new boolean[2][0], 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 environments and 0 steps");
    }

    @Test
    void givenRowsOfDifferentLengths_thenItIsRefused() {
        assertThatThrownBy(() -> SequenceCut.of(new boolean[][] {{true}, {true, false}}, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the rows of done must be equally long, but row 0 has 1 flags and row 1 has 2");
    }
}

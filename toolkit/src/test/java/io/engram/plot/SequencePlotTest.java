package io.engram.plot;

import static io.engram.plot.Pixels.FIRST;
import static io.engram.plot.Pixels.FIRST_BAND;
import static io.engram.plot.Pixels.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.engram.plot.SequencePlot.Piece;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequencePlotTest {
    private static final boolean[][] SIX_STEPS = {{false, false, false, true, false, false}};

    @Test
    void givenTwoPieces_thenEachHasItsColourInTheRolloutAndInTheBatch() {
        var one = List.of(new Piece(0, 0, 6, true));
        var two = List.of(new Piece(0, 0, 4, true), new Piece(0, 4, 2, true));

        var whole = new SequencePlot(SIX_STEPS, one).draw("").image();
        var cut = new SequencePlot(SIX_STEPS, two).draw("").image();

        assertThat(Pixels.count(whole, SECOND)).isZero();
        assertThat(Pixels.count(cut, SECOND)).isGreaterThan(100);
        // Twelve cells, then eight.
        double share = (double) Pixels.count(cut, FIRST_BAND) / Pixels.count(whole, FIRST_BAND);
        assertThat(share).isBetween(0.6, 0.73);
    }

    @Test
    void givenAPieceThatGoesOn_thenItsDotIsFull() {
        var fresh = List.of(new Piece(0, 0, 6, true));
        var going = List.of(new Piece(0, 0, 6, false));

        int hollow = Pixels.count(new SequencePlot(SIX_STEPS, fresh).draw("").image(), FIRST);
        int full = Pixels.count(new SequencePlot(SIX_STEPS, going).draw("").image(), FIRST);

        assertThat(full).isGreaterThan(hollow);
    }

    @Test
    void givenManyPieces_thenTheyStandInColumnsAndTheLastAreLeftOut() {
        var done = new boolean[4][60];
        List<Piece> all =
                IntStream.range(0, 120)
                        .mapToObj(i -> new Piece(i / 30, i % 30 * 2, 2, true))
                        .toList();

        var some = new SequencePlot(done, all.subList(0, SequencePlot.MOST_PIECES)).draw("");
        var many = new SequencePlot(done, all).draw("");

        assertThat(many.height()).isEqualTo(some.height());
        assertThat(many.height()).isLessThan(600);
    }

    @Test
    void givenThousandsOfSteps_thenThePictureIsAsWideAsAny() {
        var plot = new SequencePlot(new boolean[1][5000], List.of(new Piece(0, 0, 5000, true)));

        assertThat(plot.draw("long").width()).isEqualTo(MetricGrid.WIDTH);
    }
}

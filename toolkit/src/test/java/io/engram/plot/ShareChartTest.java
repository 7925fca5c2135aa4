package io.engram.plot;

import static io.engram.plot.Pixels.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShareChartTest {
    private static final ShareChart.Share UNKNOWN =
            new ShareChart.Share("units", Double.NaN, Double.NaN, Double.NaN, true);

    @Test
    void givenShares_thenEachHasABarAndALineForItsInterval() {
        var narrow = new ShareChart.Share("rate", 0.6, 0.55, 0.65, true);
        var wide = new ShareChart.Share("rate", 0.6, 0.1, 0.9, true);

        var first = ShareChart.of("", List.of(narrow), "shares");
        var second = ShareChart.of("", List.of(wide), "shares");

        assertThat(first.description()).isEqualTo("shares");
        assertThat(first.image().getWidth()).isEqualTo(2 * first.width());
        assertThat(Pixels.count(second.image(), FIRST))
                .isGreaterThan(4 * Pixels.count(first.image(), FIRST));
    }

    @Test
    void givenAShareThatIsNotKnown_thenItHasARowWithoutABar() {
        var picture = ShareChart.of("title", List.of(UNKNOWN), "none");
        var two = ShareChart.of("title", List.of(UNKNOWN, UNKNOWN), "none");

        assertThat(Pixels.count(picture.image(), FIRST)).isZero();
        assertThat(two.height()).isEqualTo(picture.height() + 30);
    }
}

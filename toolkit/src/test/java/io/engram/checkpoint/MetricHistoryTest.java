package io.engram.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricHistoryTest {
    private static final List<String> COLUMNS = List.of("update", "loss", "other");

    @Test
    void givenAnyNumbers_thenCsvReadsBackTheSameBits() {
        var rows =
                List.of(
                        new double[] {1, 0.1 + 0.2, Double.NaN},
                        new double[] {Double.MIN_VALUE, -Math.PI, Double.MAX_VALUE},
                        new double[] {Double.NaN, Double.NaN, Double.NaN},
                        new double[] {-0.0, 1e15, -1e-300},
                        new double[] {
                            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1L << 53
                        });

        var read = MetricHistory.ofCsv(new MetricHistory(COLUMNS, rows).toCsv());

        assertThat(read.columns()).isEqualTo(COLUMNS);
        assertThat(read.rows()).hasSize(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            // Equality of arrays of doubles is that of their bits.
            assertThat(read.rows().get(i)).isEqualTo(rows.get(i));
        }
    }

    @Test
    void givenWholeNumbers_thenTheyAreWrittenWithoutAPoint() {
        assertThat(MetricHistory.csvLine(new double[] {3, Double.NaN, 2.5})).isEqualTo("3,,2.5\n");
    }

    @Test
    void givenNoUpdateYet_thenTheHistoryIsReadBackEmpty() {
        var read = MetricHistory.ofCsv(new MetricHistory(List.of(), List.of()).toCsv());

        assertThat(read.columns()).isEmpty();
        assertThat(read.rows()).isEmpty();
    }

    @Test
    void givenALongerHistory_thenTheShorterOneIsAsItWas() {
        var first = new MetricHistory(List.of("update"), List.of(new double[] {1}));

        var one = first.with(new double[] {2}).with(new double[] {3});
        var undone = first.with(new double[] {4});
        var other = undone.with(new double[] {5});

        assertThat(first.toCsv()).isEqualTo("update\n1\n");
        assertThat(one.toCsv()).isEqualTo("update\n1\n2\n3\n");
        assertThat(undone.toCsv()).isEqualTo("update\n1\n4\n");
        assertThat(other.toCsv()).isEqualTo("update\n1\n4\n5\n");
        assertThatThrownBy(() -> undone.rows().get(2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("there are 2 rows, but row 2 is asked for");
    }

    @Test
    void givenThousandsOfRows_whenOneIsAdded_thenThoseBeforeAreNotCopied() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var history = new MetricHistory(List.of("update"), List.of());
        long before = threads.getCurrentThreadAllocatedBytes();

        for (int i = 0; i < 20_000; i++) {
            history = history.with(new double[] {i});
        }

        // Copies of references alone would be 800 MB.
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(bytes).isLessThan(20_000_000);
        assertThat(history.rows()).hasSize(20_000);
    }

    @Test
    void givenALineOfAnotherLength_thenItIsNamed() {
        assertThatThrownBy(() -> MetricHistory.ofCsv("a,b\n1,2\n3\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 3 has 1 cells under 2 columns");
    }

    @Test
    void givenNamesThatNeedQuotes_thenTheyAreReadBackTheSame() {
        var names =
                List.of(
                        "distance, m",
                        "the \"best\"",
                        "two\nlines",
                        "two\r\nlines",
                        " spaced ",
                        "",
                        "# note",
                        "größe ∞ 🙂");
        var rows = List.of(new double[] {1, 2, 3, 4, 5, 6, 7, Double.NaN});

        var read = MetricHistory.ofCsv(new MetricHistory(names, rows).toCsv());

        assertThat(read.columns()).isEqualTo(names);
        assertThat(read.rows().get(0)).isEqualTo(rows.get(0));
    }

    @Test
    void givenOneColumnWithoutNumbers_thenItsRowsAreReadBack() {
        var history = new MetricHistory(List.of("a"), List.of(new double[] {Double.NaN}));

        assertThat(MetricHistory.ofCsv(history.toCsv()).rows()).hasSize(1);
    }

    @Test
    void givenAColumnTwice_thenItIsNamed() {
        assertThatThrownBy(() -> MetricHistory.ofCsv("a,b,a\n1,2,3\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two columns are named 'a'");
    }

    @Test
    void givenATextThatIsNoTable_thenItIsSaid() {
        assertThatThrownBy(() -> MetricHistory.ofCsv("a,b\n1,x\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 2 has 'x', which is no number");
        assertThatThrownBy(() -> MetricHistory.ofCsv("a,b\n1,\"2\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("it is not CSV: ");
        assertThat(MetricHistory.ofCsv("").columns()).isEmpty();
    }
}

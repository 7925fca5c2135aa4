package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableHtmlTest {

    @Test
    void textIsEscapedInCellsAndHeaders() {
        String html = TableHtml.of(Table.create(StringColumn.create("<h>", "<script>\"&'")));
        assertThat(html).contains("&lt;h&gt;").contains("&lt;script&gt;&quot;&amp;&#39;");
        assertThat(html).doesNotContain("<script>");
    }

    @Test
    void numbersHaveAsManyFiguresAsMatter() {
        assertThat(Html.number(0.0)).isEqualTo("0");
        assertThat(Html.number(0.5)).isEqualTo("0.5");
        assertThat(Html.number(-1.23456)).isEqualTo("-1.235");
        assertThat(Html.number(499.987)).isEqualTo("499.99");
        assertThat(Html.number(500.0)).isEqualTo("500");
        assertThat(Html.number(3e-4)).isEqualTo("3e-4");
        assertThat(Html.number(-6.154e-12)).isEqualTo("-6.15e-12");
        assertThat(Html.number(2.5e10)).isEqualTo("2.5e10");
        assertThat(Html.number(1_234_567.0)).isEqualTo("1\u202f234\u202f567");
        assertThat(Html.number(Double.NaN)).isEqualTo("–");
        assertThat(Html.number(Double.NEGATIVE_INFINITY)).isEqualTo("-∞");
        assertThat(Html.number(20L)).isEqualTo("20");
        assertThat(Html.number(-4_811_303_747_431_260_176L)).isEqualTo("-4811303747431260176");
    }

    @Test
    void missingValuesAreBlankAndNumbersStandOnTheRight() {
        var column = DoubleColumn.create("x", 1.5, 0).setMissing(1);
        String html = TableHtml.of(Table.create(column));
        assertThat(html).contains("text-align:right\">1.5</td>").contains("\"></td>");
    }

    @Test
    void longTablesSayHowMuchIsLeftOut() {
        var long23 = Table.create(IntColumn.create("i", IntStream.range(0, 23).toArray()));
        assertThat(TableHtml.of(long23)).contains(">19<").doesNotContain(">20<");
        assertThat(TableHtml.of(long23)).contains("… 3 more rows");
        assertThat(TableHtml.of(long23.first(21))).contains("… 1 more row<");
        assertThat(TableHtml.of(long23.first(20))).doesNotContain("more row");
    }
}

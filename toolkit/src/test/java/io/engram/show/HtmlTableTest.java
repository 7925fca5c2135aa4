package io.engram.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class HtmlTableTest {

    @Test
    void textIsEscapedInCellsAndHeaders() {
        String html = HtmlTable.of(Table.create(StringColumn.create("<h>", "<script>\"&'")));
        assertThat(html).contains("&lt;h&gt;").contains("&lt;script&gt;&quot;&amp;&#39;");
        assertThat(html).doesNotContain("<script>");
    }

    @Test
    void missingValuesAreBlankAndNumbersStandOnTheRight() {
        var column = DoubleColumn.create("x", 1.5, 0).setMissing(1);
        String html = HtmlTable.of(Table.create(column));
        assertThat(html).contains("text-align:right\">1.5</td>").contains("\"></td>");
    }

    @Test
    void longTablesAreScrolledAndTellHowManyRowsTheyHave() {
        var long23 = Table.create(IntColumn.create("i", IntStream.range(0, 23).toArray()));
        assertThat(HtmlTable.of(long23))
                .contains(">22<")
                .contains("max-height")
                .contains("23 rows<")
                .doesNotContain("more rows");
        assertThat(HtmlTable.of(long23.first(20)))
                .doesNotContain("max-height")
                .doesNotContain("rows");
    }

    @Test
    void veryLongTablesHaveTheirEndsAndTellHowMuchIsLeftOut() {
        var long1000 = Table.create(IntColumn.create("i", IntStream.range(0, 1000).toArray()));
        assertThat(HtmlTable.of(long1000))
                .contains(">49<", ">950<", ">999<")
                .doesNotContain(">50<")
                .doesNotContain(">949<")
                .contains("… 900 more rows")
                .contains("1\u202f000 rows, of which 100 are here");
    }
}

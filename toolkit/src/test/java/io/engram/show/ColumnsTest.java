package io.engram.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ColumnsTest {

    @Test
    void givenATable_whenPrinted_thenNumbersHaveTheFiguresThatMatterAndAreKeptWhole() {
        Table table = Table.create(Columns.numbers("x", 1 / 3.0, 98304, Double.NaN));

        assertThat(table.print().lines().skip(2).map(String::trim))
                .containsExactly("0.3333  |", "98304  |", "|");
        assertThat(table.doubleColumn("x").getDouble(0)).isEqualTo(1 / 3.0);
    }
}

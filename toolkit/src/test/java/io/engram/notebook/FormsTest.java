package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.plot.LearningCurve;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class FormsTest {

    @Test
    void givenATable_thenItIsHtmlFirstAndText() {
        var forms = Forms.of(Table.create(StringColumn.create("name", "a<b")));
        assertThat(forms.keySet()).containsExactly("text/html", "text/plain");
        assertThat(forms.get("text/html")).contains("a&lt;b");
        assertThat(forms.get("text/plain")).contains("a<b");
    }

    @Test
    void givenACurveOrAPicture_thenItStandsInThePageInItsWidth() {
        var curve =
                LearningCurve.builder("c")
                        .curve("s", new double[] {0, 1}, new double[] {1, 2})
                        .size(300, 200)
                        .build();
        assertThat(Forms.of(curve).get("text/html"))
                .startsWith("<img alt=")
                .contains("width=\"300\"");
        var image = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
        assertThat(Forms.of(image).get("text/html")).contains("width=\"160\"");
    }

    @Test
    void givenAnythingElse_thenItIsItsText() {
        assertThat(Forms.of(12)).containsOnlyKeys("text/plain").containsValue("12");
        assertThat(Forms.of("a<b")).containsOnlyKeys("text/plain").containsValue("a<b");
    }

    @Test
    void givenARichValue_thenItIsItsFormAndItsText() {
        assertThat(Forms.of(Path.of("a<b.mp4")))
                .containsEntry("text/html", "a&lt;b.mp4")
                .containsEntry("text/plain", "a<b.mp4");
    }
}

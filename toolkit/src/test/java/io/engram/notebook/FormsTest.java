package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.engram.plot.LearningCurve;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class FormsTest {

    @Test
    void givenATable_thenItIsHtmlFirstAndText() {
        var forms = Forms.of(Table.create(StringColumn.create("name", "a<b")));
        assertThat(forms.data().keySet()).containsExactly("text/html", "text/plain");
        assertThat(forms.data().get("text/html")).contains("a&lt;b");
        assertThat(forms.data().get("text/plain")).contains("a<b");
        assertThat(forms.metadata()).isEqualTo("{}");
    }

    @Test
    void givenACurveOrAPicture_thenItIsAPictureAndSaysItsSizeInThePage() throws IOException {
        var curve =
                LearningCurve.builder("c")
                        .curve("s", new double[] {0, 1}, new double[] {1, 2})
                        .size(300, 200)
                        .build();
        var forms = Forms.of(curve);
        assertThat(forms.data().keySet()).containsExactly("image/png", "text/plain");
        byte[] png = Base64.getDecoder().decode(forms.data().get("image/png"));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(600);
        JsonNode told = new ObjectMapper().readTree(forms.metadata()).get("image/png");
        assertThat(told.get("width").asInt()).isEqualTo(300);
        assertThat(told.get("height").asInt()).isEqualTo(200);
        assertThat(told.get("alt").asText()).startsWith("chart of ");
        var image = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
        assertThat(Forms.of(image).metadata()).contains("\"width\":160");
    }

    @Test
    void givenAnythingElse_thenItIsItsText() {
        assertThat(Forms.of(12).data()).containsOnlyKeys("text/plain").containsValue("12");
        assertThat(Forms.of("a<b").data()).containsOnlyKeys("text/plain").containsValue("a<b");
    }

    @Test
    void givenARichValue_thenItIsItsFormAndItsText() {
        assertThat(Forms.of(Path.of("a<b.mp4")).data())
                .containsEntry("text/html", "a&lt;b.mp4")
                .containsEntry("text/plain", "a<b.mp4");
    }
}

package io.engram.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.engram.show.Showable;
import java.util.Base64;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.QuickChart;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class JJavaExtensionTest {

    private static DisplayData render(Object value) {
        var renderer = new Renderer();
        JJavaExtension.register(renderer);
        return renderer.render(value);
    }

    @Test
    void theKernelFindsTheExtension() {
        assertThat(ServiceLoader.load(Extension.class))
                .anyMatch(extension -> extension instanceof JJavaExtension);
    }

    @Test
    void chartsBecomePictures() {
        var chart =
                QuickChart.getChart("t", "x", "y", "s", new double[] {0, 1}, new double[] {1, 2});
        var data = render(chart);
        var png = Base64.getDecoder().decode((String) data.getData(MIMEType.IMAGE_PNG));
        assertThat(png).startsWith(0x89, 'P', 'N', 'G');
        assertThat(data.getData(MIMEType.TEXT_PLAIN)).isEqualTo("[picture] chart t");
    }

    @Test
    void tablesBecomeHtmlAndText() {
        var data = render(Table.create(StringColumn.create("name", "a<b")));
        assertThat((String) data.getData(MIMEType.TEXT_HTML)).contains("a&lt;b");
        assertThat((String) data.getData(MIMEType.TEXT_PLAIN)).contains("a<b");
    }

    @Test
    void showableValuesAreAskedForBothForms() {
        var data =
                render(
                        new Showable() {
                            @Override
                            public String toHtml() {
                                return "<b>me</b>";
                            }

                            @Override
                            public String toText() {
                                return "me";
                            }
                        });
        assertThat(data.getData(MIMEType.TEXT_HTML)).isEqualTo("<b>me</b>");
        assertThat(data.getData(MIMEType.TEXT_PLAIN)).isEqualTo("me");
    }

    @Test
    void onlyPackagesThatExistAreImported() {
        String imports = Imports.of(getClass().getClassLoader());
        assertThat(imports)
                .contains("import java.nio.file.Path;")
                .contains("import java.awt.image.BufferedImage;")
                .contains("import io.engram.space.*;")
                .contains("import tech.tablesaw.api.*;")
                .doesNotContain("io.engram.environments.");
    }
}

package io.engram.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static BufferedImage image(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    @Test
    void givenAPicture_thenItsElementHasSizeAndWordsAndShrinksWithThePage() {
        assertThat(new Picture(image(200, 100), "a \"b\"", 100).toHtml())
                .startsWith("<img alt=\"a &quot;b&quot;\" width=\"100\" height=\"50\"")
                .contains("max-width:100%;height:auto")
                .contains("src=\"data:image/png;base64,iVBORw0KGgo");
    }

    @Test
    void givenFewPixels_thenTheyAreEnlargedByAWholeNumber() {
        var small = image(20, 10);
        small.setRGB(3, 4, 0xFF0000);

        Picture picture = Picture.of(small, "small");

        assertThat(picture.width()).isEqualTo(160);
        assertThat(picture.height()).isEqualTo(80);
        assertThat(picture.image().getRGB(3 * 8, 4 * 8)).isEqualTo(0xFFFF0000);
        assertThat(picture.image().getRGB(3 * 8 + 7, 4 * 8 + 7)).isEqualTo(0xFFFF0000);
        assertThat(picture.image().getRGB(3 * 8 + 8, 4 * 8)).isEqualTo(0xFF000000);
        assertThat(Picture.of(image(300, 200), "large").width()).isEqualTo(300);
    }

    @Test
    void givenAnyPixels_thenTheFileHasTheSame() throws IOException {
        var drawn = new BufferedImage(37, 23, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 37 * 23; i++) {
            // Half of the rows are like the one above; some pixels are clear in part.
            int row = i / 37 / 2;
            drawn.setRGB(i % 37, i / 37, 0x01234567 * (row + 1) * (i % 37 + 1));
        }

        byte[] file = new Picture(drawn, "noise", 37).toPng();

        BufferedImage read = ImageIO.read(new ByteArrayInputStream(file));
        assertThat(read.getRGB(0, 0, 37, 23, null, 0, 37))
                .isEqualTo(drawn.getRGB(0, 0, 37, 23, null, 0, 37));
    }

    @Test
    void givenNoWidth_thenItIsRefused() {
        assertThatThrownBy(() -> new Picture(image(2, 2), "", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("width must be at least 1, but is 0");
    }
}

package io.engram.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ThumbnailTest {
    @Test
    void givenAThinLine_thenItIsFainterButNotLost() {
        var picture = new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 200; y++) {
            picture.setRGB(201, y, Color.WHITE.getRGB());
        }
        BufferedImage small = Thumbnail.of(picture, 50);

        assertThat(small.getWidth()).isEqualTo(50);
        assertThat(small.getHeight()).isEqualTo(25);
        int brightest = 0;
        for (int x = 0; x < 50; x++) {
            brightest = Math.max(brightest, new Color(small.getRGB(x, 10)).getRed());
        }
        assertThat(brightest).isGreaterThan(20);
    }

    @Test
    void givenASmallPicture_thenItIsCopiedAsItIs() {
        var picture = new BufferedImage(10, 20, BufferedImage.TYPE_INT_RGB);
        BufferedImage copy = Thumbnail.of(picture, 50);

        assertThat(copy).isNotSameAs(picture);
        assertThat(copy.getWidth()).isEqualTo(10);
        assertThat(copy.getHeight()).isEqualTo(20);
        assertThat(Thumbnail.halved(picture, 50)).isSameAs(picture);
    }
}

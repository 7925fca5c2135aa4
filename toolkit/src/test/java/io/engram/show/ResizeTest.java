package io.engram.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ResizeTest {

    private static BufferedImage chequered(int width, int height) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, (x + y) % 2 == 0 ? Color.WHITE.getRGB() : 0xFF000000);
            }
        }
        return picture;
    }

    @Test
    void givenTheSameSize_thenItIsThePictureItself() {
        var picture = chequered(7, 5);
        assertThat(Resize.toWidth(picture, 7)).isSameAs(picture);
    }

    @Test
    void givenTwiceTheWidthOrMore_thenPixelsStaySharp() {
        var large = Resize.toWidth(chequered(4, 2), 12);
        assertThat(large.getHeight()).isEqualTo(6);
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 12; x++) {
                assertThat(large.getRGB(x, y)).isEqualTo(chequered(4, 2).getRGB(x / 3, y / 3));
            }
        }
    }

    @Test
    void givenLess_thenItIsSmoothed_andWhatIsTransparentStaysSo() {
        var small = Resize.toWidth(chequered(64, 64), 8);
        assertThat(new Color(small.getRGB(4, 4)).getRed()).isBetween(120, 135);
        var clear = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        assertThat(Resize.toWidth(clear, 8).getRGB(4, 4)).isZero();
        assertThat(Resize.toWidth(chequered(100, 1), 10).getHeight()).isEqualTo(1);
        assertThatThrownBy(() -> Resize.to(clear, 0, 5)).hasMessageContaining("but are 0 and 5");
    }

    @Test
    void givenAPictureThatMayChange_thenACopyDoesNot() {
        var picture = chequered(10, 20);
        var copy = Resize.copyWithin(picture, 50);

        assertThat(copy).isNotSameAs(picture);
        assertThat(copy.getWidth()).isEqualTo(10);
        assertThat(copy.getRGB(3, 4)).isEqualTo(picture.getRGB(3, 4));
        assertThat(Resize.copyWithin(picture, 5).getHeight()).isEqualTo(10);
    }
}

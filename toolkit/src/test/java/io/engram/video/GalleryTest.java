package io.engram.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GalleryTest {

    @Test
    void givenPicturesOfSeveralSizes_whenHung_thenEachIsInItsPlaceAndOfOneWidth() {
        var pictures = new LinkedHashMap<String, BufferedImage>();
        pictures.put("wide", plain(440, 220, Color.RED));
        pictures.put("small", plain(22, 11, Color.GREEN));
        pictures.put("high", plain(100, 400, Color.BLUE));
        var wall = Gallery.of(pictures, 2);
        assertThat(wall.getWidth()).isEqualTo(2 * 228 + 8);
        assertThat(wall.getHeight()).isEqualTo((110 + 28) + (220 + 28) + 8);
        assertThat(new Color(wall.getRGB(8 + 110, 8 + 55))).isEqualTo(Color.RED);
        assertThat(new Color(wall.getRGB(8 + 228 + 110, 8 + 55))).isEqualTo(Color.GREEN);
        assertThat(new Color(wall.getRGB(8 + 110, 8 + 138 + 110))).isEqualTo(Color.BLUE);
        assertThat(new Color(wall.getRGB(8 + 20, 8 + 138 + 110), true).getAlpha()).isZero();
    }

    @Test
    void givenNothingToHang_whenAsked_thenItIsRefused() {
        assertThatThrownBy(() -> Gallery.of(Map.of(), 3)).hasMessageContaining("at least one");
        assertThatThrownBy(() -> Gallery.of(Map.of("a", plain(2, 2, Color.RED)), 0))
                .hasMessageContaining("one column");
    }

    private static BufferedImage plain(int width, int height, Color color) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }
}

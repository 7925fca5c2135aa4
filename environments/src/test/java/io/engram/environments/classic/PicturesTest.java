package io.engram.environments.classic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PicturesTest {

    @Test
    void givenACarAtTheBottom_whenDrawn_thenItStandsThereAndTheFlagOnTheHill() {
        var picture = MountainCarPicture.of(-Math.PI / 6, 0.5);
        assertThat(picture.getWidth()).isEqualTo(600);
        assertThat(picture.getHeight()).isEqualTo(400);
        int x = (int) ((-Math.PI / 6 + 1.2) * 600 / 1.8);
        assertThat(picture.getRGB(x, 346) & 0xFFFFFF).isZero();
        assertThat(picture.getRGB(x, 300) & 0xFFFFFF).isEqualTo(0xFFFFFF);
        int flag = (int) ((0.5 + 1.2) * 600 / 1.8);
        assertThat(picture.getRGB(flag + 6, 22) & 0xFFFFFF).isEqualTo(0xCCCC00);
    }

    @Test
    void givenHangingLinks_whenDrawn_thenTheyHangAndTheJointsAreSeen() {
        var picture = AcrobotPicture.of(0, 0);
        assertThat(picture.getWidth()).isEqualTo(500);
        assertThat(picture.getHeight()).isEqualTo(500);
        assertThat(picture.getRGB(250, 250) & 0xFFFFFF).isEqualTo(0xCCCC00);
        assertThat(picture.getRGB(250, 310) & 0xFFFFFF).isEqualTo(0x00CCCC);
        assertThat(picture.getRGB(250, 430) & 0xFFFFFF).isEqualTo(0x00CCCC);
        assertThat(picture.getRGB(250, 190) & 0xFFFFFF).isEqualTo(0xFFFFFF);
        var bent = AcrobotPicture.of(Math.PI / 2, 0);
        assertThat(bent.getRGB(310, 250) & 0xFFFFFF).isEqualTo(0x00CCCC);
    }
}

package io.engram.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void givenNumbers_thenTheyHaveAsManyFiguresAsMatter() {
        assertThat(Figures.of(0.0)).isEqualTo("0");
        assertThat(Figures.of(0.5)).isEqualTo("0.5");
        assertThat(Figures.of(-1.23456)).isEqualTo("-1.235");
        assertThat(Figures.of(499.987)).isEqualTo("499.99");
        assertThat(Figures.of(500.0)).isEqualTo("500");
        assertThat(Figures.of(3e-4)).isEqualTo("3e-4");
        assertThat(Figures.of(-6.154e-12)).isEqualTo("-6.15e-12");
        assertThat(Figures.of(2.5e10)).isEqualTo("2.5e10");
        assertThat(Figures.of(1_234_567.0)).isEqualTo("1\u202f234\u202f567");
        assertThat(Figures.of(Double.NaN)).isEqualTo("–");
        assertThat(Figures.of(Double.NEGATIVE_INFINITY)).isEqualTo("-∞");
        assertThat(Figures.of(20L)).isEqualTo("20");
        assertThat(Figures.of(-4_811_303_747_431_260_176L)).isEqualTo("-4811303747431260176");
        assertThat(Figures.of(4096.0)).isEqualTo("4\u202f096");
        assertThat(Figures.of(-7.0)).isEqualTo("-7");
    }

    @Test
    void givenATerminal_thenNoSpacesStandBetweenDigits() {
        assertThat(Figures.plain(98304)).isEqualTo("98304");
        assertThat(Figures.plain(0.123456789)).isEqualTo("0.1235");
    }
}

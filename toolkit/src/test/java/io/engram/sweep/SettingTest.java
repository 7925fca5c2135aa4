package io.engram.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingTest {
    @Test
    void givenValues_thenTheyAreWrittenAsPeopleWriteThem_andNoTwoAlike() {
        assertThat(Setting.text(3e-4)).isEqualTo("3e-4");
        assertThat(Setting.text(3.001e-4)).isEqualTo("3.001e-4");
        assertThat(Setting.text(0.05)).isEqualTo("0.05");
        assertThat(Setting.text(1.0)).isEqualTo("1");
        assertThat(Setting.text(2e7)).isEqualTo("2e7");
        assertThat(Setting.text(64)).isEqualTo("64");
        assertThat(Setting.text(List.of(64, 32))).isEqualTo("[64, 32]");
    }
}

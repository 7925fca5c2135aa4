package io.engram.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProtoReaderTest {
    private static byte[] written() {
        return new ProtoBuffer()
                .integer(1, -3)
                .real(2, 0.1)
                .real(3, 0.5f)
                .string(4, "γ")
                .message(500, new ProtoBuffer().integer(1, 300))
                .bytes(6, new byte[] {(byte) 0xAC, 2, 7})
                .toByteArray();
    }

    @Test
    void givenWhatWasWritten_thenEachFieldIsReadBack() {
        var reader = new ProtoReader(written());

        assertThat(reader.next()).isTrue();
        assertThat(reader.field()).isEqualTo(1);
        assertThat(reader.isBytes()).isFalse();
        assertThat(reader.integer()).isEqualTo(-3);
        reader.next();
        assertThat(reader.real()).isEqualTo(0.1);
        reader.next();
        assertThat(reader.single()).isEqualTo(0.5f);
        reader.next();
        assertThat(reader.isBytes()).isTrue();
        assertThat(reader.string()).isEqualTo("γ");
        reader.next();
        assertThat(reader.field()).isEqualTo(500);
        var inner = reader.message();
        inner.next();
        assertThat(inner.integer()).isEqualTo(300);
        reader.next();
        assertThat(reader.firstPacked()).isEqualTo(300);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void givenFieldsThatNobodyAsksFor_thenTheyAreSkipped() {
        var reader = new ProtoReader(written());
        int fields = 0;
        while (reader.next()) {
            fields++;
        }
        assertThat(fields).isEqualTo(6);
    }

    @Test
    void givenAnyMessageThatIsCutOff_thenItIsRefusedOrEndsAtAField() {
        byte[] whole = written();
        for (int length = 0; length < whole.length; length++) {
            var reader = new ProtoReader(Arrays.copyOf(whole, length));
            try {
                while (reader.next()) {
                    assertThat(reader.field()).isPositive();
                }
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessage("these bytes are no such protocol buffer");
            }
        }
    }

    @Test
    void givenAFieldOfAnotherType_thenItIsRefused() {
        var reader = new ProtoReader(written());
        reader.next();

        assertThatThrownBy(reader::string).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProtoReader(new byte[] {7}).next())
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package io.engram.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

    @Test
    void givenASavedState_whenRestored_thenTheNumbersGoOnAsTheyWould() {
        var stream = RandomStream.of(7, "actions");
        stream.nextGaussian();
        byte[] saved = stream.save();
        double[] expected = {stream.nextDouble(), stream.nextGaussian(), stream.nextInt(1_000)};

        var restored = RandomStream.restored(saved);
        assertThat(
                        new double[] {
                            restored.nextDouble(), restored.nextGaussian(), restored.nextInt(1_000)
                        })
                .containsExactly(expected);
    }

    @Test
    void givenAnotherSeedPurposeOrIndex_thenTheNumbersAreOthers() {
        long first = RandomStream.of(1, "actions").nextLong();

        assertThat(RandomStream.of(1, "actions").nextLong()).isEqualTo(first);
        assertThat(RandomStream.of(2, "actions").nextLong()).isNotEqualTo(first);
        assertThat(RandomStream.of(1, "shuffling").nextLong()).isNotEqualTo(first);
        assertThat(RandomStream.of(1, "actions", 1).nextLong()).isNotEqualTo(first);
    }

    @Test
    void givenManyNormalNumbers_thenMeanAndVarianceAreThoseOfTheDistribution() {
        var stream = RandomStream.of(3, "test");
        double[] values =
                IntStream.range(0, 200_000).mapToDouble(i -> stream.nextGaussian()).toArray();

        double mean =
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(9);
        double square =
                IntStream.range(0, values.length)
                        .mapToDouble(i -> values[i] * values[i])
                        .average()
                        .orElse(9);
        assertThat(mean).isCloseTo(0, within(0.01));
        assertThat(square).isCloseTo(1, within(0.015));
    }

    @Test
    void givenAShuffledArray_thenItHoldsWhatItHeld() {
        int[] values = IntStream.range(0, 50).toArray();
        RandomStream.of(1, "shuffling").shuffle(values);

        assertThat(values).containsExactlyInAnyOrder(IntStream.range(0, 50).toArray());
        assertThat(values).isNotEqualTo(IntStream.range(0, 50).toArray());
    }

    @Test
    void givenBytesOfAnotherLength_whenRestored_thenTheMessageSaysHowManyAreNeeded() {
        assertThatThrownBy(() -> RandomStream.of(1, "x").restore(new byte[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes");
    }
}

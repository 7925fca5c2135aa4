package io.engram.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.engram.fixture.ChildJvm;
import io.engram.random.RandomStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SquareRootTest {
    @Test
    void givenPortableMode_thenEveryRootIsTheRoundedOne() throws Exception {
        assumeTrue(!Processor.lacksAvx2(), "this processor has no AVX2");

        String printed =
                ChildJvm.run(Map.of(), List.of("-Dengram.portable=true"), CountWrong.class);

        assertThat(printed).endsWith("wrong roots: 0");
    }

    /** A process that prints how many of many roots are not the rounded ones. */
    static final class CountWrong {
        private static final PrintStream OUT = System.out;

        private CountWrong() {}

        public static void main(String[] arguments) {
            var random = RandomStream.of(1, "roots");
            var numbers = new float[1 << 16];
            for (int i = 1; i < numbers.length; i++) {
                numbers[i] = (float) Math.scalb(random.nextDouble(), -random.nextInt(100));
            }
            float[] roots =
                    EngineThread.call(
                            () -> {
                                try (NDManager manager = NDManager.newBaseManager()) {
                                    NDArray array = manager.create(numbers);
                                    return SquareRoot.of(array).toFloatArray();
                                }
                            });
            int wrong = 0;
            for (int i = 0; i < numbers.length; i++) {
                if (roots[i] != (float) Math.sqrt(numbers[i])) {
                    wrong++;
                }
            }
            OUT.println("wrong roots: " + wrong);
        }
    }
}

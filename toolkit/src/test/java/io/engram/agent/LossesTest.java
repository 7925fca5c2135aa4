package io.engram.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.engram.random.RandomStream;
import io.engram.rollout.StepTargets;
import io.engram.settings.AgentConfig;
import io.engram.space.ActionSpace;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The derivatives of the losses; their values are those of {@link GoldenLossesTest}. */
class LossesTest {
    private static final ActionSpace SPACE =
            ActionSpace.mixed(
                    ActionSpace.multiDiscrete(3, 2),
                    ActionSpace.box(new float[] {-9, -9}, new float[] {9, 9}));

    /** Three and two choices, two means, two deviations, two values. */
    private static final int WIDTH = 11;

    /** Two sequences of four, the first of which has three steps. */
    private static final int[] CELLS = {0, 1, 2, 4, 5, 6, 7};

    private static final float STEP = 1e-3f;

    private final RandomStream random = RandomStream.of(1, "losses");
    private final float[] outputs = numbers(8 * WIDTH);
    private final StepTargets targets =
            new StepTargets(
                    SPACE,
                    CELLS,
                    actions(),
                    legal(),
                    logProbabilities(),
                    IntStream.range(0, CELLS.length).mapToDouble(i -> number()).toArray(),
                    new float[][] {numbers(CELLS.length), numbers(CELLS.length)},
                    new float[][] {numbers(CELLS.length), numbers(CELLS.length)},
                    1.0 / 9);

    private float number() {
        return (float) random.nextGaussian();
    }

    private float[] numbers(int count) {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number();
        }
        return numbers;
    }

    private float[][] actions() {
        var actions = new float[CELLS.length][];
        for (int k = 0; k < actions.length; k++) {
            actions[k] = new float[] {1 + random.nextInt(2), random.nextInt(2), number(), number()};
        }
        return actions;
    }

    /** The first choice of one step is not legal. */
    private static boolean[][] legal() {
        var legal = new boolean[CELLS.length][];
        legal[3] = new boolean[] {false, true, true, true, true};
        return legal;
    }

    private float[] logProbabilities() {
        var logs = new float[CELLS.length];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = -5 + number();
        }
        return logs;
    }

    private static Losses losses(boolean valueLossClip, boolean squashed) {
        var config =
                AgentConfig.ofYaml(
                        "algorithm: ppo\nepsilon_clip: 0.5\nentropy_coef: 0.1\nvalue_loss_clip: "
                                + valueLossClip);
        return new Losses(config, 2, squashed, 0);
    }

    private double loss(float[] at, boolean valueLossClip, boolean squashed) {
        Losses losses = losses(valueLossClip, squashed);
        losses.add(at, targets);
        return losses.loss();
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true"})
    void givenStepsOfAllKinds_thenTheGradientIsTheSlopeOfTheLoss(
            boolean valueLossClip, boolean squashed) {
        float[] gradient = losses(valueLossClip, squashed).add(outputs, targets);

        for (int i = 0; i < outputs.length; i++) {
            float[] below = outputs.clone();
            float[] above = outputs.clone();
            below[i] -= STEP;
            above[i] += STEP;
            double slope =
                    (loss(above, valueLossClip, squashed) - loss(below, valueLossClip, squashed))
                            / ((double) above[i] - below[i]);
            assertThat((double) gradient[i])
                    .as("output %d of row %d", i % WIDTH, i / WIDTH)
                    .isCloseTo(slope, within(1e-3 * Math.max(1, Math.abs(slope))));
        }
    }

    @Test
    void givenPadding_thenItHasNoGradient() {
        float[] gradient = losses(false, false).add(outputs, targets);

        assertThat(Arrays.copyOfRange(gradient, 3 * WIDTH, 4 * WIDTH)).containsOnly(0);
    }

    @Test
    void givenAChoiceThatIsNotLegal_thenItHasNoGradient() {
        float[] gradient = losses(false, false).add(outputs, targets);

        assertThat(gradient[CELLS[3] * WIDTH]).isZero();
        assertThat(gradient[CELLS[3] * WIDTH + 1]).isNotZero();
    }

    @Test
    void givenAShareThatIsFarAboveTheClipRange_thenOnlyEntropyAndValueMoveTheOutputs() {
        Arrays.fill(targets.logProbabilities(), -1000);
        Arrays.fill(targets.advantages(), 1);
        float[] gradient = losses(false, false).add(outputs, targets);

        // A mean has no part in the entropy.
        for (int cell : CELLS) {
            assertThat(gradient[cell * WIDTH + 5]).isZero();
        }
    }
}

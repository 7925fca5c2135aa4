package io.engram.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.engram.fixture.Golden;
import io.engram.network.ActionLikelihood;
import io.engram.rollout.StepTargets;
import io.engram.settings.AgentConfig;
import io.engram.space.ActionSpace;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Each loss and each distribution against PyTorch in Python, and the worked examples. */
class GoldenLossesTest {
    private static final double TOLERANCE = 1e-5;
    private static final ActionSpace NUMBER =
            ActionSpace.box(new float[] {-100}, new float[] {100});

    @Test
    void givenRandomNumbersInThePadding_thenEveryLossIsThatOfPyTorch() {
        for (JsonNode json : Golden.read("losses.json").path("losses")) {
            JsonNode expected = json.path("expected");
            Losses free = losses(json, false);
            Losses clipped = losses(json, true);

            assertClose(free.objective(), expected, "policy_objective");
            assertClose(free.kl(), expected, "approx_kl");
            assertClose(free.clipFraction(), expected, "clip_fraction");
            assertClose(free.valueLoss(0), expected, "value_loss");
            assertClose(clipped.valueLoss(0), expected, "clipped_value_loss");
            assertThat(clipped.objective()).isEqualTo(free.objective());
        }
    }

    private static Losses losses(JsonNode json, boolean valueLossClip) {
        float[] mask = floats(json, "mask");
        float[] logProbabilities = floats(json, "log_probs");
        float[] values = floats(json, "values");
        int[] cells = IntStream.range(0, mask.length).filter(i -> mask[i] > 0).toArray();
        var outputs = new float[mask.length * 3];
        for (int i = 0; i < mask.length; i++) {
            row(outputs, i, logProbabilities[i], values[i]);
        }
        JsonNode advantages = json.path("expected");
        var targets =
                targets(
                        cells,
                        picked(floats(json, "old_log_probs"), cells),
                        picked(floats(advantages, "normalised_advantages"), cells),
                        picked(floats(json, "old_values"), cells),
                        picked(floats(json, "returns"), cells));
        var config =
                AgentConfig.ofYaml(
                        """
                        algorithm: ppo
                        epsilon_clip: %s
                        value_loss_clip: %b
                        """
                                .formatted(json.path("epsilon_clip").asText(), valueLossClip));
        var losses = new Losses(config, 1, false, 0);
        losses.add(outputs, targets);
        return losses;
    }

    /** The parameters of a policy under which the number 0 has this log-probability; a value. */
    private static void row(float[] outputs, int row, float logProbability, float value) {
        outputs[row * 3] = 0;
        outputs[row * 3 + 1] = (float) (-logProbability - 0.5 * Math.log(2 * Math.PI));
        outputs[row * 3 + 2] = value;
    }

    private static StepTargets targets(
            int[] cells, float[] oldLogs, float[] advantages, float[] oldValues, float[] returns) {
        return new StepTargets(
                NUMBER,
                cells,
                new float[cells.length][1],
                new boolean[cells.length][],
                oldLogs,
                IntStream.range(0, cells.length).mapToDouble(i -> advantages[i]).toArray(),
                new float[][] {oldValues},
                new float[][] {returns},
                1.0 / cells.length);
    }

    private static float[] picked(float[] all, int[] cells) {
        var picked = new float[cells.length];
        for (int i = 0; i < cells.length; i++) {
            picked[i] = all[cells[i]];
        }
        return picked;
    }

    @Test
    void givenTheWorkedExamples_thenTheClippedObjectiveIsTheirs() {
        assertThat(objective(1, -1, -0.5f)).isCloseTo(1.2, within(1e-6));
        assertThat(objective(-1, -1, -0.5f)).isCloseTo(-1.648721, within(1e-6));
        assertThat(objective(1, -0.5f, -1)).isCloseTo(0.606531, within(1e-6));
        assertThat(objective(-1, -0.5f, -1)).isCloseTo(-0.8, within(1e-6));
    }

    private static double objective(float advantage, float oldLog, float newLog) {
        var outputs = new float[3];
        row(outputs, 0, newLog, 0);
        var losses = new Losses(AgentConfig.ofYaml("algorithm: ppo"), 1, false, 0);
        float[] zero = {0};
        losses.add(
                outputs,
                targets(new int[] {0}, new float[] {oldLog}, new float[] {advantage}, zero, zero));
        return losses.objective();
    }

    @Test
    void givenLogitsOfSeveralBranches_thenTheJointDistributionIsThatOfPyTorch() {
        for (JsonNode json : Golden.read("losses.json").path("categorical")) {
            int[] branches =
                    StreamSupport.stream(json.path("branches").spliterator(), false)
                            .mapToInt(JsonNode::intValue)
                            .toArray();
            assertPolicy(ActionSpace.multiDiscrete(branches), floats(json, "logits"), json);
        }
    }

    @Test
    void givenMeansAndDeviations_thenTheNormalDistributionIsThatOfPyTorch() {
        for (JsonNode json : Golden.read("losses.json").path("gaussian")) {
            float[] mean = floats(json, "mean");
            float[] logStd = floats(json, "log_std");
            int size = logStd.length;
            var parameters = new float[2 * mean.length];
            for (int row = 0; row < mean.length / size; row++) {
                System.arraycopy(mean, row * size, parameters, 2 * row * size, size);
                System.arraycopy(logStd, 0, parameters, (2 * row + 1) * size, size);
            }
            var high = new float[size];
            Arrays.fill(high, 100);
            assertPolicy(ActionSpace.box(new float[size], high), parameters, json);
        }
    }

    private static void assertPolicy(ActionSpace space, float[] parameters, JsonNode json) {
        float[] actions = floats(json, "actions");
        float[] logs = floats(json, "joint_log_probs");
        float[] entropies = floats(json, "joint_entropies");
        var likelihood = new ActionLikelihood(space);
        int width = parameters.length / logs.length;
        int size = actions.length / logs.length;
        for (int row = 0; row < logs.length; row++) {
            float[] action = Arrays.copyOfRange(actions, row * size, (row + 1) * size);
            likelihood.look(parameters, row * width, action, null);
            assertClose(likelihood.logProbability(), logs[row], "joint_log_probs");
            assertClose(likelihood.entropy(), entropies[row], "joint_entropies");
        }
    }

    private static void assertClose(double actual, JsonNode expected, String name) {
        assertClose(actual, expected.path(name).doubleValue(), name);
    }

    private static void assertClose(double actual, double expected, String name) {
        assertThat(actual)
                .as(name)
                .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
    }

    private static float[] floats(JsonNode json, String name) {
        return Golden.floats(json.path(name).path("data"));
    }
}

package io.engram.rollout;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.engram.fixture.Golden;
import io.engram.space.ActionSpace;
import io.engram.space.Observation;
import io.engram.space.ObservationSpace;
import java.util.Arrays;

/** Makes rollouts that nobody acted out. */
public final class RolloutFixture {
    private RolloutFixture() {}

    /** The rollout of a golden file. */
    public static Rollout golden(JsonNode json, NDManager manager) {
        JsonNode shape = json.path("observations").path("shape");
        int count = shape.get(0).intValue();
        int steps = shape.get(1).intValue();
        int width = shape.get(2).intValue();
        var rollout =
                new Rollout(
                        ObservationSpace.vector(width), ActionSpace.discrete(2), count, steps, 1);
        float[] observations = floats(json, "observations");
        float[] actions = floats(json, "actions");
        int actionSize = actions.length / (count * steps);
        float[] hidden = floats(json, "hidden");
        int row = hidden.length / (count * steps);
        var states = new float[hidden.length];
        for (int n = 0; n < count; n++) {
            for (int t = 0; t < steps; t++) {
                int cell = n * steps + t;
                rollout.observations[n][t] = Observation.of(slice(observations, cell, width));
                rollout.actions[n][t] = slice(actions, cell, actionSize);
                rollout.rewards[n][t] = floats(json, "rewards")[cell];
                rollout.terminated[n][t] = floats(json, "terminated")[cell] > 0;
                rollout.truncated[n][t] = floats(json, "truncated")[cell] > 0;
                rollout.logProbabilities[n][t] = floats(json, "log_probs")[cell];
                rollout.values[0][n][t] = floats(json, "values")[cell];
                rollout.finalValues[0][n][t] = floats(json, "final_values")[cell];
                System.arraycopy(hidden, cell * row, states, (t * count + n) * row, row);
            }
            rollout.bootstrapValues[0][n] = floats(json, "bootstrap_values")[n];
        }
        rollout.hiddenStates = manager.create(states, new Shape((long) count * steps, row));
        return rollout;
    }

    /** The advantages of every step, by environment and then by time. */
    public static float[] advantages(Rollout rollout) {
        var all = new float[rollout.size()];
        for (int n = 0; n < rollout.environments; n++) {
            System.arraycopy(rollout.advantages[n], 0, all, n * rollout.steps, rollout.steps);
        }
        return all;
    }

    private static float[] floats(JsonNode json, String field) {
        return Golden.floats(json.path(field).path("data"));
    }

    private static float[] slice(float[] values, int index, int width) {
        return Arrays.copyOfRange(values, index * width, (index + 1) * width);
    }
}

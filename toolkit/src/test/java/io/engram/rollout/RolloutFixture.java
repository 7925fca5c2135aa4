package io.engram.rollout;

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
    public static Rollout golden(JsonNode json, ActionSpace actionSpace) {
        JsonNode shape = json.path("observations").path("shape");
        int count = shape.get(0).intValue();
        int steps = shape.get(1).intValue();
        int width = shape.get(2).intValue();
        var space = ObservationSpace.vector(width);
        int streams = json.has("intrinsic_values") ? 2 : 1;
        var rollout = new Rollout(space, actionSpace, count, steps, streams, true);
        float[] hidden = floats(json, "hidden");
        int row = hidden.length / (count * steps);
        var states = new float[hidden.length];
        for (int n = 0; n < count; n++) {
            for (int t = 0; t < steps; t++) {
                int cell = n * steps + t;
                putStep(json, rollout, n, t);
                System.arraycopy(hidden, cell * row, states, (t * count + n) * row, row);
            }
            rollout.bootstrapValues[0][n] = floats(json, "bootstrap_values")[n];
            if (streams > 1) {
                float[] values = floats(json, "intrinsic_bootstrap_values");
                rollout.bootstrapValues[1][n] = values[n];
            }
        }
        rollout.hiddenStates = states;
        rollout.lastHiddenStates = floats(json, "next_hidden");
        float[] last = floats(json, "next_observations");
        rollout.lastObservations = new Observation[count];
        Arrays.setAll(rollout.lastObservations, n -> Observation.of(slice(last, n, width)));
        return rollout;
    }

    private static void putStep(JsonNode json, Rollout rollout, int n, int t) {
        int cell = n * rollout.steps + t;
        int width = rollout.observationSpace.floats();
        Observation seen = Observation.of(slice(floats(json, "observations"), cell, width));
        if (json.has("legal")) {
            int choices = rollout.actionSpace.choices();
            float[] legal = slice(floats(json, "legal"), cell, choices);
            var flags = new boolean[choices];
            for (int i = 0; i < choices; i++) {
                flags[i] = legal[i] > 0;
            }
            seen = seen.allowing(flags);
        }
        rollout.see(n, t, seen);
        float[] actions = floats(json, "actions");
        rollout.actions[n][t] = slice(actions, cell, actions.length / rollout.size());
        rollout.rewards[n][t] = floats(json, "rewards")[cell];
        rollout.terminated[n][t] = floats(json, "terminated")[cell] > 0;
        rollout.truncated[n][t] = floats(json, "truncated")[cell] > 0;
        rollout.logProbabilities[n][t] = floats(json, "log_probs")[cell];
        rollout.values[0][n][t] = floats(json, "values")[cell];
        rollout.finalValues[0][n][t] = floats(json, "final_values")[cell];
        if (rollout.values.length > 1) {
            rollout.values[1][n][t] = floats(json, "intrinsic_values")[cell];
            // Curiosity goes on beyond the end of an episode.
            rollout.finalValues[1][n][t] = Float.NaN;
        }
        if (rollout.terminated[n][t] || rollout.truncated[n][t]) {
            rollout.finalObservations[n][t] =
                    Observation.of(slice(floats(json, "final_observations"), cell, width));
        }
    }

    /** A rollout of one environment without ends that saw some numbers and was worth nothing. */
    public static Rollout seen(int streams, float... numbers) {
        int steps = numbers.length;
        var rollout =
                new Rollout(
                        ObservationSpace.vector(1),
                        ActionSpace.discrete(2),
                        1,
                        steps,
                        streams,
                        true);
        for (int t = 0; t < steps; t++) {
            rollout.see(0, t, Observation.of(t == 0 ? 0 : numbers[t - 1]));
            rollout.actions[0][t] = new float[1];
        }
        rollout.lastObservations = new Observation[] {Observation.of(numbers[steps - 1])};
        rollout.hiddenStates = new float[steps];
        rollout.lastHiddenStates = new float[1];
        return rollout;
    }

    /** The advantages of every step, by environment and then by time. */
    public static float[] advantages(Rollout rollout) {
        return flat(rollout.advantages);
    }

    /** The value targets of a stream, in the same order. */
    public static float[] returns(Rollout rollout, int stream) {
        return flat(rollout.returns[stream]);
    }

    /** The intrinsic rewards, in the same order. */
    public static float[] intrinsicRewards(Rollout rollout) {
        var rows = new float[rollout.environments][rollout.steps];
        for (int n = 0; n < rows.length; n++) {
            for (int t = 0; t < rollout.steps; t++) {
                rows[n][t] = (float) rollout.intrinsicRewards[n][t];
            }
        }
        return flat(rows);
    }

    private static float[] flat(float[][] rows) {
        int steps = rows[0].length;
        var all = new float[rows.length * steps];
        for (int n = 0; n < rows.length; n++) {
            System.arraycopy(rows[n], 0, all, n * steps, steps);
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

package own;

import io.engram.environment.*;
import io.engram.space.*;
import java.util.Map;
import java.util.function.Function;

/** A task of somebody's own: several parts, choices and real numbers at once, choices that are not legal. */
public final class Own implements EnvironmentProvider, Environment {
    private int steps;

    @Override
    public Map<String, Function<EnvironmentOptions, Environment>> environments() {
        return Map.of("Own-v0", options -> new Own());
    }

    @Override
    public ObservationSpace observationSpace() {
        return ObservationSpace.together(
                ObservationSpace.part("camera", ObservationSpace.image(3, 2, 2)),
                ObservationSpace.part("speed", ObservationSpace.vector(2)),
                ObservationSpace.part("field", ObservationSpace.array(ObservationSpace.ElementType.FLOAT32, 2, 1, 3)));
    }

    @Override
    public ActionSpace actionSpace() {
        return ActionSpace.mixed(
                ActionSpace.discrete(3), ActionSpace.box(new float[] {-1, -2}, new float[] {1, 2}));
    }

    @Override
    public Observation reset(long seed) {
        steps = 0;
        return seen(0, seed, 0);
    }

    private Observation seen(int choice, float first, float second) {
        byte[] pixels = new byte[12];
        for (int i = 0; i < 12; i++) {
            pixels[i] = (byte) (200 + i);
        }
        var seen = Observation.of(pixels, new float[] {first, second, 0, 1, 2, 3, 4, 5});
        return choice == 1 ? seen.allowing(true, false, true) : seen;
    }

    @Override
    public Step step(Action action) {
        System.out.println("a line that is no answer");
        steps++;
        if (action.choice() == 2) {
            if (action.value(0) < 0) {
                System.err.println("going");
                Runtime.getRuntime().halt(7);
            }
            throw new UnsupportedOperationException("no such door");
        }
        boolean over = steps == 3;
        return new Step(
                seen(action.choice(), action.value(0), action.value(1)), steps, false, over,
                over ? Map.of("success", 1.0, "nothing", Double.NaN) : Map.of());
    }
}

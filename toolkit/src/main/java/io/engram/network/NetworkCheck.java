package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;

/** Finds a network of the wrong shape before a run begins rather than in its first update. */
public final class NetworkCheck {
    private static final int SEQUENCES = 2;
    private static final int LENGTH = 3;
    private static final float TOLERANCE = 1e-4f;

    private NetworkCheck() {}

    /**
     * Runs a network on two sequences of three steps and on the same steps one by one.
     *
     * @param network the network
     * @param parameters its parameters
     * @param observationSpace what it sees
     * @param actionSpace what it chooses from
     * @throws IllegalArgumentException if an output has a wrong shape, or if steps one by one give
     *     something else than sequences, as a bidirectional layer does
     */
    public static void verify(
            ActorCriticNetwork network,
            FlatParameters parameters,
            ObservationSpace observationSpace,
            ActionSpace actionSpace) {
        Shape hidden = network.hiddenStateShape().of(SEQUENCES);
        var device = parameters.flat().getDevice();
        try (var phase = NDManager.newBaseManager(device)) {
            NDList seen = pattern(phase, observationSpace);
            Forward forward = parameters.acting(phase);
            var whole = network.look(forward, seen, phase.zeros(hidden));
            requireShape(
                    "the value",
                    whole.values().getShape(),
                    new Shape(SEQUENCES, LENGTH, network.valueStreams()));
            requireShape("the next hidden state", whole.nextHiddenState().getShape(), hidden);
            int count = PolicyDistribution.parameterCount(actionSpace);
            requireKind(whole.policy(), actionSpace);
            requireShape(
                    "the policy",
                    whole.policy().parameters().getShape(),
                    new Shape(SEQUENCES, LENGTH, count));
            NDArray state = phase.zeros(hidden);
            for (int t = 0; t < LENGTH; t++) {
                String here = ":, %d:%d".formatted(t, t + 1);
                var step = network.look(forward, at(seen, here), state);
                requireSame("value", whole.values().get(here), step.values());
                requireSame(
                        "policy",
                        whole.policy().parameters().get(here),
                        step.policy().parameters());
                state = step.nextHiddenState();
            }
            requireSame("next hidden state", whole.nextHiddenState(), state);
            if (network instanceof RandomNetworkDistillation rnd) {
                requireFeatures(rnd, forward, observationSpace, hidden, phase);
            }
        }
    }

    private static void requireFeatures(
            RandomNetworkDistillation rnd,
            Forward forward,
            ObservationSpace space,
            Shape hidden,
            NDManager phase) {
        var features =
                rnd.forwardRnd(
                        forward,
                        new ObservationTensors(space).zeros(phase, SEQUENCES),
                        phase.zeros(new Shape(SEQUENCES, hidden.get(0) * hidden.get(2))));
        Shape predicted = features.predicted().getShape();
        requireShape("the target feature", features.target().getShape(), predicted);
        if (predicted.dimension() != 2 || predicted.get(0) != SEQUENCES) {
            throw new IllegalArgumentException(
                    "the features of forwardRnd must have the shape (B, F), but for B = %d have %s"
                            .formatted(SEQUENCES, predicted));
        }
    }

    private static NDList at(NDList seen, String step) {
        var there = new NDList(seen.size());
        seen.forEach(part -> there.add(part.get(step)));
        return there;
    }

    private static NDList pattern(NDManager manager, ObservationSpace space) {
        NDList pattern = new ObservationTensors(space).zeros(manager, SEQUENCES, LENGTH);
        for (int i = 0; i < pattern.size(); i++) {
            NDArray part = pattern.get(i);
            var values = new float[(int) part.size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) Math.abs(StrictMath.sin(k + 1.0));
            }
            pattern.set(i, manager.create(values, part.getShape()));
        }
        return pattern;
    }

    private static void requireShape(String what, Shape actual, Shape wanted) {
        if (!actual.equals(wanted)) {
            throw new IllegalArgumentException(
                    "%s of the network must have the shape %s for %d sequences of %d steps, but has %s"
                            .formatted(what, wanted, SEQUENCES, LENGTH, actual));
        }
    }

    private static void requireKind(PolicyDistribution policy, ActionSpace space) {
        boolean choices = space.choices() > 0;
        boolean values = space.low().length > 0;
        String wanted = choices && values ? "Mixed" : choices ? "Categorical" : "Gaussian";
        String actual = policy.getClass().getSimpleName();
        if (!wanted.equals(actual)) {
            throw new IllegalArgumentException(
                    "the policy must be %s for the action space %s, but is %s"
                            .formatted(wanted, space, actual));
        }
    }

    private static void requireSame(String what, NDArray whole, NDArray oneByOne) {
        float difference = whole.sub(oneByOne).abs().max().getFloat();
        if (!(difference <= TOLERANCE)) {
            throw new IllegalArgumentException(
                    "the network gives another %s for a sequence than for its steps one by one (they differ by %s):"
                                    .formatted(what, difference)
                            + " it must use the hidden state it is given and must not look ahead,"
                            + " as bidirectional layers do");
        }
    }
}

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
            RecurrentPPOSharedNetwork network,
            FlatParameters parameters,
            ObservationSpace observationSpace,
            ActionSpace actionSpace) {
        Shape hidden = network.hiddenStateShape().of(SEQUENCES);
        var device = parameters.flat().getDevice();
        try (var phase = NDManager.newBaseManager(device)) {
            NDArray seen = pattern(phase, observationSpace);
            Forward forward = parameters.acting(phase);
            var whole = network.forward(forward, new NDList(seen), phase.zeros(hidden));
            requireShape("the value", whole.value().getShape(), new Shape(SEQUENCES, LENGTH, 1));
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
                var step = network.forward(forward, new NDList(seen.get(here)), state);
                requireSame("value", whole.value().get(here), step.value());
                requireSame(
                        "policy",
                        whole.policy().parameters().get(here),
                        step.policy().parameters());
                state = step.nextHiddenState();
            }
            requireSame("next hidden state", whole.nextHiddenState(), state);
        }
    }

    private static NDArray pattern(NDManager manager, ObservationSpace space) {
        Shape shape = FlatParameters.sequenceShape(space, SEQUENCES, LENGTH);
        var values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.abs(StrictMath.sin(i + 1.0));
        }
        return manager.create(values, shape);
    }

    private static void requireShape(String what, Shape actual, Shape wanted) {
        if (!actual.equals(wanted)) {
            throw new IllegalArgumentException(
                    "%s of the network must have the shape %s for %d sequences of %d steps, but has %s"
                            .formatted(what, wanted, SEQUENCES, LENGTH, actual));
        }
    }

    private static void requireKind(PolicyDistribution policy, ActionSpace space) {
        boolean discrete = space instanceof ActionSpace.Discrete;
        if (discrete != policy instanceof PolicyDistribution.Categorical) {
            throw new IllegalArgumentException(
                    "the policy must be %s for the action space %s, but is %s"
                            .formatted(
                                    discrete ? "Categorical" : "Gaussian",
                                    space,
                                    policy.getClass().getSimpleName()));
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

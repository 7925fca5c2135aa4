package io.engram.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.engram.space.ActionSpace;
import io.engram.space.ObservationSpace;
import java.util.stream.IntStream;

/**
 * Finds a wrong network before a run begins rather than in its first update, or never: outputs of
 * wrong shapes, a look ahead, sequences of a mini-batch that are mixed. It looks at mini-batches as
 * large as those of training, as far as they take no more than 4,194,304 numbers.
 */
public final class NetworkCheck {
    private static final int MOST_NUMBERS = 1 << 22;
    private static final int STEPS_ONE_BY_ONE = 16;
    private static final int FEW = 3;
    private static final float TOLERANCE = 1e-4f;

    /** On a GPU, convolutions may round to 11 bits. */
    private static final float GPU_TOLERANCE = 5e-3f;

    private final ActorCriticNetwork network;
    private final ObservationSpace observationSpace;
    private final ActionSpace actionSpace;
    private final Sizes sizes;
    private final NDManager phase;
    private final Forward forward;
    private final float tolerance;

    /**
     * What training will show to a network at once.
     *
     * @param environments N, looked at for one step
     * @param sequences S, the sequences of the largest mini-batch
     * @param length L, the steps of the longest sequence
     */
    public record Sizes(int environments, int sequences, int length) {

        /** These sizes, or smaller ones where observations of so many numbers are too large. */
        private Sizes bounded(int numbers) {
            int steps = Math.max(1, MOST_NUMBERS / Math.max(1, numbers));
            int most = Math.max(1, Math.min(length, steps / 2));
            return new Sizes(
                    Math.max(1, Math.min(environments, steps)),
                    Math.max(1, Math.min(sequences, Math.max(2, steps / most))),
                    most);
        }
    }

    private NetworkCheck(
            ActorCriticNetwork network,
            FlatParameters parameters,
            ObservationSpace observationSpace,
            ActionSpace actionSpace,
            Sizes sizes,
            NDManager phase) {
        this.network = network;
        this.observationSpace = observationSpace;
        this.actionSpace = actionSpace;
        this.sizes = sizes.bounded(observationSpace.floats() + observationSpace.bytes());
        this.phase = phase;
        forward = parameters.acting(phase);
        tolerance = parameters.device().isGpu() ? GPU_TOLERANCE : TOLERANCE;
    }

    /**
     * Runs a network on a mini-batch, on single sequences of it, on their steps one by one, and on
     * one step of every environment.
     *
     * @param network the network
     * @param parameters its parameters
     * @param observationSpace what it sees
     * @param actionSpace what it chooses from
     * @param sizes how much training will show to it at once
     * @throws IllegalArgumentException if an output has a wrong shape; if steps one by one give
     *     something else than sequences, as a bidirectional layer does; or if a sequence gives
     *     something else alone than among others
     */
    public static void verify(
            ActorCriticNetwork network,
            FlatParameters parameters,
            ObservationSpace observationSpace,
            ActionSpace actionSpace,
            Sizes sizes) {
        try (var phase = NDManager.newBaseManager(parameters.device())) {
            new NetworkCheck(network, parameters, observationSpace, actionSpace, sizes, phase)
                    .all();
        }
    }

    private void all() {
        NDList seen = pattern(sizes.sequences(), sizes.length());
        var whole = look(seen, sizes.sequences(), sizes.length(), hidden(sizes.sequences()));
        requireAlone(whole, seen, sizes.sequences(), sizes.length());
        requireSteps(whole, seen);
        NDList now = pattern(sizes.environments(), 1);
        var acting = look(now, sizes.environments(), 1, hidden(sizes.environments()));
        requireAlone(acting, now, sizes.environments(), 1);
        if (network instanceof RandomNetworkDistillation rnd) {
            requireFeatures(rnd);
        }
    }

    private NDArray hidden(int sequences) {
        return phase.zeros(network.hiddenStateShape().of(sequences));
    }

    /** Looks, and checks the shapes. */
    private ActorCriticNetwork.Look look(NDList seen, int sequences, int length, NDArray hidden) {
        var look = network.look(forward, seen, hidden);
        requireShape(
                "the value",
                look.values(),
                new Shape(sequences, length, network.valueStreams()),
                sequences,
                length);
        requireShape(
                "the next hidden state",
                look.nextHiddenState(),
                network.hiddenStateShape().of(sequences),
                sequences,
                length);
        requireKind(look.policy());
        requireShape(
                "the policy",
                look.policy().parameters(),
                new Shape(sequences, length, PolicyDistribution.parameterCount(actionSpace)),
                sequences,
                length);
        return look;
    }

    /** Each sequence gives the same among others as alone. */
    private void requireAlone(
            ActorCriticNetwork.Look among, NDList seen, int sequences, int length) {
        int[] rows = IntStream.of(0, sequences / 2, sequences - 1).distinct().toArray();
        for (int row : rows) {
            String here = "%d:%d".formatted(row, row + 1);
            var alone = look(at(seen, here), 1, length, hidden(1));
            String than = "for a sequence among %d than alone".formatted(sequences);
            String so = "it must treat each sequence by itself and not mix those of a batch";
            requireSame("value", among.values().get(here), alone.values(), than, so);
            requireSame(
                    "policy",
                    among.policy().parameters().get(here),
                    alone.policy().parameters(),
                    than,
                    so);
            requireSame(
                    "next hidden state",
                    among.nextHiddenState().get(":, " + here),
                    alone.nextHiddenState(),
                    than,
                    so);
        }
    }

    /** Sequences give the same as their steps one by one, and later in pieces. */
    private void requireSteps(ActorCriticNetwork.Look whole, NDList seen) {
        int few = Math.min(FEW, sizes.sequences());
        String than = "for a sequence than for its steps one by one";
        String so =
                "it must use the hidden state it is given and must not look ahead, as bidirectional layers do";
        NDArray state = hidden(few);
        int from = 0;
        int piece = 1;
        while (from < sizes.length()) {
            int to = Math.min(sizes.length(), from + piece);
            String here = "0:%d, %d:%d".formatted(few, from, to);
            var step = look(at(seen, here), few, to - from, state);
            requireSame("value", whole.values().get(here), step.values(), than, so);
            requireSame(
                    "policy",
                    whole.policy().parameters().get(here),
                    step.policy().parameters(),
                    than,
                    so);
            state = step.nextHiddenState();
            from = to;
            piece = from < STEPS_ONE_BY_ONE ? 1 : 2 * piece;
        }
        requireSame(
                "next hidden state", whole.nextHiddenState().get(":, 0:" + few), state, than, so);
    }

    private void requireFeatures(RandomNetworkDistillation rnd) {
        int states = sizes.sequences() * sizes.length();
        NDList seen = flat(pattern(sizes.sequences(), sizes.length()), states);
        Shape hidden = network.hiddenStateShape().of(1);
        long width = hidden.get(0) * hidden.get(2);
        var features = rnd.forwardRnd(forward, seen, phase.zeros(new Shape(states, width)));
        Shape predicted = features.predicted().getShape();
        requireShape(
                "the target feature",
                features.target(),
                predicted,
                sizes.sequences(),
                sizes.length());
        if (predicted.dimension() != 2 || predicted.get(0) != states) {
            throw new IllegalArgumentException(
                    "the features of forwardRnd must have the shape (B, F), but for B = %d have %s"
                            .formatted(states, predicted));
        }
        var alone = rnd.forwardRnd(forward, at(seen, "0:1"), phase.zeros(new Shape(1, width)));
        String than = "for a state among %d than alone".formatted(states);
        String so = "it must treat each state by itself";
        requireSame("prediction", features.predicted().get("0:1"), alone.predicted(), than, so);
        requireSame("target", features.target().get("0:1"), alone.target(), than, so);
    }

    private NDList flat(NDList seen, int states) {
        var flat = new NDList(seen.size());
        seen.forEach(
                part -> flat.add(part.reshape(new Shape(states).addAll(part.getShape().slice(2)))));
        return flat;
    }

    private static NDList at(NDList seen, String here) {
        var there = new NDList(seen.size());
        seen.forEach(part -> there.add(part.get(here)));
        return there;
    }

    private NDList pattern(int sequences, int length) {
        NDList pattern = new ObservationTensors(observationSpace).zeros(phase, sequences, length);
        for (int i = 0; i < pattern.size(); i++) {
            NDArray part = pattern.get(i);
            var values = new float[(int) part.size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) Math.abs(StrictMath.sin(k + 1.0));
            }
            pattern.set(i, phase.create(values, part.getShape()));
        }
        return pattern;
    }

    private static void requireShape(
            String what, NDArray actual, Shape wanted, int sequences, int length) {
        if (!actual.getShape().equals(wanted)) {
            throw new IllegalArgumentException(
                    "%s of the network must have the shape %s for %d sequences of %d steps, but has %s"
                            .formatted(what, wanted, sequences, length, actual.getShape()));
        }
    }

    private void requireKind(PolicyDistribution policy) {
        boolean choices = actionSpace.choices() > 0;
        boolean values = actionSpace.low().length > 0;
        String wanted = choices && values ? "Mixed" : choices ? "Categorical" : "Gaussian";
        String actual = policy.getClass().getSimpleName();
        if (!wanted.equals(actual)) {
            throw new IllegalArgumentException(
                    "the policy must be %s for the action space %s, but is %s"
                            .formatted(wanted, actionSpace, actual));
        }
    }

    private void requireSame(String what, NDArray one, NDArray other, String than, String so) {
        float difference = one.sub(other).abs().max().getFloat();
        float size = Math.max(1, one.abs().max().getFloat());
        if (!(difference <= tolerance * size)) {
            throw new IllegalArgumentException(
                    "the network gives another %s %s (they differ by %s): %s"
                            .formatted(what, than, difference, so));
        }
    }
}

package io.engram.training;

import ai.djl.Device;
import io.engram.agent.Agent;
import io.engram.agent.LearnerState;
import io.engram.checkpoint.RunNote;
import io.engram.checkpoint.RunState;
import io.engram.engine.EngineThread;
import io.engram.environment.ObservationNormalizer;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.VectorSpec;
import io.engram.environment.VectorState;
import io.engram.evaluation.Policy;
import io.engram.network.FlatParameters;
import io.engram.random.RandomStream;
import io.engram.rollout.RewardScale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a new run takes over, found out before anything of it is made. */
final class TransferPlan {
    private static final int MOST_NAMED = 4;
    private static final String OBSERVATIONS = "observation_";

    private final Transfer transfer;
    private final RunState from;
    private final Layout here;
    private final List<Taken> taken = new ArrayList<>();
    private final List<String> misfits = new ArrayList<>();
    private final boolean takesTarget;
    private final Map<String, double[]> statistics;

    /**
     * Where the parameters of the new network lie.
     *
     * @param trained those that are trained
     * @param fixed the number of elements of those that are not
     */
    private record Layout(List<FlatParameters.Entry> trained, long fixed) {}

    /** A parameter in both networks. */
    private record Taken(FlatParameters.Entry there, FlatParameters.Entry here) {}

    private TransferPlan(Transfer transfer, Layout here, Agent agent, VectorEnvironment envs) {
        this.transfer = transfer;
        this.here = here;
        from = transfer.policy().state();
        match();
        takesTarget = agent.config().rnd() != null && target();
        statistics = transfer.takesStatistics() ? statistics(envs) : Map.of();
    }

    /**
     * Plans.
     *
     * @throws IllegalArgumentException if the policy does not fit; the message names what does not
     */
    static TransferPlan of(Transfer transfer, String run, Agent agent, VectorEnvironment envs) {
        var plan = new TransferPlan(transfer, layout(agent, envs), agent, envs);
        plan.refuseMisfits(run);
        return plan;
    }

    private static Layout layout(Agent agent, VectorEnvironment envs) {
        return EngineThread.call(
                () -> {
                    try (var parameters =
                            FlatParameters.initialize(
                                    agent.network(),
                                    envs.observationSpace(),
                                    Device.cpu(),
                                    RandomStream.of(0, "layout"))) {
                        return new Layout(
                                parameters.entries(),
                                parameters.fixedEntries().stream()
                                        .mapToLong(each -> each.shape().size())
                                        .sum());
                    }
                });
    }

    private void match() {
        var rest = new HashMap<String, FlatParameters.Entry>();
        from.layout().forEach(each -> rest.put(each.name(), each));
        for (var entry : here.trained()) {
            var there = rest.remove(entry.name());
            if (there == null) {
                misfits.add("%s %s is in the network only".formatted(entry.name(), entry.shape()));
            } else if (!there.shape().equals(entry.shape())) {
                misfits.add(
                        "%s is %s in the network, but %s in the policy"
                                .formatted(entry.name(), entry.shape(), there.shape()));
            } else {
                taken.add(new Taken(there, entry));
            }
        }
        from.layout().stream()
                .filter(each -> rest.containsKey(each.name()))
                .forEach(
                        each ->
                                misfits.add(
                                        "%s %s is in the policy only"
                                                .formatted(each.name(), each.shape())));
    }

    /** The predictor of random network distillation is worth nothing without its target. */
    private boolean target() {
        LearnerState.Rnd rnd = from.learner().rnd();
        boolean fits = rnd != null && rnd.target().length == here.fixed();
        if (rnd != null && !fits) {
            misfits.add("the target of random network distillation has another size");
        }
        return fits;
    }

    private Map<String, double[]> statistics(VectorEnvironment envs) {
        Policy policy = transfer.policy();
        boolean there =
                policy.description().vector().normalizations().stream()
                        .anyMatch(each -> !each.rewards());
        boolean normalizes = normalizesObservations(envs.vectorSpec());
        if (there != normalizes) {
            throw new IllegalArgumentException(
                    "the policy '%s' learned from observations %s, but these environments show them %s; make them %s normalizeObservations(), or say from(Transfer.of(policy).withoutStatistics())"
                            .formatted(
                                    policy.description().name(),
                                    there ? "that are normalised" : "as they are",
                                    normalizes ? "normalised" : "as they are",
                                    there ? "with" : "without"));
        }
        var all = new HashMap<>(from.environments().statistics());
        double[] means = all.getOrDefault(OBSERVATIONS + "mean", new double[0]);
        int size = envs.observationNormalizer().map(ObservationNormalizer::size).orElse(0);
        if (means.length != size) {
            all.keySet().removeIf(name -> name.startsWith(OBSERVATIONS));
        }
        return all;
    }

    private static boolean normalizesObservations(VectorSpec vector) {
        return vector.normalizations().stream().anyMatch(each -> !each.rewards());
    }

    private void refuseMisfits(String run) {
        String policy = transfer.policy().description().name();
        if (transfer.takesOptimizer() && from.isPolicyOnly()) {
            throw new IllegalArgumentException(
                    "the policy '%s' was saved without its optimiser; leave withOptimizer() out"
                            .formatted(policy));
        }
        if (transfer.takesOptimizer() && !misfits.isEmpty()) {
            throw new IllegalArgumentException(
                    "the optimiser of '%s' can be taken along only if all parameters fit, but %s; leave withOptimizer() out"
                            .formatted(policy, named()));
        }
        if (!misfits.isEmpty() && !transfer.takesWhatMatches() || taken.isEmpty()) {
            throw new IllegalArgumentException(
                    "the policy '%s' does not fit the network of the run '%s': %s; %s"
                            .formatted(
                                    policy,
                                    run,
                                    named(),
                                    taken.isEmpty()
                                            ? "nothing of it does"
                                            : "give a network of the same layers, or take what fits with from(Transfer.of(policy).matching())"));
        }
    }

    private String named() {
        List<String> first = misfits.subList(0, Math.min(MOST_NAMED, misfits.size()));
        String all = String.join("; ", first);
        return misfits.size() > MOST_NAMED
                ? "%s; and %d more".formatted(all, misfits.size() - MOST_NAMED)
                : all;
    }

    /** What is written down of it. */
    List<RunNote> notes() {
        Policy policy = transfer.policy();
        var notes = new ArrayList<RunNote>();
        notes.add(
                new RunNote(
                        0,
                        String.format(
                                Locale.ROOT,
                                "from the policy of '%s' after update %d (%,d environment steps): %s parameters, %s, %s",
                                policy.description().name(),
                                policy.updates(),
                                policy.environmentSteps(),
                                misfits.isEmpty()
                                        ? "all"
                                        : taken.size() + " of " + here.trained().size(),
                                transfer.takesOptimizer() ? "its optimiser" : "a new optimiser",
                                transfer.takesStatistics() ? "its statistics" : "new statistics")));
        misfits.forEach(each -> notes.add(new RunNote(0, "not taken over: " + each)));
        return notes;
    }

    /** What a new learner knows, with what is taken over. */
    LearnerState learner(LearnerState fresh) {
        LearnerState there = from.learner();
        boolean optimizer = transfer.takesOptimizer();
        boolean scales =
                transfer.takesStatistics()
                        && fresh.rewardScale() != null
                        && there.rewardScale() != null;
        return new LearnerState(
                taken(there.parameters(), fresh.parameters()),
                optimizer ? taken(there.firstMoment(), fresh.firstMoment()) : fresh.firstMoment(),
                optimizer
                        ? taken(there.secondMoment(), fresh.secondMoment())
                        : fresh.secondMoment(),
                optimizer ? there.optimizerSteps() : fresh.optimizerSteps(),
                fresh.actionRandom(),
                fresh.shuffleRandom(),
                scales
                        ? RewardScale.takenOver(fresh.rewardScale(), there.rewardScale())
                        : fresh.rewardScale(),
                takesTarget
                        ? new LearnerState.Rnd(
                                there.rnd().target(),
                                fresh.rnd().random(),
                                fresh.rnd().statistics())
                        : fresh.rnd());
    }

    private float[] taken(float[] there, float[] fresh) {
        float[] values = fresh.clone();
        for (Taken each : taken) {
            System.arraycopy(
                    there,
                    (int) each.there().offset(),
                    values,
                    (int) each.here().offset(),
                    (int) each.here().shape().size());
        }
        return values;
    }

    /** New environments with the statistics that are taken over. */
    VectorState environments(VectorState fresh) {
        return fresh.takingOver(statistics);
    }
}

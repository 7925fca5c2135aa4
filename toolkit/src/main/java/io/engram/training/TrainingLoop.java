package io.engram.training;

import ai.djl.ndarray.NDManager;
import io.engram.agent.Agent;
import io.engram.agent.Learner;
import io.engram.agent.TrainingDivergedException;
import io.engram.agent.UpdateStatistics;
import io.engram.checkpoint.Judgement;
import io.engram.checkpoint.MetricHistory;
import io.engram.checkpoint.RunDescription;
import io.engram.checkpoint.RunState;
import io.engram.engine.EngineThread;
import io.engram.environment.Environment;
import io.engram.environment.EnvironmentException;
import io.engram.environment.Episode;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.VectorState;
import io.engram.network.ActorCriticNetwork;
import io.engram.rollout.Rollout;
import io.engram.rollout.RolloutCollector;
import io.engram.settings.AgentConfig;
import io.engram.space.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Update after update. Lives in the run's lane; other threads read {@link #standing} and call
 * {@link #stop}.
 *
 * <p>After every update the whole state is put down in plain arrays. What an interrupt or a failure
 * leaves half done is undone by going back to it, just as a resumed run does.
 */
final class TrainingLoop {
    private static final CompletableFuture<Void> SAVED = CompletableFuture.completedFuture(null);

    /** The episodes over which returns are averaged, as in the reference's monitoring. */
    static final int RECENT_EPISODES = 100;

    private final RunDescription description;
    private final Agent agent;
    private final VectorEnvironment environments;
    private final RunFiles files;
    private final List<MetricSink> sinks;
    private final EpisodeLog episodes;
    private final Learner learner;
    private final RolloutCollector collector;
    private final Judge judge;
    private final TrainingFilms films;
    private final Pulse pulse = new Pulse();
    private volatile Standing standing;
    private volatile boolean stopped;
    private volatile String failureNote = "";
    private boolean halfDone;

    /** The save that goes on while training does. */
    private CompletableFuture<Void> saving = SAVED;

    private boolean sinksBegun;

    TrainingLoop(
            RunDescription description,
            Agent agent,
            VectorEnvironment environments,
            RunFiles files,
            List<MetricSink> sinks,
            Supplier<? extends Environment> evaluationFactory) {
        this.description = description;
        this.agent = agent;
        this.environments = environments;
        this.files = files;
        this.sinks = sinks;
        episodes = new EpisodeLog(files.logs());
        learner =
                agent.learner(
                        description.observationSpace(),
                        description.actionSpace(),
                        environments.count(),
                        description.seed());
        collector =
                new RolloutCollector(
                        environments, agent.network(), agent.config().resetHiddenState());
        judge = new Judge(description, agent.network(), evaluationFactory);
        films = new TrainingFilms(description, agent.network(), environments);
    }

    /**
     * Begins anew.
     *
     * @param plan what is taken over, or null
     */
    void begin(TransferPlan plan) {
        films.begin();
        Observation[] first = away(() -> environments.reset(description.seed()));
        if (plan != null) {
            learner.restore(plan.learner(learner.state()));
            VectorState begun = plan.environments(environments.state());
            first = away(() -> environments.restore(begun));
        }
        collector.begin(first, null);
        var none = new MetricHistory(List.of(), List.of());
        standing = Standing.withoutBest(stateNow(0, 0, 0, List.of(), none));
    }

    void restore(Standing from) {
        RunState saved = from.now();
        learner.parameters().requireSame(saved.layout());
        learner.restore(saved.learner());
        collector.begin(
                away(() -> environments.restore(saved.environments())), saved.hiddenState());
        standing = from;
        halfDone = false;
    }

    /** Outside the engine, which an environment that does not come back must not keep. */
    private Observation[] away(Supplier<Observation[]> call) {
        return EngineThread.away(() -> environments.busy().orElse("the environments"), call);
    }

    private RunState stateNow(
            long update,
            long environmentSteps,
            double seconds,
            List<Episode> recent,
            MetricHistory metrics) {
        return new RunState(
                update,
                environmentSteps,
                seconds,
                learner.parameters().entries(),
                learner.state(),
                collector.hiddenState(),
                environments.state(),
                recent,
                metrics,
                Optional.empty());
    }

    /** Where the run stands after its last finished update, and its best policy by then. */
    Standing standing() {
        return standing;
    }

    private RunState state() {
        return standing.now();
    }

    /** What it is doing now. */
    Pulse pulse() {
        return pulse;
    }

    ActorCriticNetwork network() {
        return agent.network();
    }

    /** Asks the loop to give up what it is doing, within one step or one mini-batch. */
    void stop() {
        stopped = true;
    }

    /** Whether it was asked to give up. */
    boolean isStopped() {
        return stopped;
    }

    /** Takes an earlier {@link #stop} back. */
    void allow() {
        stopped = false;
    }

    void train(Extent extent) {
        try {
            trainOn(extent);
        } catch (Stopped e) {
            // The caller saves too, but an update may have been finished since it looked.
            files.saveIfNew(standing);
        } catch (Throwable e) {
            // A log may lack its last row: the next call writes it anew from what is known.
            sinksBegun = false;
            if (e instanceof CancellationException && stopped) {
                // Left behind inside an environment, which has come back now.
                return;
            }
            failureNote = failure(e);
            if (e instanceof TrainingDivergedException) {
                throw new TrainingDivergedException(failureNote, e);
            }
            if (e instanceof EnvironmentException) {
                throw new EnvironmentException(failureNote, e);
            }
            throw e;
        }
    }

    private void trainOn(Extent extent) {
        if (halfDone) {
            restore(standing);
        }
        if (!sinksBegun) {
            episodes.begin(state().update());
            sinks.forEach(sink -> sink.begin(state().metrics()));
            sinksBegun = true;
        }
        int every = description.settings().checkpointEvery();
        try {
            while (!extent.isReached(state())) {
                film();
                update();
                if (saving.isCompletedExceptionally()) {
                    awaitSave();
                }
                if (state().update() % every == 0) {
                    awaitSave();
                    saveAside(standing);
                }
            }
            film();
            awaitSave();
        } finally {
            pulse.begin(Pulse.Phase.RESTING, 0);
            // Whatever ended this: nothing is written any more when it has ended.
            saving.exceptionally(e -> null).join();
            saving = SAVED;
        }
        files.save(standing);
    }

    private void film() {
        pulse.begin(Pulse.Phase.FILMING, 0);
        films.film(state(), this::giveUpIfStopped);
    }

    /**
     * Saves while training goes on; whether it went well is known after one of the next updates.
     */
    private void saveAside(Standing now) {
        saving = new CompletableFuture<>();
        Aside.begin("engram-saver", () -> files.save(now), saving);
    }

    /** Waits for the save that goes on, and fails if it did. */
    private void awaitSave() {
        CompletableFuture<Void> last = saving;
        saving = SAVED;
        try {
            last.join();
        } catch (CompletionException e) {
            throw EngineThread.unchecked(e.getCause());
        }
    }

    /** Saves what there is, whatever went wrong, and tells of both. */
    private String failure(Throwable cause) {
        String saved;
        try {
            saved = "saved in " + files.save(standing);
        } catch (RuntimeException | Error e) {
            if (e != cause) {
                cause.addSuppressed(e);
            }
            saved = "not saved, since " + e.getMessage();
        }
        boolean ours =
                cause instanceof EnvironmentException || cause instanceof TrainingDivergedException;
        return "update %d of '%s' failed: %s. The run stands after update %d, %s"
                .formatted(
                        state().update() + 1,
                        description.name(),
                        ours ? cause.getMessage() : cause,
                        state().update(),
                        saved);
    }

    /** What the last failure was, and where the run stands since. */
    String failureNote() {
        return failureNote;
    }

    private void update() {
        long start = System.nanoTime();
        RunState before = state();
        halfDone = true;
        Rollout rollout;
        UpdateStatistics statistics;
        int preparing = before.update() == 0 ? learner.preparingSteps() : 0;
        if (preparing > 0) {
            pulse.begin(Pulse.Phase.PREPARING, preparing);
            try (NDManager phase = newPhase()) {
                learner.prepare(collect(phase, preparing));
            }
        }
        try (NDManager phase = newPhase()) {
            pulse.begin(Pulse.Phase.COLLECTING, agent.config().nSteps());
            rollout = collect(phase, agent.config().nSteps());
            pulse.begin(Pulse.Phase.LEARNING, miniBatches(before));
            statistics = learner.update(rollout, before.update(), phase, this::beat);
        }
        int finished = rollout.episodes().size();
        double seconds = (System.nanoTime() - start) / 1e9;
        long taken = rollout.size() + (long) preparing * environments.count();
        RunState learned =
                stateNow(
                        before.update() + 1,
                        before.environmentSteps() + taken,
                        before.trainingSeconds() + seconds,
                        recent(before.recentEpisodes(), rollout.episodes()),
                        before.metrics());
        // After the clock was read: an evaluation is not training.
        pulse.begin(Pulse.Phase.EVALUATING, 0);
        var judgement = judge.judge(before, learned, finished, this::giveUpIfStopped);
        MetricRow row = row(learned, finished, statistics, taken / seconds, judgement);
        MetricHistory history = MetricLog.append(before.metrics(), row);
        RunState after = learned.withMetrics(history);
        // First, for nothing else keeps them: where this fails, the update is made again.
        episodes.write(after.update(), endings(before, rollout, taken - rollout.size(), start));
        standing = standing.after(after, judgement);
        halfDone = false;
        sinks.forEach(sink -> sink.write(row, history));
    }

    /**
     * About how many there are in an update: as in the last one, or as episodes without end give.
     */
    private int miniBatches(RunState before) {
        AgentConfig config = agent.config();
        double usual =
                config.nMiniBatch() > 0
                        ? config.nMiniBatch()
                        : Math.ceil(
                                (double) config.nSteps()
                                        * environments.count()
                                        / Math.max(1, config.seqLen())
                                        / config.seqMiniBatchSize());
        return MetricLog.latest(before.metrics())
                .getOrDefault("mini_batches", config.epoch() * usual)
                .intValue();
    }

    private MetricRow row(
            RunState learned,
            int finished,
            UpdateStatistics statistics,
            double stepsPerSecond,
            Optional<Judgement> judgement) {
        MetricRow row =
                MetricLog.row(
                        learned.update(),
                        learned.environmentSteps(),
                        finished,
                        learned.recentEpisodes(),
                        statistics,
                        learned.trainingSeconds(),
                        stepsPerSecond);
        return description.settings().evaluations() == null
                ? row
                : MetricLog.withEvaluation(
                        row, judgement.map(Judgement::meanReturn).orElse(Double.NaN));
    }

    /** The episodes that ended in a rollout, which some steps came before. */
    private static List<EpisodeRow> endings(
            RunState before, Rollout rollout, long prepared, long start) {
        return rollout.endings().stream()
                .map(
                        each ->
                                new EpisodeRow(
                                        before.update() + 1,
                                        before.environmentSteps()
                                                + prepared
                                                + (long) each.step() * rollout.environments(),
                                        before.trainingSeconds() + (each.nanoTime() - start) / 1e9,
                                        each.episode()))
                .toList();
    }

    private NDManager newPhase() {
        return NDManager.newBaseManager(learner.parameters().device());
    }

    private Rollout collect(NDManager phase, int steps) {
        return collector.collect(
                learner.parameters(), phase, steps, learner.actionRandom(), this::beat);
    }

    private static List<Episode> recent(List<Episode> earlier, List<Episode> finished) {
        var all = new ArrayList<>(earlier);
        all.addAll(finished);
        return List.copyOf(all.subList(Math.max(0, all.size() - RECENT_EPISODES), all.size()));
    }

    private void beat() {
        pulse.beat();
        giveUpIfStopped();
    }

    private void giveUpIfStopped() {
        if (stopped) {
            throw new Stopped();
        }
    }

    /** In the run's lane; the environments have a close of their own. */
    void close() {
        sinks.forEach(MetricSink::close);
        learner.close();
    }

    /** Any thread may do this, once no work is left. */
    void closeEnvironments() {
        environments.close();
    }

    /** Unwinds a half-done update. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super(null, null, false, false);
        }
    }
}

package io.engram.training;

import io.engram.checkpoint.RunDescription;
import io.engram.engine.EngineLane;
import io.engram.environment.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a run is trained: for how long, on whose thread, who watches, and how it is stopped and
 * closed.
 */
public abstract sealed class RunTraining extends RunRecord implements AutoCloseable
        permits TrainingRun {
    private static final long WAIT_FOR_ENVIRONMENT_SECONDS = 10;

    private final EngineLane lane;
    private final TrainingLoop loop;
    private final RunFiles files;
    private final Claim claim;
    private final ListenerSink listeners;
    private final LoopWork work;
    private final TrainCalls calls;
    private final Screen screen;

    RunTraining(
            RunDescription description,
            EngineLane lane,
            TrainingLoop loop,
            RunFiles files,
            Claim claim,
            ListenerSink listeners,
            List<String> shown) {
        super(description, loop, files);
        this.lane = lane;
        this.loop = loop;
        this.files = files;
        this.claim = claim;
        this.listeners = listeners;
        work = new LoopWork(description.name(), lane, loop, WAIT_FOR_ENVIRONMENT_SECONDS);
        screen = new Screen(description, loop, shown);
        calls = new TrainCalls(description.name(), this::begin);
        files.busyWhile(calls::isTraining);
    }

    /**
     * Trains until the run has made a number of updates. Blocks, and shows how it goes. Whatever
     * goes wrong, the last finished update is saved before the exception is thrown.
     *
     * <p>An interrupt saves a checkpoint and returns; the thread's interrupt flag is set again, so
     * that loops around this call can end. Calling it again goes on from the last finished update.
     *
     * @param updates the number of updates that the run shall have made, counted from its beginning
     * @throws IllegalStateException if the run is training already, in another thread, or is
     *     closed, or a newer run of the same name has its environments
     * @throws IllegalArgumentException if {@code updates} is below 1
     * @throws io.engram.environment.EnvironmentException if an environment misbehaves, or has not
     *     come back since an earlier call was interrupted; the message names it and its step
     */
    public void train(int updates) {
        train(Extent.updates(updates, description()));
    }

    /**
     * Trains as {@link #train(int)} does, but ends when a rule says so.
     *
     * @param updates the number of updates that the run shall have made at most, counted from its
     *     beginning
     * @param rule says after each update whether training ends; asked before the first one too
     * @throws IllegalArgumentException if {@code updates} is below 1, or the rule goes by
     *     evaluations and the run has none
     */
    public void train(int updates, StopRule rule) {
        EvaluationRule.require(Objects.requireNonNull(rule, "rule"), description());
        train(Extent.updates(updates, rule, description()));
    }

    /**
     * Trains as {@link #train(int)} does, until the run has taken a number of environment steps.
     *
     * @param environmentSteps the steps that the run shall have taken at least, counted from its
     *     beginning over all environments; an update is not cut off, so it may take up to {@code
     *     nSteps} · N - 1 more
     * @throws IllegalArgumentException if it is below 1
     */
    public void trainSteps(long environmentSteps) {
        train(Extent.environmentSteps(environmentSteps, description()));
    }

    /**
     * Trains as {@link #train(int)} does, for some time from now on: the update in which it is over
     * is the last one.
     *
     * @param time how long, more than 0
     * @throws IllegalArgumentException if it is 0 or negative
     */
    public void train(Duration time) {
        train(Extent.time(time, description()));
    }

    private void train(Extent extent) {
        listeners.refuseWithin("train", "call it after the train call that is going on");
        calls.train(extent);
    }

    private Watch begin(Extent extent, boolean isShown) {
        files.requireOwn();
        claim.requireHeld();
        return new Watch(
                loop,
                files,
                work,
                extent,
                isShown ? screen::open : screen::openNowhere,
                screen.report(extent));
    }

    /**
     * Trains as {@link #train(int)} does, but on a thread of its own: it returns when training has
     * begun, and shows nothing. {@link #watch} shows it, from any cell, {@link #stop} ends it, and
     * what goes wrong is told there.
     *
     * @param updates as of {@link #train(int)}, which also tells what is thrown
     */
    public void start(int updates) {
        listeners.refuseWithin("start", "call it after the train call that is going on");
        calls.start(Extent.updates(updates, state -> false, description()));
    }

    /**
     * Waits until the training that {@link #start} began has ended, and shows nothing. Returns at
     * once if nothing is under way.
     *
     * @throws InterruptedException if the waiting is interrupted; training goes on
     * @throws IllegalStateException or whatever else ended the training before its time
     */
    public void await() throws InterruptedException {
        listeners.refuseWithin("await", "call it from another thread");
        calls.await();
    }

    /**
     * Shows the training that is under way, on whichever thread, until it ends. An interrupt ends
     * the watching alone. If nothing is under way, it shows how the last call ended, and returns.
     */
    public void watch() {
        listeners.refuseWithin("watch", "call it from another thread");
        screen.watch(calls.latest());
    }

    /**
     * Ends the {@code train} call that is going on, after its present update: from {@code onUpdate}
     * or from any thread. The run is saved, the call returns as if it had come to its end, and a
     * further one goes on. Nothing happens if none is going on.
     */
    public void stop() {
        calls.stop();
    }

    /**
     * Frees the run's tensors, closes its files and its environments. The checkpoints stay. If an
     * environment has not come back since an interrupt, the environments are closed when it does.
     */
    @Override
    public void close() {
        listeners.refuseWithin("close", "call run.stop() there and close the run afterwards");
        loop.stop();
        Aside.call(
                () -> {
                    work.end();
                    lane.run(loop::close);
                    files.close();
                    work.whenBack(loop::closeEnvironments);
                    return null;
                });
    }
}

package io.engram.training;

import io.engram.agent.Agent;
import io.engram.checkpoint.Checkpoint;
import io.engram.checkpoint.CheckpointException;
import io.engram.checkpoint.CheckpointStore;
import io.engram.checkpoint.RunDescription;
import io.engram.checkpoint.RunNote;
import io.engram.settings.AgentConfig;
import java.util.ArrayList;
import java.util.List;

/** Other parameters of the agent for a run that goes on. */
final class AgentChange {
    private final Checkpoint checkpoint;
    private final Agent agent;

    AgentChange(Checkpoint checkpoint, Agent agent) {
        this.checkpoint = checkpoint;
        this.agent = agent;
    }

    /** Whether anything is otherwise. */
    boolean isAny() {
        return !changes().isEmpty();
    }

    private List<String> changes() {
        return checkpoint.description().config().changesTo(agent.config());
    }

    /**
     * Refuses what cannot change. The network is looked at when its parameters are set.
     *
     * @throws IllegalArgumentException if the agent cannot go on with what the run has learned; the
     *     message names everything that stands against it
     */
    void refuseWhatCannotChange() {
        RunDescription run = checkpoint.description();
        AgentConfig before = run.config();
        AgentConfig after = agent.config();
        var problems = new ArrayList<String>();
        if (before.algorithm() != after.algorithm()) {
            problems.add(
                    "the algorithm is %s, not %s"
                            .formatted(before.algorithm().key(), after.algorithm().key()));
        }
        if (before.rewardScaling() != after.rewardScaling()) {
            problems.add(
                    "rewardScaling is %s, and the values were learned so"
                            .formatted(before.rewardScaling()));
        }
        if (before.rnd() != null
                && after.rnd() != null
                && (before.rnd().initNormSteps() == null)
                        != (after.rnd().initNormSteps() == null)) {
            problems.add(
                    "initNormSteps is %s, and the predictor learned so"
                            .formatted(before.rnd().initNormSteps()));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the run '%s' cannot go on with this agent: %s; what was learned can begin a new run with TrainingRun.builder(…).from(policy)"
                            .formatted(run.name(), String.join("; ", problems)));
        }
    }

    /**
     * Refuses a way back with other parameters in the run's own folder: two histories would mix.
     *
     * @throws CheckpointException if the run has newer checkpoints beside this one
     */
    void refuseBranch() {
        long newest =
                checkpoint
                        .runFolder()
                        .map(folder -> new CheckpointStore(folder).lastUpdate())
                        .orElse(checkpoint.state().update());
        if (isAny() && newest > checkpoint.state().update()) {
            throw new CheckpointException(
                    "the run '%s' has gone on from update %d to %d, with which a way of other parameters would mix; say where that goes with TrainingRun.resuming(path).agent(agent).checkpoints(folder).logs(folder)"
                            .formatted(
                                    checkpoint.description().name(),
                                    checkpoint.state().update(),
                                    newest));
        }
    }

    /** The description of the run from now on. */
    RunDescription description() {
        long update = checkpoint.state().update();
        return checkpoint
                .description()
                .with(agent.config())
                .noting(changes().stream().map(each -> new RunNote(update, each)).toList());
    }
}

package io.engram.training;

import io.engram.agent.Agent;
import io.engram.checkpoint.Checkpoint;
import io.engram.checkpoint.CheckpointKernels;
import io.engram.engine.Kernels;
import java.util.List;

/** Tells in the log that a run goes on with other kernels than those that made its checkpoint. */
final class KernelNotice {
    private static final System.Logger LOG = System.getLogger(KernelNotice.class.getName());

    private KernelNotice() {}

    /** To be called once for each resume. Silent where the bits are those of an unbroken run. */
    static void log(Checkpoint checkpoint, Agent agent) {
        Kernels here = Kernels.ofThisProcess();
        CheckpointKernels.of(checkpoint.folder())
                .map(there -> here.differences(there, agent.canLearnInJava()))
                .filter(differences -> !differences.isEmpty())
                .ifPresent(
                        differences ->
                                LOG.log(
                                        System.Logger.Level.WARNING,
                                        text(checkpoint, differences)));
    }

    private static String text(Checkpoint checkpoint, List<String> differences) {
        return "the run '%s' goes on with other kernels than made its checkpoint (%s): its bits can differ from those of an unbroken run; docs/reproducibility.md tells what makes them the same"
                .formatted(checkpoint.description().name(), String.join(", ", differences));
    }
}

package io.engram.sweep;

import io.engram.training.TrainingRunBuilder;
import java.io.Serializable;

/**
 * Begins the runs of a sweep whose environments, network or agent are code. To be sent to another
 * process, as a cluster does, it may hold on to nothing but what is {@link Serializable}.
 */
@FunctionalInterface
public interface SweepBase extends Serializable {
    /**
     * Begins a run. It is called on a thread of the sweep, again for a run that goes on.
     *
     * @param setting what is set
     * @param name the run's name, which {@code TrainingRun.builder} is given
     * @return a builder, to which the sweep adds seed and folders
     */
    TrainingRunBuilder begin(Setting setting, String name);
}

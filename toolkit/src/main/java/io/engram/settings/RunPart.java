package io.engram.settings;

import io.engram.environment.EnvironmentSpec;
import io.engram.environment.VectorSpec.Normalization;
import io.engram.settings.ConfigFile.Evaluations;
import java.util.List;

/** What a file says of the run; null where it says nothing. */
record RunPart(
        String name,
        EnvironmentSpec environment,
        Integer environmentCount,
        List<Normalization> normalizations,
        Integer updates,
        Long seed,
        NetworkSettings network,
        Integer checkpointEvery,
        Evaluations evaluations) {

    static final RunPart NONE = of(null, null, null, null, null, NetworkSettings.NONE);

    /** What files of other systems say. */
    static RunPart of(
            String name,
            EnvironmentSpec environment,
            Integer environmentCount,
            Integer updates,
            Long seed,
            NetworkSettings network) {
        return new RunPart(
                name, environment, environmentCount, List.of(), updates, seed, network, null, null);
    }
}

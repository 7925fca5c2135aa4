package io.engram.environments.classic;

import io.engram.environment.EnvironmentOption;
import io.engram.environment.EnvironmentOptions;
import io.engram.environments.random.NumpyRandom;

/** Where the numbers of the first state lie. */
record StartRange(double low, double high) {

    /** The range that two options give. */
    static StartRange of(
            EnvironmentOptions options,
            EnvironmentOption<Double> low,
            EnvironmentOption<Double> high) {
        var range = new StartRange(options.get(low), options.get(high));
        if (range.low > range.high) {
            throw new IllegalArgumentException(
                    "option low must not be above option high, but they are %s and %s"
                            .formatted(range.low, range.high));
        }
        return range;
    }

    /** One number of the range, each equally likely. */
    double draw(NumpyRandom random) {
        return random.uniform(low, high);
    }
}

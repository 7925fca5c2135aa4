package io.engram.environment;

import io.engram.space.Observation;
import io.engram.statistics.RunningMoments;
import io.engram.statistics.SavedStatistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Brings each float of an observation to mean 0 and variance 1, as measured so far. Bytes stay as
 * they are: a network sees them divided by 255.
 *
 * <p>An element x becomes {@code (x - mean) / sqrt(variance + epsilon)}, clipped. Until two
 * observations were seen the mean counts as 0 and the variance as 1. An element that never changes
 * becomes 0. A policy that was trained with a normaliser carries it along.
 *
 * <pre>{@code
 * var normalizer = new ObservationNormalizer(4);
 * normalizer.update(observations);
 * var shown = normalizer.normalize(observations[0]);
 * }</pre>
 *
 * <p>Not safe for use by several threads at once.
 */
public final class ObservationNormalizer {
    /** The default of what is added to the variance. */
    public static final double DEFAULT_EPSILON = 1e-8;

    /** The default of the greatest normalised value. */
    public static final double DEFAULT_CLIP = 10;

    private static final String COUNT = "observation_count";
    private static final String MEAN = "observation_mean";
    private static final String SQUARES = "observation_squares";
    private static final String SETTINGS = "observation_settings";

    private final RunningMoments moments;
    private final double epsilon;
    private final double clip;
    private final boolean frozen;

    /**
     * A normaliser that has seen nothing, with the default epsilon and clip range.
     *
     * @param size the number of floats of an observation, all parts together, at least 1
     */
    public ObservationNormalizer(int size) {
        this(size, DEFAULT_EPSILON, DEFAULT_CLIP);
    }

    /**
     * A normaliser that has seen nothing.
     *
     * @param size the number of floats of an observation, all parts together, at least 1
     * @param epsilon what is added to the variance, above 0
     * @param clip the greatest normalised value, above 0; the least is its negative
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public ObservationNormalizer(int size, double epsilon, double clip) {
        this(new RunningMoments(requireSize(size)), epsilon, clip, false);
    }

    private ObservationNormalizer(
            RunningMoments moments, double epsilon, double clip, boolean frozen) {
        if (!(epsilon > 0) || !(clip > 0)) {
            throw new IllegalArgumentException(
                    "epsilon and clip must be above 0, but are " + epsilon + " and " + clip);
        }
        this.moments = moments;
        this.epsilon = epsilon;
        this.clip = clip;
        this.frozen = frozen;
    }

    private static int requireSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, but is " + size);
        }
        return size;
    }

    /**
     * The number of floats of an observation.
     *
     * @return at least 1
     */
    public int size() {
        return moments.features();
    }

    /**
     * The number of observations that the statistics are of.
     *
     * @return 0 or more
     */
    public long count() {
        return (long) moments.count();
    }

    /**
     * Takes observations into the statistics; does nothing if this is a {@linkplain #frozen()
     * frozen} copy.
     *
     * @param observations any number of observations
     * @throws IllegalArgumentException if one has another number of floats
     */
    public void update(Observation[] observations) {
        if (frozen) {
            return;
        }
        var rows = new float[observations.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = floats(observations[i]);
        }
        moments.merge(rows.length, (sample, feature) -> rows[sample][feature]);
    }

    /**
     * An observation as a policy sees it. The statistics stay as they are.
     *
     * @param observation the observation as the task gives it
     * @return a new observation of the same size
     * @throws IllegalArgumentException if it has another number of floats
     */
    public Observation normalize(Observation observation) {
        float[] raw = floats(observation);
        var normalized = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            double value = (raw[i] - moments.mean(i)) / deviation(i);
            normalized[i] = (float) Math.max(-clip, Math.min(clip, value));
        }
        return observation.withFloats(normalized);
    }

    private float[] floats(Observation observation) {
        if (observation.floatCount() != size()) {
            throw new IllegalArgumentException(
                    "an observation to normalise must have %d floats, but has %s"
                            .formatted(size(), observation.elements()));
        }
        return observation.floats();
    }

    /**
     * What is subtracted from each element.
     *
     * @return a copy: the means, or 0 until two observations were seen
     */
    public double[] means() {
        return IntStream.range(0, size()).mapToDouble(moments::mean).toArray();
    }

    /**
     * What each element is divided by.
     *
     * @return a copy: {@code sqrt(variance + epsilon)}
     */
    public double[] deviations() {
        return IntStream.range(0, size()).mapToDouble(this::deviation).toArray();
    }

    private double deviation(int element) {
        return Math.sqrt(moments.variance(element) + epsilon);
    }

    /**
     * The greatest normalised value; the least is its negative.
     *
     * @return a number above 0
     */
    public double clip() {
        return clip;
    }

    /**
     * A copy that never changes again, for testing and for policies that left training.
     *
     * @return the copy
     */
    public ObservationNormalizer frozen() {
        return new ObservationNormalizer(moments.copy(), epsilon, clip, true);
    }

    /**
     * All there is to save.
     *
     * @return arrays by name, for {@link #fromStatistics}
     */
    public Map<String, double[]> toStatistics() {
        var statistics = new LinkedHashMap<String, double[]>();
        statistics.put(COUNT, new double[] {moments.count()});
        statistics.put(MEAN, moments.means());
        statistics.put(SQUARES, moments.squares());
        statistics.put(SETTINGS, new double[] {epsilon, clip});
        return statistics;
    }

    /**
     * A normaliser as it was saved.
     *
     * @param statistics what {@link #toStatistics()} gave; other names in it are not read
     * @return a normaliser that goes on to the same bits
     * @throws IllegalArgumentException if an array is missing or does not fit the others
     */
    public static ObservationNormalizer fromStatistics(Map<String, double[]> statistics) {
        double[] settings = SavedStatistics.array(statistics, SETTINGS, 2);
        return new ObservationNormalizer(saved(statistics), settings[0], settings[1], false);
    }

    private static RunningMoments saved(Map<String, double[]> statistics) {
        return SavedStatistics.moments(statistics, COUNT, MEAN, SQUARES);
    }

    /** Takes over saved moments; a frozen one keeps its own. */
    void restore(Map<String, double[]> statistics) {
        RunningMoments saved = saved(statistics);
        if (saved.features() != size()) {
            throw new IllegalArgumentException(
                    "the saved statistics are of %d elements, but an observation has %d"
                            .formatted(saved.features(), size()));
        }
        if (!frozen) {
            moments.set(saved);
        }
    }
}

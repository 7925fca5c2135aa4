package io.engram.settings;

import io.engram.settings.PiecewiseSchedule.Point;
import java.io.Serializable;
import java.util.ArrayList;

/**
 * A number that may change from update to update. Updates are counted from the beginning of the
 * run: u is the number of updates already made.
 *
 * <pre>{@code
 * .learningRate(Schedule.cosine(1e-3, 1e-5, 200).warmUp(10))
 * .entropyCoef(Schedule.piecewise(0, 0.01, 100, 0.001, 200, 0))
 * }</pre>
 */
public sealed interface Schedule extends Serializable permits Decay, PiecewiseSchedule, WarmUp {

    /**
     * The value of an update.
     *
     * @param update the number of updates already made, from 0
     * @return the value
     */
    double at(long update);

    /**
     * Whether the value stays the same.
     *
     * @return true for a constant
     */
    boolean isConstant();

    /**
     * A bound of the values.
     *
     * @return a number that no value is below
     */
    double least();

    /**
     * A bound of the values.
     *
     * @return a number that no value is above, as long as none is below 0
     */
    double greatest();

    /**
     * The same value for ever.
     *
     * @param value the value
     * @return the schedule
     */
    static Schedule constant(double value) {
        return new PolynomialDecay(value, value, 1, 1);
    }

    /**
     * A straight line, then constant.
     *
     * @param initial the value of the first update
     * @param last the value at the end of the line
     * @param updates the number of updates that the line takes
     * @return the schedule
     */
    static Schedule linear(double initial, double last, int updates) {
        return new PolynomialDecay(initial, last, updates, 1);
    }

    /**
     * A polynomial, then constant.
     *
     * @param initial the value of the first update
     * @param last the value at the end
     * @param updates the number of updates that it takes
     * @param power the exponent, above 0
     * @return the schedule
     */
    static Schedule polynomial(double initial, double last, int updates, double power) {
        return new PolynomialDecay(initial, last, updates, power);
    }

    /**
     * Half a wave of the cosine, then constant: slow at both ends, and fastest in the middle.
     *
     * @param initial the value of the first update
     * @param last the value at the end
     * @param updates the number of updates that it takes
     * @return the schedule
     */
    static Schedule cosine(double initial, double last, int updates) {
        return new CosineDecay(initial, last, updates);
    }

    /**
     * Straight lines from point to point; constant before the first and after the last.
     *
     * @param updatesAndValues an update and its value, and so on: {@code piecewise(0, 1e-3, 50,
     *     1e-4)} has two points. Updates are whole numbers from 0 and increase; for a sudden change
     *     give two points that follow each other: {@code piecewise(49, 1e-3, 50, 1e-4)}
     * @return the schedule
     */
    static Schedule piecewise(double... updatesAndValues) {
        if (updatesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "piecewise needs a value for each update, such as piecewise(0, 1e-3, 50, 1e-4), but was given %d numbers"
                            .formatted(updatesAndValues.length));
        }
        var points = new ArrayList<Point>();
        for (int i = 0; i < updatesAndValues.length; i += 2) {
            double update = updatesAndValues[i];
            if (update != (int) update) {
                throw new IllegalArgumentException(
                        "piecewise needs whole numbers of updates, each followed by its value, but point %d is at %s"
                                .formatted(i / 2 + 1, update));
            }
            points.add(new Point((int) update, updatesAndValues[i + 1]));
        }
        return new PiecewiseSchedule(points);
    }

    /**
     * This schedule, but that the first updates come up to it: update u of W counts (u + 1) / W.
     * The schedule itself runs on meanwhile.
     *
     * @param updates W, at least 1: the first update that has the full value is number W
     * @return the schedule
     */
    default Schedule warmUp(int updates) {
        return new WarmUp(this, updates);
    }
}

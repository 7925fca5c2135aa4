package io.engram.plot;

/** What is done to a curve before it is drawn. */
final class Curves {
    private Curves() {}

    /**
     * The mean over a window centred on each position, over what is finite there. A gap stays a
     * gap.
     */
    static Curve smooth(Curve curve, int window) {
        return window == 1
                ? curve
                : new Curve(
                        curve.name(),
                        curve.x(),
                        movingMean(curve.y(), window),
                        curve.hasBand() ? movingMean(curve.low(), window) : null,
                        curve.hasBand() ? movingMean(curve.high(), window) : null);
    }

    private static double[] movingMean(double[] values, int window) {
        int n = values.length;
        var sums = new double[n + 1];
        var counts = new int[n + 1];
        for (int i = 0; i < n; i++) {
            boolean finite = Double.isFinite(values[i]);
            sums[i + 1] = sums[i] + (finite ? values[i] : 0);
            counts[i + 1] = counts[i] + (finite ? 1 : 0);
        }
        var means = new double[n];
        for (int i = 0; i < n; i++) {
            int from = Math.max(0, i - (window - 1) / 2);
            int to = Math.min(n, i + window / 2 + 1);
            means[i] =
                    Double.isFinite(values[i])
                            ? (sums[to] - sums[from]) / (counts[to] - counts[from])
                            : Double.NaN;
        }
        return means;
    }

    /** At most so many points: each is the mean of a stretch, over what is finite there. */
    static Curve thin(Curve curve, int most) {
        return curve.x().length <= most
                ? curve
                : new Curve(
                        curve.name(),
                        stretchMeans(curve.x(), most),
                        stretchMeans(curve.y(), most),
                        curve.hasBand() ? stretchMeans(curve.low(), most) : null,
                        curve.hasBand() ? stretchMeans(curve.high(), most) : null);
    }

    private static double[] stretchMeans(double[] values, int stretches) {
        var means = new double[stretches];
        for (int stretch = 0; stretch < stretches; stretch++) {
            int from = (int) ((long) stretch * values.length / stretches);
            int to = (int) ((long) (stretch + 1) * values.length / stretches);
            double sum = 0;
            int count = 0;
            for (int i = from; i < to; i++) {
                if (Double.isFinite(values[i])) {
                    sum += values[i];
                    count++;
                }
            }
            means[stretch] = count == 0 ? Double.NaN : sum / count;
        }
        return means;
    }
}

package io.engram.environments.box2d;

import io.engram.environments.random.NumpyRandom;
import java.util.ArrayList;
import java.util.List;

/** The ground of the walker: a line of 200 points, blocks on and in it, and clouds above. */
final class WalkerTerrain {
    /** From one point to the next, in metres. */
    static final double STEP = 14 / Scene.SCALE;

    /** Where the line begins, in metres. */
    static final double START_HEIGHT = 400 / Scene.SCALE / 4;

    /** The number of points. */
    static final int LENGTH = 200;

    /** The number of points that an obstacle keeps away from another, at most. */
    static final int GRASS = 10;

    /** The number of level points at the beginning. */
    static final int START = 20;

    private static final double FRICTION = 2.5;
    private static final int PIT_DEPTH = 4;
    private static final int CLOUD_CORNERS = 5;
    private static final double CLOUD_HEIGHT = 10;

    private enum Kind {
        GRASS,
        STUMP,
        STAIRS,
        PIT
    }

    private final NumpyRandom random;
    private final double[][] points = new double[LENGTH][];
    private final List<double[]> blocks = new ArrayList<>();
    private final List<double[]> clouds = new ArrayList<>();

    // While the line is drawn: what it is in, and for how many points more.
    private Kind kind = Kind.GRASS;
    private long left = START;
    private double y = START_HEIGHT;
    private double slope;
    private double base;
    private long stairs;
    private long stairWidth;
    private int stairHeight;

    WalkerTerrain(boolean hardcore, NumpyRandom random) {
        this.random = random;
        boolean begins = false;
        for (int i = 0; i < LENGTH; i++) {
            double x = i * STEP;
            if (begins) {
                begin(x);
            } else {
                follow(i > START);
            }
            points[i] = new double[] {x, y};
            left--;
            begins = left == 0;
            if (begins) {
                left = random.integers(GRASS / 2, GRASS);
                boolean obstacle = hardcore && kind == Kind.GRASS;
                kind = obstacle ? Kind.values()[random.integers(1, 4)] : Kind.GRASS;
            }
        }
        for (int i = 0; i < LENGTH / 20; i++) {
            clouds.add(cloud());
        }
    }

    /** Places the blocks of an obstacle at its first point. */
    private void begin(double x) {
        switch (kind) {
            case STUMP -> {
                left = random.integers(1, 3);
                double size = left * STEP;
                block(x, y, x + size, y + size);
            }
            case STAIRS -> {
                stairHeight = random.random() > 0.5 ? 1 : -1;
                stairWidth = random.integers(4, 5);
                stairs = random.integers(3, 5);
                base = y;
                for (long i = 0; i < stairs; i++) {
                    block(
                            x + i * stairWidth * STEP,
                            y + i * stairHeight * STEP,
                            x + (1 + i) * stairWidth * STEP,
                            y + (-1 + i * stairHeight) * STEP);
                }
                left = stairs * stairWidth;
            }
            case PIT -> {
                left = random.integers(3, 5);
                double bottom = y - PIT_DEPTH * STEP;
                block(x, y, x + STEP, bottom);
                block(x + STEP * left, y, x + STEP + STEP * left, bottom);
                left += 2;
                base = y;
            }
            default -> {}
        }
    }

    /** Moves the line's height to the next point. */
    private void follow(boolean rough) {
        switch (kind) {
            case GRASS -> {
                slope = 0.8 * slope + 0.01 * Math.signum(START_HEIGHT - y);
                if (rough) {
                    slope += random.uniform(-1, 1) / Scene.SCALE;
                }
                y += slope;
            }
            case STAIRS -> {
                long passed = stairs * stairWidth - left - stairHeight;
                y = base + (double) passed / stairWidth * stairHeight * STEP;
            }
            case PIT -> y = left > 1 ? base - PIT_DEPTH * STEP : base;
            default -> {}
        }
    }

    private void block(double x1, double y1, double x2, double y2) {
        blocks.add(new double[] {x1, y1, x2, y1, x2, y2, x1, y2});
    }

    private double[] cloud() {
        double x = random.uniform(0, LENGTH) * STEP;
        var corners = new double[2 * CLOUD_CORNERS];
        for (int i = 0; i < CLOUD_CORNERS; i++) {
            double angle = 3.14 * 2 * i / CLOUD_CORNERS;
            corners[2 * i] = x + 15 * STEP * Math.sin(angle) + random.uniform(0, 5 * STEP);
            corners[2 * i + 1] =
                    CLOUD_HEIGHT + 5 * STEP * Math.cos(angle) + random.uniform(0, 5 * STEP);
        }
        return corners;
    }

    void addTo(Scene scene) {
        for (double[] block : blocks) {
            scene.block(block, FRICTION);
        }
        for (int i = 0; i + 1 < LENGTH; i++) {
            scene.edge(scene.ground(), points[i], points[i + 1], FRICTION);
        }
    }

    /** The points from left to right, x and y in metres. */
    double[][] points() {
        return points;
    }

    /** The corners of the blocks, x and y in turn, in metres. */
    List<double[]> blocks() {
        return blocks;
    }

    /** The corners of the clouds, x and y in turn, in metres. */
    List<double[]> clouds() {
        return clouds;
    }
}

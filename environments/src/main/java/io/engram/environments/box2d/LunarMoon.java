package io.engram.environments.box2d;

import io.engram.environments.random.NumpyRandom;

/** The surface of the moon: eleven points, level around the middle, where the pad is. */
final class LunarMoon {
    /** Of the sky, in metres. */
    static final double WIDTH = 600 / Scene.SCALE;

    /** Of the sky, in metres. */
    static final double HEIGHT = 400 / Scene.SCALE;

    /** The height of the landing pad in metres. */
    static final double PAD = HEIGHT / 4;

    private static final int POINTS = 11;
    private static final int MIDDLE = POINTS / 2;
    private static final double FRICTION = 0.1;
    private static final double FLOOR_FRICTION = 0.2;

    private final double[][] surface = new double[POINTS][];

    LunarMoon(NumpyRandom random) {
        var heights = new double[POINTS + 1];
        for (int i = 0; i < heights.length; i++) {
            heights[i] = random.uniform(0, HEIGHT / 2);
        }
        for (int i = MIDDLE - 2; i <= MIDDLE + 2; i++) {
            heights[i] = PAD;
        }
        for (int i = 0; i < POINTS; i++) {
            // The neighbour of the first height is the last.
            double before = heights[i == 0 ? POINTS : i - 1];
            double smooth = 0.33 * (before + heights[i] + heights[i + 1]);
            surface[i] = new double[] {WIDTH / (POINTS - 1) * i, smooth};
        }
    }

    void addTo(Scene scene) {
        var ground = scene.ground();
        scene.edge(ground, new double[] {0, 0}, new double[] {WIDTH, 0}, FLOOR_FRICTION);
        for (int i = 0; i + 1 < POINTS; i++) {
            scene.edge(ground, surface[i], surface[i + 1], FRICTION);
        }
    }

    /** The points from left to right, x and y in metres. */
    double[][] surface() {
        return surface;
    }

    /** Where the flags stand, x in metres. */
    double[] flags() {
        return new double[] {surface[MIDDLE - 1][0], surface[MIDDLE + 1][0]};
    }
}

package io.engram.environments.box2d;

/** Ten rays from the hull, from straight down to nearly ahead, that end at the ground. */
final class WalkerRays {
    private static final int COUNT = 10;
    private static final double RANGE = 160 / Scene.SCALE;
    private static final double[] ACROSS = new double[COUNT];
    private static final double[] DOWN = new double[COUNT];

    static {
        for (int i = 0; i < COUNT; i++) {
            double angle = 1.5 * i / COUNT;
            ACROSS[i] = StrictMath.sin(angle) * RANGE;
            DOWN[i] = StrictMath.cos(angle) * RANGE;
        }
    }

    private final float[] free = new float[COUNT];

    void cast(Scene scene, Part hull) {
        for (int i = 0; i < COUNT; i++) {
            free[i] = scene.free(hull.x(), hull.y(), hull.x() + ACROSS[i], hull.y() - DOWN[i]);
        }
    }

    /** Writes the free part of each ray: ten values from 0 to 1. */
    void observe(float[] values, int from) {
        System.arraycopy(free, 0, values, from, COUNT);
    }

    static int count() {
        return COUNT;
    }

    /** The end of a ray from the hull: x and y in metres. */
    double[] end(int ray, Part hull) {
        return new double[] {hull.x() + free[ray] * ACROSS[ray], hull.y() - free[ray] * DOWN[ray]};
    }
}

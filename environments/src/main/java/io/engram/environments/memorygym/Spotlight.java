package io.engram.environments.memorygym;

import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;
import io.engram.environments.random.NumpyRandom;
import java.util.function.IntFunction;

/**
 * A round light that enters from beyond one edge of the screen and leaves over another, on a bent
 * way.
 */
final class Spotlight {
    private static final int FULL_CIRCLE = 360;
    private static final int HALF_CIRCLE = 180;
    private static final int QUARTER = 90;
    private static final int TARGET_SPREAD = 45;
    private static final int BEND_SPREAD = 135;
    private static final double MIDDLE = Screen.SIDE / 2;

    private final Disc disc;
    private final double speed;
    private final double startX;
    private final double startY;
    private final double targetX;
    private final double targetY;
    private final double bendX;
    private final double bendY;
    private double time;
    private double x;
    private double y;
    private boolean lit;

    /** A light of a radius; its way is drawn at random. */
    Spotlight(Disc disc, double speed, NumpyRandom random) {
        this.disc = disc;
        this.speed = speed;
        double side = Screen.SIDE;
        double far = Math.sqrt(side * side + side * side) / 2 + disc.radius();
        int start = random.integers(0, FULL_CIRCLE);
        int target = start + HALF_CIRCLE + random.integers(-TARGET_SPREAD, TARGET_SPREAD);
        int bend = target + random.integers(-BEND_SPREAD, BEND_SPREAD);
        startX = MIDDLE + far * cosine(start);
        startY = MIDDLE + far * sine(start);
        targetX = MIDDLE + far * cosine(target);
        targetY = MIDDLE + far * sine(target);
        bendX = MIDDLE + far * cosine(bend);
        bendY = MIDDLE + far * sine(bend);
    }

    /** A light on its way. */
    private Spotlight(Disc disc, double speed, double[] way, double[] now, boolean lit) {
        this.disc = disc;
        this.speed = speed;
        startX = way[0];
        startY = way[1];
        targetX = way[2];
        targetY = way[3];
        bendX = way[4];
        bendY = way[5];
        time = now[0];
        x = now[1];
        y = now[2];
        this.lit = lit;
    }

    /** Writes the light down. */
    void save(SnapshotWriter to) {
        to.put(disc.radius()).put(speed);
        to.put(new double[] {startX, startY, targetX, targetY, bendX, bendY});
        to.put(new double[] {time, x, y}).put(lit);
    }

    /** The light that {@link #save} wrote. */
    static Spotlight load(IntFunction<Disc> discs, SnapshotReader from) {
        return new Spotlight(
                discs.apply(from.nextInt(1, Screen.SIDE - 1)),
                from.nextDouble(),
                from.nextDoubles(),
                from.nextDoubles(),
                from.nextFlag());
    }

    /** Exact at right angles. */
    private static double cosine(int degrees) {
        return degrees % HALF_CIRCLE == QUARTER ? 0 : Math.cos(radians(degrees));
    }

    /** Exact at right angles. */
    private static double sine(int degrees) {
        return degrees % HALF_CIRCLE == 0 ? 0 : Math.sin(radians(degrees));
    }

    private static double radians(int degrees) {
        return Math.toRadians(degrees % FULL_CIRCLE);
    }

    /** Whether the light has reached the end of its way. */
    boolean isDone() {
        return time >= 1;
    }

    /** Puts the light out, until it moves. */
    void hide() {
        lit = false;
    }

    /** Shows the light at its present place, and moves the time on. */
    void move() {
        lit = true;
        double rest = 1 - time;
        x = startX * rest + (targetX * rest + bendX * time) * time;
        y = startY * rest + (targetY * rest + bendY * time) * time;
        time = Math.min(1, time + speed);
    }

    /** Whether the light that is shown touches the agent. */
    boolean touches(Agent agent) {
        double awayX = agent.x - x;
        double awayY = agent.y - y;
        return Math.sqrt(awayX * awayX + awayY * awayY) <= disc.radius() + agent.radius();
    }

    /** Whether the light is seen in this step. */
    boolean isLit() {
        return lit;
    }

    /** The pixels of the light around {@link #column()} and {@link #row()}. */
    Disc disc() {
        return disc;
    }

    /** The column of the middle. */
    int column() {
        return (int) x;
    }

    /** The row of the middle. */
    int row() {
        return (int) y;
    }
}

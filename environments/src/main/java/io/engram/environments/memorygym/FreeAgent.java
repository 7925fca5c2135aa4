package io.engram.environments.memorygym;

import io.engram.space.Action;

/** A figure that goes in eight directions, whole pixels at a time. */
final class FreeAgent extends Agent {
    private final double speed;
    private int left = Integer.MIN_VALUE;
    private int top = Integer.MIN_VALUE;
    private int right = Integer.MAX_VALUE;
    private int bottom = Integer.MAX_VALUE;

    /** A figure of a speed in pixels per step; a diagonal step is shorter in each direction. */
    FreeAgent(double speed, double scale) {
        super(scale);
        this.speed = speed;
    }

    /** Keeps the body within a rectangle from now on, from the next step. */
    FreeAgent within(int leftEdge, int topEdge, int rightEdge, int bottomEdge) {
        left = leftEdge + radius();
        top = topEdge + radius();
        right = rightEdge - radius();
        bottom = bottomEdge - radius();
        return this;
    }

    @Override
    void act(Action action) {
        walk(action.choice(0), action.choice(1));
    }

    /** One step: 0 none, 1 left or up, 2 right or down; returns the way to the right in pixels. */
    int walk(int horizontal, int vertical) {
        face(horizontal, vertical);
        int pixels = (int) stretch(speed, horizontal, vertical);
        int way = sign(horizontal) * pixels;
        x = Math.max(left, Math.min(right, x + way));
        y = Math.max(top, Math.min(bottom, y + sign(vertical) * pixels));
        return way;
    }
}

package io.engram.environments.memorygym;

import io.engram.space.Action;

/** A figure that goes in eight directions, and off one side of the screen in at the other. */
final class WrappingAgent extends Agent {
    private final double speed;
    private final double margin;

    /** A figure of a speed in pixels per step. */
    WrappingAgent(double speed, double scale) {
        super(scale);
        this.speed = speed;
        margin = 0.5 * radius();
    }

    @Override
    void act(Action action) {
        int horizontal = action.choice(0);
        int vertical = action.choice(1);
        face(horizontal, vertical);
        double pixels = stretch(speed, horizontal, vertical);
        x = wrap(rounded(x + sign(horizontal) * pixels));
        y = wrap(rounded(y + sign(vertical) * pixels));
    }

    private int wrap(int place) {
        if (place > Screen.SIDE + margin) {
            return rounded(-margin);
        }
        return place < -margin ? rounded(Screen.SIDE + margin) : place;
    }

    /** The nearest whole number; halves go away from 0. */
    private static int rounded(double value) {
        return (int) (value + Math.copySign(0.5, value));
    }
}

package io.engram.environments.memorygym;

import java.util.Arrays;

/**
 * The figure in eight directions.
 *
 * @param radius the radius of the body in pixels
 * @param side the width and height of the sheet in pixels
 * @param sprites by eighths of a turn to the left, from looking up; the origin is the middle
 */
record AgentSprites(int radius, int side, Sprite[] sprites) {
    private static final int TURNS = 8;
    private static final int BODY = 0xFACC99;
    private static final int HAND = 0xFAFAFA;
    private static final int HAND_RIM = 0x323232;
    private static final int MARGIN = 14;
    private static final AgentSprites STANDARD = draw(Agent.SCALE);

    /** The figure of a scale, where 1 is a body of 50 pixels across. */
    static AgentSprites of(double scale) {
        return scale == Agent.SCALE ? STANDARD : draw(scale);
    }

    /** The figure in one direction. */
    Sprite turned(int turn) {
        return sprites[turn];
    }

    private static AgentSprites draw(double scale) {
        int body = (int) (25 * scale);
        int hand = (int) (10 * scale);
        int side = 2 * body + hand + MARGIN;
        var sprites = new Sprite[TURNS];
        Arrays.setAll(sprites, turn -> draw(scale, turn, side));
        return new AgentSprites(body, side, sprites);
    }

    private static Sprite draw(double scale, int turn, int side) {
        int middle = side / 2;
        var stencil = new Stencil(side, side);
        stencil.disc(middle, middle, (int) (25 * scale), BODY);
        int apart = (int) (18 * scale);
        int ahead = (int) (12 * scale) + MARGIN / 2 - middle;
        int eighths = (TURNS - turn) % TURNS;
        int[] left = place(-apart, ahead, eighths, middle);
        int[] right = place(apart, ahead, eighths, middle);
        int radius = (int) (10 * scale);
        if ((int) (3 * scale) == 0) {
            stencil.disc(left[0], left[1], radius, HAND_RIM);
            stencil.disc(right[0], right[1], radius, HAND_RIM);
        } else {
            stencil.disc(left[0], left[1], radius, HAND);
            stencil.disc(right[0], right[1], radius, HAND);
            stencil.circle(left[0], left[1], radius, HAND_RIM);
            stencil.circle(right[0], right[1], radius, HAND_RIM);
        }
        return stencil.sprite(middle, middle);
    }

    /** Turns an offset to the right by eighths, in double numbers, and cuts the place to pixels. */
    private static int[] place(int x, int y, int eighths, int middle) {
        double cosine;
        double sine;
        if (eighths % 2 == 0) {
            cosine = (eighths == 0 ? 1 : 0) - (eighths == 4 ? 1 : 0);
            sine = (eighths == 2 ? 1 : 0) - (eighths == 6 ? 1 : 0);
        } else {
            cosine = Math.cos(Math.toRadians(45 * eighths));
            sine = Math.sin(Math.toRadians(45 * eighths));
        }
        return new int[] {
            (int) (cosine * x - sine * y + middle), (int) (sine * x + cosine * y + middle)
        };
    }
}

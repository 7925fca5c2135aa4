package io.engram.environments.memorygym;

import java.util.List;

/**
 * The night that falls over the floor of Searing Spotlights, and has holes where there is light. A
 * pixel v becomes {@code v - ⌊v · opacity / 255⌋}.
 */
final class Darkness {
    private static final int OPAQUE = 255;

    private final boolean rims;
    private final byte[] shades = new byte[OPAQUE + 1];
    private int opacity;

    /** Darkness in which lights may have white rims. */
    Darkness(boolean rims) {
        this.rims = rims;
    }

    /** Sets how dark it is: 0 to 255. */
    void opacity(int value) {
        int bounded = Math.min(OPAQUE, value);
        if (bounded == opacity) {
            return;
        }
        opacity = bounded;
        for (int v = 0; v <= OPAQUE; v++) {
            shades[v] = (byte) (v - v * opacity / OPAQUE);
        }
    }

    /** How dark it is. */
    int opacity() {
        return opacity;
    }

    /** A new screen with a scene in the dark. */
    Screen cover(Screen scene, List<Spotlight> lights) {
        if (opacity == 0) {
            return new Screen(scene.bytes().clone());
        }
        var screen = new Screen();
        if (opacity < OPAQUE) {
            byte[] from = scene.bytes();
            byte[] to = screen.bytes();
            for (int i = 0; i < Screen.BYTES; i++) {
                to[i] = shades[from[i] & OPAQUE];
            }
        }
        for (Spotlight light : lights) {
            if (light.isLit()) {
                shine(light, scene, screen);
            }
        }
        return screen;
    }

    private void shine(Spotlight light, Screen scene, Screen screen) {
        int x = light.column();
        int y = light.row();
        int[] reach = light.disc().reach();
        for (int row = 0; row < reach.length; row++) {
            screen.copyRun(scene, x - reach[row], y + row, 2 * reach[row]);
            screen.copyRun(scene, x - reach[row], y - 1 - row, 2 * reach[row]);
        }
        if (rims) {
            int[] rim = light.disc().rim();
            for (int i = 0; i < rim.length; i += 2) {
                drawRim(scene, screen, x + rim[i], y + rim[i + 1]);
                drawRim(scene, screen, x - 1 - rim[i], y + rim[i + 1]);
                drawRim(scene, screen, x + rim[i], y - 1 - rim[i + 1]);
                drawRim(scene, screen, x - 1 - rim[i], y - 1 - rim[i + 1]);
            }
        }
    }

    /** White instead of black covers the scene. */
    private void drawRim(Screen scene, Screen screen, int x, int y) {
        if (x >= 0 && x < Screen.SIDE && y >= 0 && y < Screen.SIDE) {
            for (int at = y * Screen.SIDE + x; at < Screen.BYTES; at += Screen.PIXELS) {
                int v = scene.bytes()[at] & OPAQUE;
                screen.bytes()[at] = (byte) (v + (OPAQUE - v) * opacity / OPAQUE);
            }
        }
    }
}

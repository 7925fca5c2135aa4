package io.engram.environments.memorygym;

import io.engram.environment.SnapshotReader;
import io.engram.environment.SnapshotWriter;

/** The bar at the top of Searing Spotlights: health, last action, last reward. */
final class SpotlightBar {
    /** The height in pixels. */
    static final int HEIGHT = 4;

    private static final int HALF = Screen.SIDE / 2;
    private static final int QUARTER = Screen.SIDE / 4;
    private static final int BOX_LEFT = 57;
    private static final int BOX_WIDTH = 10;
    private static final int EMPTY = 0x323232;
    private static final int HEALTH = 0x00FF00;
    private static final int LOST = 0xFF0000;
    private static final int REWARD = 0xFFFF00;
    private static final int[] ACTIONS = {0x787878, 0x740171, 0xFF5E0E};

    private final boolean showAction;
    private final boolean showReward;
    private int horizontal;
    private int vertical;
    private int lost;
    private boolean rewardKnown;
    private boolean rewarded;

    SpotlightBar(boolean showAction, boolean showReward) {
        this.showAction = showAction;
        this.showReward = showReward;
    }

    /** Full health, no action, no reward. */
    void reset() {
        horizontal = 0;
        vertical = 0;
        lost = 0;
        rewardKnown = false;
    }

    /** Shows an action. */
    void showAction(int horizontalChoice, int verticalChoice) {
        horizontal = horizontalChoice;
        vertical = verticalChoice;
    }

    /** Shows a part of the full health. */
    void showHealth(double fraction) {
        lost = (int) (HALF * (1 - fraction));
    }

    /** Shows whether there was a reward. */
    void showReward(boolean positive) {
        rewardKnown = true;
        rewarded = positive;
    }

    /** Draws the bar. A loss of more than the full health covers the action. */
    void draw(Screen screen) {
        box(screen, 0, HALF, HEALTH);
        if (showAction) {
            box(screen, HALF, QUARTER, ACTIONS[horizontal]);
            box(screen, HALF + QUARTER, QUARTER, ACTIONS[vertical]);
        } else {
            box(screen, HALF, HALF, EMPTY);
        }
        box(screen, 0, lost, LOST);
        if (showReward && rewardKnown) {
            int left = showAction ? BOX_LEFT : HALF;
            box(screen, left, showAction ? BOX_WIDTH : HALF, rewarded ? REWARD : EMPTY);
        }
    }

    private static void box(Screen screen, int left, int width, int color) {
        screen.rectangle(left, 0, width, HEIGHT, color);
    }

    /** Writes what changes in an episode. */
    void save(SnapshotWriter to) {
        to.put(horizontal).put(vertical).put(lost).put(rewardKnown).put(rewarded);
    }

    /** Reads what {@link #save} wrote. */
    void load(SnapshotReader from) {
        horizontal = from.nextInt(0, ACTIONS.length - 1);
        vertical = from.nextInt(0, ACTIONS.length - 1);
        lost = from.nextInt();
        rewardKnown = from.nextFlag();
        rewarded = from.nextFlag();
    }
}

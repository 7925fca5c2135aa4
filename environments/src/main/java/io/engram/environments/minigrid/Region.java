package io.engram.environments.minigrid;

/** A part of a tile, in coordinates from 0 to 1; y grows downwards. */
interface Region {

    boolean contains(double x, double y);

    /** A rectangle with its edges. */
    static Region rectangle(double left, double right, double top, double bottom) {
        return (x, y) -> x >= left && x <= right && y >= top && y <= bottom;
    }

    /** A rectangle with the same distance to all four edges of the tile. */
    static Region inset(double distance) {
        return rectangle(distance, 1 - distance, distance, 1 - distance);
    }

    /** A disc with its edge. */
    static Region disc(double centreX, double centreY, double radius) {
        return (x, y) -> {
            double dx = x - centreX;
            double dy = y - centreY;
            return dx * dx + dy * dy <= radius * radius;
        };
    }

    /** A line with round ends, cut off at the bounds of its ends; the ends are of float32. */
    static Region stroke(double startX, double startY, double endX, double endY, double radius) {
        float dx = (float) endX - (float) startX;
        float dy = (float) endY - (float) startY;
        float length = (float) Math.sqrt(dx * dx + dy * dy);
        float unitX = dx / length;
        float unitY = dy / length;
        var bounds =
                rectangle(
                        Math.min(startX, endX) - radius,
                        Math.max(startX, endX) + radius,
                        Math.min(startY, endY) - radius,
                        Math.max(startY, endY) + radius);
        return (x, y) -> {
            if (!bounds.contains(x, y)) {
                return false;
            }
            double along = (x - (float) startX) * unitX + (y - (float) startY) * unitY;
            double at = Math.max(0, Math.min(length, along));
            double offX = x - ((float) startX + at * unitX);
            double offY = y - ((float) startY + at * unitY);
            return Math.sqrt(offX * offX + offY * offY) <= radius;
        };
    }

    /**
     * The arrow head that shows the agent, by barycentric coordinates; its corners are of float32.
     */
    static Region arrow() {
        float tipX = 0.87f - 0.12f;
        float tipY = 0.50f - 0.19f;
        float baseX = 0.12f - 0.12f;
        float baseY = 0.81f - 0.19f;
        float base = baseX * baseX + baseY * baseY;
        float both = baseX * tipX + baseY * tipY;
        float tip = tipX * tipX + tipY * tipY;
        float scale = 1 / (base * tip - both * both);
        return (x, y) -> {
            double dx = x - 0.12f;
            double dy = y - 0.19f;
            double alongBase = baseX * dx + baseY * dy;
            double alongTip = tipX * dx + tipY * dy;
            double u = (tip * alongBase - both * alongTip) * scale;
            double v = (base * alongTip - both * alongBase) * scale;
            return u >= 0 && v >= 0 && u + v < 1;
        };
    }

    /** This region turned clockwise around the middle of the tile. */
    default Region turned(double angle) {
        double cosine = Math.cos(-angle);
        double sine = Math.sin(-angle);
        return (x, y) -> {
            double dx = x - 0.5;
            double dy = y - 0.5;
            return contains(0.5 + dx * cosine - dy * sine, 0.5 + dy * cosine + dx * sine);
        };
    }
}

package io.engram.environments.minigrid;

import io.engram.space.Observation;
import io.engram.space.ObservationSpace;

/** The view as a picture, channels first; the agent looks up and what it sees is highlighted. */
record PixelEncoder(int viewSize, Tiles tiles) implements ViewEncoder {
    private static final int CHANNELS = 3;

    @Override
    public ObservationSpace space() {
        return ObservationSpace.image(CHANNELS, side(), side());
    }

    private int side() {
        return viewSize * tiles.size();
    }

    @Override
    public String meaning() {
        return "the view as a picture";
    }

    @Override
    public Observation encode(View view, Direction direction) {
        var pixels = new byte[CHANNELS * side() * side()];
        for (int row = 0; row < viewSize; row++) {
            for (int column = 0; column < viewSize; column++) {
                boolean own = row == viewSize - 1 && column == viewSize / 2;
                int agent = own ? Direction.UP.ordinal() : Tiles.NO_AGENT;
                boolean seen = view.isVisible(column, row);
                int code = seen ? view.code(column, row) : CellCode.EMPTY;
                copy(tiles.shared(code, agent, seen), pixels, column, row);
            }
        }
        return Observation.ofBytes(pixels);
    }

    private void copy(byte[] tile, byte[] pixels, int column, int row) {
        int size = tiles.size();
        int stride = side();
        int from = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            int to = (channel * stride + row * size) * stride + column * size;
            for (int line = 0; line < size; line++) {
                System.arraycopy(tile, from, pixels, to, size);
                from += size;
                to += stride;
            }
        }
    }
}

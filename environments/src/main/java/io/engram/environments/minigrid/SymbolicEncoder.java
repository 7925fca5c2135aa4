package io.engram.environments.minigrid;

import io.engram.space.Observation;
import io.engram.space.ObservationSpace;

/** Three numbers for each cell, column by column: type, colour, state. */
record SymbolicEncoder(int viewSize, boolean showsDirection) implements ViewEncoder {
    private static final int NUMBERS = 3;

    @Override
    public ObservationSpace space() {
        return ObservationSpace.vector(length());
    }

    private int length() {
        return viewSize * viewSize * NUMBERS + (showsDirection ? 4 : 0);
    }

    @Override
    public String meaning() {
        return "type, colour and state of each cell of the view, column by column";
    }

    @Override
    public int greatest() {
        return CellCode.TYPES - 1;
    }

    @Override
    public Observation encode(View view, Direction direction) {
        var values = new float[length()];
        int next = 0;
        for (int code : view.codes()) {
            values[next] = CellCode.type(code);
            values[next + 1] = CellCode.colour(code);
            values[next + 2] = CellCode.state(code);
            next += NUMBERS;
        }
        if (showsDirection) {
            values[next + direction.ordinal()] = 1;
        }
        return Observation.of(values);
    }
}

package io.engram.environments.minigrid;

import io.engram.space.Observation;
import io.engram.space.ObservationSpace;

/** For each cell, column by column: 11 types, 6 colours and 3 states, one 1 among each. */
record OneHotEncoder(int viewSize, boolean showsDirection) implements ViewEncoder {
    private static final int COLOURS_AT = CellCode.TYPES;
    private static final int STATES_AT = COLOURS_AT + CellCode.COLOURS;
    private static final int NUMBERS = STATES_AT + CellCode.STATES;

    @Override
    public ObservationSpace space() {
        return ObservationSpace.vector(length());
    }

    private int length() {
        return viewSize * viewSize * NUMBERS + (showsDirection ? 4 : 0);
    }

    @Override
    public String meaning() {
        return "for each cell of the view, column by column: 11 types, 6 colours and 3 states, one-hot";
    }

    @Override
    public Observation encode(View view, Direction direction) {
        var values = new float[length()];
        int next = 0;
        for (int code : view.codes()) {
            values[next + CellCode.type(code)] = 1;
            values[next + COLOURS_AT + CellCode.colour(code)] = 1;
            values[next + STATES_AT + CellCode.state(code)] = 1;
            next += NUMBERS;
        }
        if (showsDirection) {
            values[next + direction.ordinal()] = 1;
        }
        return Observation.of(values);
    }
}

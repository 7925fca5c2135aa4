package io.engram.environments.minigrid;

import io.engram.space.Observation;
import io.engram.space.ObservationSpace;

/** What an agent is given of its view. */
interface ViewEncoder {
    String SYMBOLIC = "symbolic";
    String ONE_HOT = "oneHot";
    String RGB = "rgb";

    ObservationSpace space();

    /** What the elements of an observation are. */
    String meaning();

    /** The greatest number in an observation of floats. */
    default int greatest() {
        return 1;
    }

    Observation encode(View view, Direction direction);

    /** The encoder of a name, for views of a size. */
    static ViewEncoder of(String name, int viewSize, boolean showsDirection, int tileSize) {
        return switch (name) {
            case SYMBOLIC -> new SymbolicEncoder(viewSize, showsDirection);
            case ONE_HOT -> new OneHotEncoder(viewSize, showsDirection);
            default -> new PixelEncoder(viewSize, Tiles.of(tileSize));
        };
    }
}

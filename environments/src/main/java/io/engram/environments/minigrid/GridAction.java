package io.engram.environments.minigrid;

/** What an agent can do, in the order of the numbers of the action space. */
public enum GridAction {
    /** A quarter turn anticlockwise. */
    LEFT,
    /** A quarter turn clockwise. */
    RIGHT,
    /** One cell ahead, if that cell can be walked on. */
    FORWARD,
    /** Takes the object ahead, if it is portable and the hands are free. */
    PICK_UP,
    /** Lays what is carried into the cell ahead, if that is empty. */
    DROP,
    /** Opens or closes the door ahead, or replaces the box ahead by its contents. */
    TOGGLE,
    /** Says that the task is done; it changes nothing in the levels of this package. */
    DONE
}

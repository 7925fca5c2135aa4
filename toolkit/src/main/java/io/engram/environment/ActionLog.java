package io.engram.environment;

import io.engram.space.Action;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The actions of the present episode. A snapshot shares the array, since what was written to it
 * never changes, and so costs the same however long the episode is.
 */
final class ActionLog {
    private static final int FIRST_CAPACITY = 16;

    private Action[] actions = new Action[FIRST_CAPACITY];
    private int size;
    private boolean shared;

    void add(Action action) {
        if (size == actions.length) {
            actions = Arrays.copyOf(actions, 2 * size);
            shared = false;
        }
        actions[size++] = action;
    }

    int size() {
        return size;
    }

    /** Begins a new episode; snapshots of the old one stay as they are. */
    void clear() {
        if (shared) {
            actions = new Action[FIRST_CAPACITY];
            shared = false;
        }
        size = 0;
    }

    List<Action> snapshot() {
        shared = true;
        return new Snapshot(actions, size);
    }

    private static final class Snapshot extends AbstractList<Action> implements RandomAccess {
        private final Action[] actions;
        private final int size;

        Snapshot(Action[] actions, int size) {
            this.actions = actions;
            this.size = size;
        }

        @Override
        public Action get(int index) {
            return actions[Objects.checkIndex(index, size)];
        }

        @Override
        public int size() {
            return size;
        }
    }
}

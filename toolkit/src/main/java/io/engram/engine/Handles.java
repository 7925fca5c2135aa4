package io.engram.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * Handles of the same memory. DJL moves a handle from owner to owner, so that two threads which
 * work with the same numbers need one each.
 */
public final class Handles {
    private Handles() {}

    /**
     * Another handle.
     *
     * @param array some numbers
     * @param owner owns the new handle
     * @return the same numbers, in the same place
     */
    public static NDArray another(NDArray array, NDManager owner) {
        NDArray handle = array.reshape(array.getShape());
        handle.attach(owner);
        return handle;
    }

    /**
     * Other handles of several arrays.
     *
     * @param arrays the arrays
     * @param owner owns the new handles
     * @return a handle of each
     */
    public static NDList others(NDList arrays, NDManager owner) {
        var handles = new NDList(arrays.size());
        arrays.forEach(array -> handles.add(another(array, owner)));
        return handles;
    }
}

package io.engram.environment;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** All slots on the calling thread, one after the other. */
final class SyncVectorEnvironment extends AbstractVectorEnvironment {

    SyncVectorEnvironment(int count, Supplier<? extends Environment> factory) {
        super(count, factory);
    }

    @Override
    void forEachSlot(IntConsumer task) {
        oneByOne(task);
    }

    @Override
    public VectorSpec vectorSpec() {
        return new VectorSpec(count(), 1, List.of());
    }
}

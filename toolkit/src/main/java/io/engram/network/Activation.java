package io.engram.network;

import ai.djl.ndarray.NDArray;

/** What a ready-made network makes of the sums of its linear layers. */
public enum Activation {
    /** max(x, 0). */
    RELU,
    /** tanh x: between −1 and 1. */
    TANH,
    /** x above 0, else eˣ − 1 (Clevert, Unterthiner and Hochreiter 2016). */
    ELU,
    /** x · σ(x), also called swish (Elfwing, Uchibe and Doya 2018). */
    SILU;

    /** In the engine. */
    NDArray of(NDArray sums) {
        return switch (this) {
            case RELU -> ai.djl.nn.Activation.relu(sums);
            case TANH -> ai.djl.nn.Activation.tanh(sums);
            case ELU -> ai.djl.nn.Activation.elu(sums, 1);
            // Not DJL's swish, which multiplies by a number: see Forward.scale.
            case SILU -> sums.mul(ai.djl.nn.Activation.sigmoid(sums));
        };
    }
}

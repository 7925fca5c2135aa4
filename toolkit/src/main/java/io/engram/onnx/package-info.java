/** Policies that leave Engram: ONNX models of the ready-made network. */
@NullMarked
package io.engram.onnx;

import org.jspecify.annotations.NullMarked;

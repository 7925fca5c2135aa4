/** Writing and reading protocol buffers: TensorBoard's events and ONNX models. */
@NullMarked
package io.engram.protobuf;

import org.jspecify.annotations.NullMarked;

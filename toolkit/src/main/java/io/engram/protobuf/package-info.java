/** Writing and reading protocol buffers: TensorBoard's events and ONNX models. */
package io.engram.protobuf;

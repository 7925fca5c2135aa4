/** Policies that leave Engram: ONNX models of the ready-made network. */
package io.engram.onnx;

/** The one thread that owns the tensor engine, and what the machine has. */
package io.engram.engine;

/** The one thread that owns the tensor engine, and what the machine has. */
@NullMarked
package io.engram.engine;

import org.jspecify.annotations.NullMarked;

/** Where a run stands, on disk: atomic, hashed, and read without executing anything. */
@NullMarked
package io.engram.checkpoint;

import org.jspecify.annotations.NullMarked;

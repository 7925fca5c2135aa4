/** Where a run stands, on disk: atomic, hashed, and read without executing anything. */
package io.engram.checkpoint;

/**
 * Showing things where the user looks: in the cell of a notebook, or in a terminal. The only room
 * that knows a kernel.
 */
@NullMarked
package io.engram.notebook;

import org.jspecify.annotations.NullMarked;

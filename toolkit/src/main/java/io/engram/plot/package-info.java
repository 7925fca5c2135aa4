/** Learning curves as charts and pictures, drawn from arrays of numbers. */
@NullMarked
package io.engram.plot;

import org.jspecify.annotations.NullMarked;

/** Learning curves as charts and pictures, drawn from arrays of numbers. */
package io.engram.plot;

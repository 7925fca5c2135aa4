/** Means and variances that grow with what is seen. */
@NullMarked
package io.engram.statistics;

import org.jspecify.annotations.NullMarked;

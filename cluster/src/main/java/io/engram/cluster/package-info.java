/**
 * Sweeps on Apache Spark: one task for each run, which goes on elsewhere when its executor dies.
 */
@NullMarked
package io.engram.cluster;

import org.jspecify.annotations.NullMarked;

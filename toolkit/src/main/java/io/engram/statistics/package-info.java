/** Means and variances that grow with what is seen. */
package io.engram.statistics;

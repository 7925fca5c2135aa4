/**
 * Statistics: means and variances that grow with what is seen, and what a few runs or episodes
 * amount to, with intervals.
 */
package io.engram.statistics;

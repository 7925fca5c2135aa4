/** Learning results, throughput and memory: commands of their own, outside the tests. */
package io.engram.benchmarks;

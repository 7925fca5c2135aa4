/** Small tasks that cannot be solved without a memory, and one without curiosity. */
package io.engram.environments.memory;

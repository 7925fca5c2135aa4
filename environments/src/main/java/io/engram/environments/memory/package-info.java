/** Tasks that cannot be solved without a memory. */
package io.engram.environments.memory;

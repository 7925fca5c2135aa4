/** Small tasks that cannot be solved without a memory, and one without curiosity. */
@NullMarked
package io.engram.environments.memory;

import org.jspecify.annotations.NullMarked;

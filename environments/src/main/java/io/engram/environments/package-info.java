/** The environments that come with Engram, found by {@code Environments.make(id)}. */
@NullMarked
package io.engram.environments;

import org.jspecify.annotations.NullMarked;

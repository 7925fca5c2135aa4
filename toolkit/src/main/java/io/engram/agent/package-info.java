/**
 * The four algorithms: builders, losses, curiosity, optimiser, and one update from rollout to new
 * parameters.
 */
@NullMarked
package io.engram.agent;

import org.jspecify.annotations.NullMarked;

/**
 * The four algorithms: builders, losses, curiosity, optimiser, and one update from rollout to new
 * parameters.
 */
package io.engram.agent;

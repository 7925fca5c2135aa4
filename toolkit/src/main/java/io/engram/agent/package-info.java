/**
 * Recurrent PPO: configuration, losses, optimiser, and one update from rollout to new parameters.
 */
package io.engram.agent;

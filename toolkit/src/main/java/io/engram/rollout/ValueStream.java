package io.engram.rollout;

/**
 * How one stream of rewards is valued.
 *
 * @param gamma its discount factor γ
 * @param weight the factor of its advantages
 * @param episodic whether nothing follows the end of an episode; curiosity goes on beyond it
 */
public record ValueStream(double gamma, double weight, boolean episodic) {}

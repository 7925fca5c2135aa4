package io.engram.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.engram.agent.Agent;
import io.engram.agent.RecurrentPPO;
import io.engram.environment.Environments;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.environment.wrapper.ScaleReward;
import io.engram.network.RecurrentActorCritic;
import io.engram.settings.OptimizerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The numbers of {@code peers/task.json}, which Engram and its peers train with.
 *
 * @param environment the id
 * @param options its options
 * @param masked the elements of the observation that are shown as 0, if any
 * @param rewardScale what rewards are multiplied by before they are learned from
 * @param environments N
 * @param steps T
 * @param epochs how often a rollout is learned from
 * @param miniBatches into how many mini-batches an epoch is dealt
 * @param sequenceLength L
 * @param memory lstm or gru
 * @param memoryUnits the width of the memory
 * @param hiddenUnits the width of the linear layers
 * @param gamma γ
 * @param gaeLambda λ
 * @param clip ε of the clipped objective
 * @param learningRate Adam's learning rate
 * @param adamEpsilon Adam's ε
 * @param entropyCoefficient the weight of the entropy
 * @param valueCoefficient the weight of the value loss
 * @param maxGradientNorm the norm to which the gradient is clipped
 */
record PeerSettings(
        String environment,
        Map<String, Object> options,
        int[] masked,
        double rewardScale,
        int environments,
        int steps,
        int epochs,
        int miniBatches,
        int sequenceLength,
        String memory,
        int memoryUnits,
        int hiddenUnits,
        double gamma,
        double gaeLambda,
        double clip,
        double learningRate,
        double adamEpsilon,
        double entropyCoefficient,
        double valueCoefficient,
        double maxGradientNorm) {

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    /**
     * Reads a task.
     *
     * @param file such as {@code peers/task.json}
     * @return its numbers
     * @throws IOException if it cannot be read, or has a number too many or too few
     */
    static PeerSettings read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), PeerSettings.class);
    }

    /**
     * Reads a task, and changes some of its numbers.
     *
     * @param file such as {@code peers/task.json}
     * @param others what takes the place of what the file says, by the names in the file
     * @return its numbers
     * @throws IOException if it cannot be read, or has a number too many or too few
     */
    static PeerSettings read(Path file, Map<String, Object> others) throws IOException {
        var tree = (ObjectNode) JSON.readTree(file.toFile());
        others.forEach((name, value) -> tree.set(name, JSON.valueToTree(value)));
        return JSON.treeToValue(tree, PeerSettings.class);
    }

    VectorEnvironment vector() {
        return Environments.vector(
                environment,
                options,
                environments,
                env -> masked.length == 0 ? env : new MaskVelocity(env, masked),
                env -> new ScaleReward(env, rewardScale));
    }

    /** What Engram does besides unless it is told otherwise, and its peers do not, is off. */
    Agent agent(VectorEnvironment envs) {
        OptimizerConfig adam = OptimizerConfig.adam();
        return RecurrentPPO.builder()
                .network(network(envs))
                .nSteps(steps)
                .epoch(epochs)
                .nMiniBatch(miniBatches)
                .seqLen(sequenceLength)
                .gamma(gamma)
                .lam(gaeLambda)
                .epsilonClip(clip)
                .learningRate(learningRate)
                .entropyCoef(entropyCoefficient)
                .valueLossCoef(valueCoefficient)
                .maxGradNorm(maxGradientNorm)
                .optimizer(
                        new OptimizerConfig(
                                adam.kind(),
                                adam.beta1(),
                                adam.beta2(),
                                adamEpsilon,
                                adam.weightDecay()))
                .rewardScaling(false)
                .build();
    }

    private RecurrentActorCritic network(VectorEnvironment envs) {
        var network = RecurrentActorCritic.builder(envs).hidden(hiddenUnits);
        return switch (memory) {
            case "lstm" -> network.lstm(memoryUnits).build();
            case "gru" -> network.gru(memoryUnits).build();
            default ->
                    throw new IllegalArgumentException(
                            "memory must be lstm or gru, but is " + memory);
        };
    }

    long stepsPerUpdate() {
        return (long) environments * steps;
    }
}

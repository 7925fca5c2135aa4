package io.engram.reliability;

import io.engram.agent.Agent;
import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.VectorEnvironment;
import io.engram.environment.wrapper.FrameStack;
import io.engram.environment.wrapper.MaskVelocity;
import io.engram.fixture.Recall;
import io.engram.network.ActorCritic;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.ActorCriticRND;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import io.engram.settings.AgentConfig;
import io.engram.training.TrainingRun;
import io.engram.training.TrainingRunBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Small runs: every algorithm, every kind of memory, every family of environments. */
enum SampleRun {
    OWN_ENVIRONMENT(
            "recurrent_ppo",
            Recall::new,
            envs -> envs,
            envs -> RecurrentActorCritic.builder(envs).gru(16).hidden(16).build()),
    CLASSIC_CONTROL(
            "recurrent_ppo",
            () -> new MaskVelocity(Environments.make("CartPole-v1")),
            VectorEnvironment::normalizeObservations,
            envs -> RecurrentActorCritic.builder(envs).lstm(16).hidden(16).build()),
    CONTINUOUS_CONTROL(
            "ppo",
            () -> new FrameStack(Environments.make("Pendulum-v1"), 3),
            envs -> envs.normalizeRewards(0.99),
            envs -> ActorCritic.builder(envs).hidden(16).build()),
    MEMORY(
            "recurrent_ppo_rnd",
            () -> Environments.make("PocMemory-v0"),
            envs -> envs,
            envs -> RecurrentActorCriticRND.builder(envs).lstm(16).hidden(16).build()),
    MINI_GRID(
            "ppo_rnd",
            () -> Environments.make("MiniGrid-MemoryS7-v0", Map.of("observation", "oneHot")),
            envs -> envs,
            envs -> ActorCriticRND.builder(envs).hidden(16).build()),
    PHYSICS(
            "recurrent_ppo",
            () -> new MaskVelocity(Environments.make("LunarLander-v3", Map.of("continuous", true))),
            envs -> envs,
            envs -> RecurrentActorCritic.builder(envs).gru(16).hidden(16).build()),
    PIXELS(
            "recurrent_ppo",
            () -> Environments.make("MortarMayhem-Grid-v0"),
            envs -> envs,
            envs -> RecurrentActorCritic.builder(envs).gru(16).hidden(16).build());

    private static final int ENVIRONMENTS = 3;
    private final String algorithm;
    private final Supplier<Environment> environment;
    private final UnaryOperator<VectorEnvironment> normalization;
    private final Function<VectorEnvironment, ActorCriticNetwork> network;

    SampleRun(
            String algorithm,
            Supplier<Environment> environment,
            UnaryOperator<VectorEnvironment> normalization,
            Function<VectorEnvironment, ActorCriticNetwork> network) {
        this.algorithm = algorithm;
        this.environment = environment;
        this.normalization = normalization;
        this.network = network;
    }

    VectorEnvironment environments() {
        return normalization.apply(VectorEnvironment.of(ENVIRONMENTS, environment));
    }

    AgentConfig config() {
        String memory = algorithm.startsWith("recurrent") ? "\nseq_len: 4" : "";
        return AgentConfig.ofYaml(
                "algorithm: %s\nn_steps: 16\nepoch: 2\nn_mini_batch: 2%s"
                        .formatted(algorithm, memory));
    }

    /** Saves after every update, keeps one checkpoint, judges its policy every third update. */
    TrainingRunBuilder builder(Path folder, String name) {
        VectorEnvironment envs = environments();
        return TrainingRun.builder(name, Agent.of(config(), network.apply(envs)), envs)
                .seed(3)
                .checkpointEvery(1)
                .keepCheckpoints(1)
                .evaluateEvery(3, 2)
                .checkpoints(folder.resolve("checkpoints"))
                .logs(folder.resolve("logs"));
    }

    /** The folder of the checkpoints of the run of this name. */
    static Path checkpoints(Path folder, String name) {
        return folder.resolve("checkpoints").resolve(name);
    }

    /** The run of this name, resumed if it has a checkpoint. */
    TrainingRun open(Path folder, String name) {
        Path run = checkpoints(folder, name);
        return Files.exists(run.resolve("latest"))
                ? resume(run)
                : builder(folder, name).replace(true).build();
    }

    /** By the names of its environments, unless they have none. */
    TrainingRun resume(Path checkpoint) {
        return this == OWN_ENVIRONMENT
                ? TrainingRun.resume(checkpoint, environments())
                : TrainingRun.resume(checkpoint);
    }
}

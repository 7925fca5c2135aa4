package io.engram.benchmarks;

import io.engram.agent.Agent;
import io.engram.agent.AgentBuilder;
import io.engram.agent.OptimizerConfig;
import io.engram.agent.PPO;
import io.engram.agent.RecurrentAgentBuilder;
import io.engram.agent.RecurrentPPO;
import io.engram.agent.RecurrentPPORND;
import io.engram.agent.Schedule;
import io.engram.environment.Environment;
import io.engram.environment.Environments;
import io.engram.environment.LevelSeeds;
import io.engram.environment.MaskVelocity;
import io.engram.environment.ScaleReward;
import io.engram.environment.VectorEnvironment;
import io.engram.network.ActorCritic;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The tasks of the results, each with the configuration that it is measured with. */
enum Task {
    /** PocMemory as in MarcoMeter's poc_memory_env.yaml: 30 updates, 61,440 steps. */
    POC_MEMORY(30) {
        @Override
        VectorEnvironment environments() {
            return Environments.vector("PocMemory-v0", 16);
        }

        @Override
        Agent agent(VectorEnvironment envs) {
            return pocMemory(
                            RecurrentPPO.builder()
                                    .network(
                                            RecurrentActorCritic.builder(envs)
                                                    .gru(32)
                                                    .hidden(64)
                                                    .build()))
                    .build();
        }
    },

    /**
     * CartPole-v0 without velocities as in MarcoMeter's cartpole.yaml: 100 updates, 409,600 steps.
     */
    CARTPOLE_V0_MASKED(100) {
        @Override
        VectorEnvironment environments() {
            return Environments.vector(
                    "CartPole-v0", 16, MaskVelocity::new, env -> new ScaleReward(env, 0.01));
        }

        @Override
        Agent agent(VectorEnvironment envs) {
            return cartPoleV0(
                            RecurrentPPO.builder()
                                    .network(
                                            RecurrentActorCritic.builder(envs)
                                                    .lstm(64)
                                                    .hidden(128)
                                                    .build()))
                    .build();
        }
    },

    /** PocMemory for an agent whose curiosity counts for nothing: it should learn as fast. */
    POC_MEMORY_RND(30) {
        @Override
        VectorEnvironment environments() {
            return POC_MEMORY.environments();
        }

        @Override
        Agent agent(VectorEnvironment envs) {
            return pocMemory(
                            RecurrentPPORND.builder()
                                    .network(
                                            RecurrentActorCriticRND.builder(envs)
                                                    .gru(32)
                                                    .hidden(64)
                                                    .build())
                                    .extGamma(0.99)
                                    .intAdvCoef(0))
                    .build();
        }
    },

    /** CartPole-v0 without velocities for an agent whose curiosity counts for nothing. */
    CARTPOLE_V0_MASKED_RND(100) {
        @Override
        VectorEnvironment environments() {
            return CARTPOLE_V0_MASKED.environments();
        }

        @Override
        Agent agent(VectorEnvironment envs) {
            return cartPoleV0(
                            RecurrentPPORND.builder()
                                    .network(
                                            RecurrentActorCriticRND.builder(envs)
                                                    .lstm(64)
                                                    .hidden(128)
                                                    .build())
                                    .extGamma(0.99)
                                    .intAdvCoef(0))
                    .build();
        }
    },

    /**
     * Four rooms, one level, whose reward a random policy met in none of 3,000 episodes: with
     * curiosity.
     */
    MULTI_ROOM_RND(300) {
        @Override
        VectorEnvironment environments() {
            return MULTI_ROOM.environments();
        }

        @Override
        Agent agent(VectorEnvironment envs) {
            return multiRoom(
                            RecurrentPPORND.builder()
                                    .network(
                                            RecurrentActorCriticRND.builder(envs)
                                                    .lstm(64)
                                                    .hidden(64)
                                                    .build())
                                    .extGamma(0.99))
                    .build();
        }
    },

    /** The same four rooms without curiosity. */
    MULTI_ROOM(300) {
        @Override
        VectorEnvironment environments() {
            return Environments.vector(
                    "MiniGrid-MultiRoom-N4-S5-v1",
                    Map.of("observation", "oneHot", "actions", 6),
                    16,
                    env -> new LevelSeeds(env, 0, 1));
        }

        @Override
        Agent agent(VectorEnvironment envs) {
            return multiRoom(
                            RecurrentPPO.builder()
                                    .network(
                                            RecurrentActorCritic.builder(envs)
                                                    .lstm(64)
                                                    .hidden(64)
                                                    .build()))
                    .build();
        }
    },

    /** CartPole-v1 without velocities, as quickly as possible: at most 100,000 steps. */
    CARTPOLE_V1_MASKED(48, evaluated("CartPole-v1", MaskVelocity::new)) {
        @Override
        VectorEnvironment environments() {
            return Environments.vector(
                            "CartPole-v1", 16, MaskVelocity::new, env -> new ScaleReward(env, 0.01))
                    .normalizeObservations();
        }

        @Override
        Agent agent(VectorEnvironment envs) {
            return cartPoleV1(
                            RecurrentPPO.builder()
                                    .network(
                                            RecurrentActorCritic.builder(envs)
                                                    .lstm(64)
                                                    .hidden(64)
                                                    .build())
                                    .gamma(0.98)
                                    .seqLen(16))
                    .build();
        }
    },

    /** The same task for PPO, which cannot remember. */
    CARTPOLE_V1_MASKED_FEED_FORWARD(48, evaluated("CartPole-v1", MaskVelocity::new)) {
        @Override
        VectorEnvironment environments() {
            return CARTPOLE_V1_MASKED.environments();
        }

        @Override
        Agent agent(VectorEnvironment envs) {
            return cartPoleV1(
                            PPO.builder()
                                    .network(ActorCritic.builder(envs).hidden(64).build())
                                    .gamma(0.98))
                    .build();
        }
    },

    /** Pendulum-v1 without velocity: at most 100,000 steps. */
    PENDULUM_MASKED(48, evaluated("Pendulum-v1", MaskVelocity::new)) {
        @Override
        VectorEnvironment environments() {
            return Environments.vector("Pendulum-v1", 4, MaskVelocity::new).normalizeRewards(0.9);
        }

        @Override
        Agent agent(VectorEnvironment envs) {
            return RecurrentPPO.builder()
                    .network(RecurrentActorCritic.builder(envs).lstm(64).hidden(64).build())
                    .nSteps(512)
                    .epoch(10)
                    .seqLen(16)
                    .nMiniBatch(4)
                    .gamma(0.9)
                    .learningRate(Schedule.linear(1e-3, 1e-4, 48))
                    .entropyCoef(0)
                    .build();
        }
    };

    /** How a finished policy is tested, if that is part of the result. */
    record Test(String id, List<UnaryOperator<Environment>> wrappers) {}

    private final int updates;
    private final Test test;

    Task(int updates) {
        this(updates, null);
    }

    Task(int updates, Test test) {
        this.updates = updates;
        this.test = test;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Test evaluated(String id, UnaryOperator<Environment>... wrappers) {
        return new Test(id, List.of(wrappers));
    }

    private static <B extends RecurrentAgentBuilder<B>> B pocMemory(B builder) {
        return builder.nSteps(128)
                .epoch(4)
                .seqLen(8)
                .nMiniBatch(8)
                .valueLossCoef(0.1)
                .valueLossClip(true)
                .learningRate(3e-4)
                .entropyCoef(Schedule.linear(1e-3, 1e-4, 30))
                .optimizer(OptimizerConfig.adamW());
    }

    private static <B extends RecurrentAgentBuilder<B>> B cartPoleV0(B builder) {
        return builder.nSteps(256)
                .epoch(4)
                .seqLen(8)
                .nMiniBatch(4)
                .valueLossCoef(0.2)
                .valueLossClip(true)
                .learningRate(Schedule.linear(3e-4, 3e-6, 100))
                .entropyCoef(Schedule.linear(1e-3, 1e-4, 100))
                .optimizer(OptimizerConfig.adamW());
    }

    private static <B extends RecurrentAgentBuilder<B>> B multiRoom(B builder) {
        return builder.nSteps(128).epoch(4).seqLen(16).nMiniBatch(4).entropyCoef(0.01);
    }

    private static <B extends AgentBuilder<B>> B cartPoleV1(B builder) {
        return builder.nSteps(128)
                .epoch(10)
                .nMiniBatch(4)
                .lam(0.9)
                .learningRate(Schedule.linear(1e-3, 1e-5, 48))
                .valueLossCoef(0.25)
                .entropyCoef(0)
                .targetKl(0.03);
    }

    abstract VectorEnvironment environments();

    abstract Agent agent(VectorEnvironment envs);

    int updates() {
        return updates;
    }

    Test test() {
        return test;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Task named(String label) {
        return Arrays.stream(values())
                .filter(task -> task.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no task '%s'; the tasks are %s"
                                                .formatted(
                                                        label,
                                                        Arrays.stream(values())
                                                                .map(Task::label)
                                                                .toList())));
    }
}

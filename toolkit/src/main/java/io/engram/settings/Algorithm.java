package io.engram.settings;

import io.engram.network.ActorCritic;
import io.engram.network.ActorCriticNetwork;
import io.engram.network.ActorCriticRND;
import io.engram.network.PPORNDNetwork;
import io.engram.network.PPOSharedNetwork;
import io.engram.network.RecurrentActorCritic;
import io.engram.network.RecurrentActorCriticRND;
import io.engram.network.RecurrentPPORNDNetwork;
import io.engram.network.RecurrentPPOSharedNetwork;
import java.util.Locale;

/** The members of the family. */
public enum Algorithm {
    /** PPO without memory (Schulman et al. 2017). */
    PPO(PPOSharedNetwork.class, ActorCritic.class),
    /** PPO for networks that remember. */
    RECURRENT_PPO(RecurrentPPOSharedNetwork.class, RecurrentActorCritic.class),
    /** PPO without memory, driven by curiosity besides (Burda et al. 2018). */
    PPO_RND(PPORNDNetwork.class, ActorCriticRND.class),
    /** PPO for networks that remember, driven by curiosity besides. */
    RECURRENT_PPO_RND(RecurrentPPORNDNetwork.class, RecurrentActorCriticRND.class);

    private final Class<? extends ActorCriticNetwork> network;
    private final Class<? extends ActorCriticNetwork> readyMade;

    Algorithm(
            Class<? extends ActorCriticNetwork> network,
            Class<? extends ActorCriticNetwork> readyMade) {
        this.network = network;
        this.readyMade = readyMade;
    }

    /**
     * The network that comes with the toolkit.
     *
     * @return a class with a builder
     */
    public Class<? extends ActorCriticNetwork> readyMade() {
        return readyMade;
    }

    /**
     * What its networks implement.
     *
     * @return the interface
     */
    public Class<? extends ActorCriticNetwork> network() {
        return network;
    }

    /**
     * Whether its networks remember.
     *
     * @return true for sequences, false for steps one by one
     */
    public boolean isRecurrent() {
        return this == RECURRENT_PPO || this == RECURRENT_PPO_RND;
    }

    /**
     * Whether it gives itself rewards for what is new.
     *
     * @return true with random network distillation
     */
    public boolean isCurious() {
        return this == PPO_RND || this == RECURRENT_PPO_RND;
    }

    /**
     * The name in files.
     *
     * @return snake case, for example {@code recurrent_ppo}
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

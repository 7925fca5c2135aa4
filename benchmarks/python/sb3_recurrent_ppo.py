"""Trains RecurrentPPO of sb3-contrib on an environment of Engram.

    python sb3_recurrent_ppo.py [--id engram/CartPoleNoVel-v1] [--steps 147456] [--seed 1]

Needs the package (`pip install ./python`) and `pip install sb3-contrib`. Prints the mean return of training as it goes,
and that of 20 episodes of greedy actions before and after.
"""

import argparse
import time

import torch
from sb3_contrib import RecurrentPPO
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.evaluation import evaluate_policy

import engram_gymnasium  # registers engram/…

ENVIRONMENTS = 32
ROLLOUT = 64
EPISODES = 20


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--id", default="engram/CartPoleNoVel-v1")
    parser.add_argument("--steps", type=int, default=147_456)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    envs = make_vec_env(options.id, n_envs=ENVIRONMENTS, seed=options.seed)
    test = make_vec_env(options.id, n_envs=1, seed=options.seed + ENVIRONMENTS)
    memory = {"lstm_hidden_size": 64, "shared_lstm": True, "enable_critic_lstm": False}
    model = RecurrentPPO("MlpLstmPolicy", envs, n_steps=ROLLOUT, batch_size=512, n_epochs=6, learning_rate=2e-3,
                         gae_lambda=0.98, policy_kwargs={**memory, "net_arch": {"pi": [], "vf": [64]}},
                         seed=options.seed, device="cpu")
    print(f"before: {evaluate_policy(model, test, EPISODES)[0]:.0f}")
    begun = time.perf_counter()
    while model.num_timesteps < options.steps:
        model.learn(8 * ENVIRONMENTS * ROLLOUT, reset_num_timesteps=False)
        returns = [episode["r"] for episode in model.ep_info_buffer]
        print(f"{model.num_timesteps:,} steps in {time.perf_counter() - begun:.0f} s: return {sum(returns) / len(returns):.0f}",
              flush=True)
    print(f"after: {evaluate_policy(model, test, EPISODES)[0]:.0f}")


if __name__ == "__main__":
    main()

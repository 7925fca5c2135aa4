"""RecurrentPPO of sb3-contrib, in Gymnasium's environments one after the other in this process."""

import functools
from typing import Any

import gymnasium
import numpy as np
import torch
from sb3_contrib import RecurrentPPO
from stable_baselines3.common.env_util import make_vec_env

import peer
from peer import Task


class Masked(gymnasium.Wrapper):
    """Shows some observations as 0, and scales rewards."""

    def __init__(self, env: gymnasium.Env, task: Task) -> None:
        super().__init__(env)
        self._scale = task.reward_scale
        self._seen = np.ones(env.observation_space.shape, np.float32)
        self._seen[list(task.masked)] = 0

    def reset(self, **options: Any) -> tuple[np.ndarray, dict[str, Any]]:
        observation, info = self.env.reset(**options)
        return observation * self._seen, info

    def step(self, action: int) -> tuple[np.ndarray, float, bool, bool, dict[str, Any]]:
        observation, reward, *others = self.env.step(action)
        return observation * self._seen, reward * self._scale, *others


class Sb3Learner:
    """RecurrentPPO with the task's numbers; what the task does not name is as it comes."""

    def __init__(self, task: Task, seed: int, shared_lstm: bool) -> None:
        if task.memory != "lstm":
            raise ValueError(f"memory must be lstm, which is all it has, but is {task.memory}")
        self._rollout = task.rollout
        envs = make_vec_env(
            task.environment,
            n_envs=task.environments,
            seed=seed,
            env_kwargs=task.options,
            wrapper_class=Masked,
            wrapper_kwargs={"task": task},
        )
        layers = [task.hidden_units, task.hidden_units]
        self._model = RecurrentPPO(
            "MlpLstmPolicy",
            envs,
            learning_rate=task.learning_rate,
            n_steps=task.steps,
            batch_size=task.rollout // task.mini_batches,
            n_epochs=task.epochs,
            gamma=task.gamma,
            gae_lambda=task.gae_lambda,
            clip_range=task.clip,
            ent_coef=task.entropy_coefficient,
            vf_coef=task.value_coefficient,
            max_grad_norm=task.max_gradient_norm,
            policy_kwargs={
                "lstm_hidden_size": task.memory_units,
                "shared_lstm": shared_lstm,
                "enable_critic_lstm": not shared_lstm,
                "net_arch": {"pi": layers, "vf": layers},
                "activation_fn": torch.nn.ReLU,
                "optimizer_kwargs": {"eps": task.adam_epsilon},
            },
            seed=seed,
            device="cpu",
        )

    def train(self, updates: int) -> None:
        self._model.learn(updates * self._rollout, reset_num_timesteps=False)

    def return_mean(self) -> float | None:
        returns = peer.Returns()
        returns.add(episode["r"] for episode in self._model.ep_info_buffer)
        return returns.mean()


def main() -> None:
    parser = peer.parser(__doc__)
    parser.add_argument("--shared-lstm", action="store_true", help="one LSTM for actor and critic")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    make = functools.partial(Sb3Learner, seed=options.seed, shared_lstm=options.shared_lstm)
    peer.measure("sb3-shared" if options.shared_lstm else "sb3", options, make)


if __name__ == "__main__":
    main()

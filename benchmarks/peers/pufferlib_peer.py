"""PufferLib's trainer with its own CartPole in C, and Engram's network in its LSTM wrapper."""

import functools
from typing import Any

import pufferlib.models
import pufferlib.pufferl
import pufferlib.vector
import torch
from pufferlib.ocean.cartpole.cartpole import Cartpole
from torch import Tensor, nn

import peer
from peer import Task
from torch_network import Heads, start_memory

NEVER = 10**9


class Policy(nn.Module):
    """Shows its memory the observations without the masked ones; what follows are the heads."""

    is_continuous = False

    def __init__(self, env: Any, task: Task) -> None:
        super().__init__()
        seen = torch.ones(env.single_observation_space.shape)
        seen[list(task.masked)] = 0
        self.register_buffer("seen", seen)
        self.heads = Heads(task, env.single_action_space.n)

    def encode_observations(self, observations: Tensor, state: Any = None) -> Tensor:
        return observations * self.seen

    def decode_actions(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        logits, values = self.heads(hidden)
        return logits, values.unsqueeze(-1)


class ScaledCartpole(Cartpole):
    """Pays a fraction of what CartPole pays."""

    def __init__(self, scale: float, **others: Any) -> None:
        super().__init__(**others)
        self._scale = scale

    def step(self, actions: Any) -> tuple[Any, ...]:
        result = super().step(actions)
        self.rewards *= self._scale
        return result


class Trainer(pufferlib.pufferl.PuffeRL):
    """The trainer without its dashboard."""

    def print_dashboard(self, *_: Any, **__: Any) -> None:
        pass


class PufferLearner:
    """The trainer with the task's numbers; what PPO does not have is switched off."""

    def __init__(self, task: Task, seed: int) -> None:
        torch.manual_seed(seed)
        self._env = pufferlib.vector.make(
            ScaledCartpole,
            backend=pufferlib.vector.Serial,
            env_kwargs={
                "scale": task.reward_scale,
                "num_envs": task.environments,
                "report_interval": task.steps,
            },
            seed=seed,
        )
        policy = pufferlib.models.LSTMWrapper(
            self._env,
            Policy(self._env, task),
            input_size=self._env.single_observation_space.shape[0],
            hidden_size=task.memory_units,
        )
        start_memory(policy.lstm)
        self._trainer = Trainer(_configuration(task, seed), self._env, policy)
        # Its thread, which is there for the dashboard, would go on for ever.
        self._trainer.utilization.stop()
        self._return_mean: float | None = None

    def train(self, updates: int) -> None:
        for _ in range(updates):
            statistics = self._trainer.evaluate()
            # An episode's length; the step that ends it pays nothing here.
            if statistics["episode_length"]:
                self._return_mean = float(statistics["episode_length"][-1])
            self._trainer.train()

    def return_mean(self) -> float | None:
        return self._return_mean


def _configuration(task: Task, seed: int) -> dict[str, Any]:
    return {
        "env": task.environment,
        "seed": seed,
        "device": "cpu",
        "cpu_offload": False,
        "torch_deterministic": True,
        "precision": "float32",
        "compile": False,
        "use_rnn": True,
        "total_timesteps": NEVER,
        "checkpoint_interval": NEVER,
        "batch_size": task.rollout,
        "bptt_horizon": task.sequence_length,
        "minibatch_size": task.rollout // task.mini_batches,
        "max_minibatch_size": task.rollout,
        "update_epochs": task.epochs,
        "optimizer": "adam",
        "learning_rate": task.learning_rate,
        "anneal_lr": False,
        "adam_beta1": 0.9,
        "adam_beta2": 0.999,
        "adam_eps": task.adam_epsilon,
        "gamma": task.gamma,
        "gae_lambda": task.gae_lambda,
        "clip_coef": task.clip,
        "max_grad_norm": task.max_gradient_norm,
        "ent_coef": task.entropy_coefficient,
        # It halves the squared error, and cannot do without clipping it.
        "vf_coef": 2 * task.value_coefficient,
        "vf_clip_coef": float(NEVER),
        # Without priorities: every sequence is as likely as any other, and weighs the same.
        "prio_alpha": 0.0,
        "prio_beta0": 1.0,
        "vtrace_rho_clip": 1.0,
        "vtrace_c_clip": 1.0,
    }


def main() -> None:
    options = peer.parser(__doc__).parse_args()
    torch.set_num_threads(options.threads)
    peer.measure("pufferlib", options, functools.partial(PufferLearner, seed=options.seed))


if __name__ == "__main__":
    main()

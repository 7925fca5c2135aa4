"""Recurrent PPO in PyTorch, written for this comparison: Engram's network and truncated sequences."""

import functools
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

import cartpole
import peer
import sequences
from numpy_cartpole import NumpyCartPole
from peer import Task
from torch_network import Heads, start_memory

Memory = tuple[Tensor, Tensor]


class Network(nn.Module):
    """An LSTM and the heads."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        if task.memory != "lstm":
            raise ValueError(f"memory must be lstm here, but is {task.memory}")
        self.lstm = nn.LSTM(cartpole.OBSERVATIONS, task.memory_units, batch_first=True)
        start_memory(self.lstm)
        # For single steps; it has the parameters of the LSTM and costs less for each call.
        self.cell = nn.LSTMCell(cartpole.OBSERVATIONS, task.memory_units)
        self.cell.weight_ih = self.lstm.weight_ih_l0
        self.cell.weight_hh = self.lstm.weight_hh_l0
        self.cell.bias_ih = self.lstm.bias_ih_l0
        self.cell.bias_hh = self.lstm.bias_hh_l0
        self.heads = Heads(task, cartpole.ACTIONS)

    def act(self, observations: Tensor, memory: Memory) -> tuple[Tensor, Tensor, Memory]:
        """Logits `(N, A)`, values `(N)` and the memory `(N, H)` after one step."""
        memory = self.cell(observations, memory)
        return *self.heads(memory[0]), memory

    def forward(self, observations: Tensor, memory: Memory, valid: Tensor) -> tuple[Tensor, Tensor]:
        """Logits `(B, A)` and values `(B)` of the valid steps of sequences `(S, L, 4)`."""
        memory = (memory[0].unsqueeze(0), memory[1].unsqueeze(0))
        features, _ = self.lstm(observations, memory)
        return self.heads(features[valid])


class Rollout:
    """What acting leaves behind, `(T, N, ...)` each; the memory is the one before the step."""

    def __init__(self, task: Task) -> None:
        shape = (task.steps, task.environments)
        self.observations = torch.zeros(*shape, cartpole.OBSERVATIONS)
        self.hidden = torch.zeros(*shape, task.memory_units)
        self.cell = torch.zeros(*shape, task.memory_units)
        self.actions = torch.zeros(shape, dtype=torch.long)
        self.log_probabilities = torch.zeros(shape)
        self.values = torch.zeros(shape)
        self.rewards = np.zeros(shape, np.float32)
        self.ended = np.zeros(shape, bool)


class Lesson(NamedTuple):
    """Sequences `(S, L, ...)`, and their memory before the first step, `(S, H)`."""

    observations: Tensor
    actions: Tensor
    log_probabilities: Tensor
    advantages: Tensor
    returns: Tensor
    valid: Tensor
    hidden: Tensor
    cell: Tensor


class TorchLearner:
    """Collects rollouts and learns from them."""

    def __init__(self, task: Task, seed: int) -> None:
        torch.manual_seed(seed)
        self._task = task
        self._env = NumpyCartPole(task, seed)
        self._network = Network(task)
        self._optimizer = torch.optim.Adam(
            self._network.parameters(), task.learning_rate, eps=task.adam_epsilon, fused=True
        )
        self._rollout = Rollout(task)
        self._observations = torch.from_numpy(self._env.observations())
        shape = (task.environments, task.memory_units)
        self._memory = (torch.zeros(shape), torch.zeros(shape))
        self._returns = peer.Returns()

    def train(self, updates: int) -> None:
        for _ in range(updates):
            with torch.no_grad():
                lesson = self._lesson(self._collect())
            self._learn(lesson)

    def return_mean(self) -> float | None:
        return self._returns.mean()

    def _collect(self) -> Tensor:
        """Fills the rollout, and returns the values `(N)` of where it stops."""
        rollout = self._rollout
        for time in range(self._task.steps):
            logits, values, after = self._network.act(self._observations, self._memory)
            all_log_probabilities = torch.log_softmax(logits, -1)
            actions = torch.multinomial(all_log_probabilities.exp(), 1)
            rollout.observations[time] = self._observations
            rollout.hidden[time], rollout.cell[time] = self._memory
            rollout.actions[time] = actions.squeeze(-1)
            rollout.log_probabilities[time] = all_log_probabilities.gather(-1, actions).squeeze(-1)
            rollout.values[time] = values
            self._memory = after
            self._step(time, actions.squeeze(-1).numpy())
        return self._network.act(self._observations, self._memory)[1]

    def _step(self, time: int, actions: np.ndarray) -> None:
        step = self._env.step(actions)
        ended = step.terminated | step.truncated
        rewards = step.rewards
        if step.truncated.any():
            # Of an episode that was only cut off, the rest is worth what the critic says.
            last = torch.from_numpy(step.last_observations)
            values = self._network.act(last, self._memory)[1].numpy()
            rewards = rewards + self._task.gamma * values * step.truncated
        if ended.any():
            goes_on = torch.from_numpy(~ended).unsqueeze(-1)
            self._memory = (self._memory[0] * goes_on, self._memory[1] * goes_on)
        self._rollout.rewards[time] = rewards
        self._rollout.ended[time] = ended
        self._observations = torch.from_numpy(step.observations)
        self._returns.add(step.returns)

    def _lesson(self, next_values: Tensor) -> Lesson:
        task, rollout = self._task, self._rollout
        advantages = torch.from_numpy(
            sequences.advantages(
                rollout.rewards,
                rollout.values.numpy(),
                rollout.ended,
                next_values.numpy(),
                task.gamma,
                task.gae_lambda,
            )
        )
        steps, valid = map(torch.from_numpy, sequences.split(rollout.ended, task.sequence_length))

        def cut(each: Tensor, where: Tensor = steps) -> Tensor:
            # (T, N, ...) -> (N * T, ...) -> (S, L, ...)
            return each.transpose(0, 1).flatten(0, 1)[where]

        return Lesson(
            cut(rollout.observations),
            cut(rollout.actions),
            cut(rollout.log_probabilities),
            cut(advantages),
            cut(advantages + rollout.values),
            valid,
            cut(rollout.hidden, steps[:, 0]),
            cut(rollout.cell, steps[:, 0]),
        )

    def _learn(self, lesson: Lesson) -> None:
        for _ in range(self._task.epochs):
            shuffled = torch.randperm(len(lesson.valid))
            for some in torch.tensor_split(shuffled, self._task.mini_batches):
                self._optimizer.zero_grad()
                self._loss(Lesson(*(each[some] for each in lesson))).backward()
                nn.utils.clip_grad_norm_(self._network.parameters(), self._task.max_gradient_norm)
                self._optimizer.step()

    def _loss(self, batch: Lesson) -> Tensor:
        task, valid = self._task, batch.valid
        logits, values = self._network(batch.observations, (batch.hidden, batch.cell), valid)
        all_log_probabilities = torch.log_softmax(logits, -1)
        chosen = all_log_probabilities.gather(-1, batch.actions[valid].unsqueeze(-1)).squeeze(-1)
        ratio = (chosen - batch.log_probabilities[valid]).exp()
        advantages = batch.advantages[valid]
        advantages = (advantages - advantages.mean()) / (advantages.std() + 1e-8)
        clipped = ratio.clamp(1 - task.clip, 1 + task.clip)
        objective = torch.minimum(ratio * advantages, clipped * advantages).mean()
        value_loss = (values - batch.returns[valid]).square().mean()
        entropy = -(all_log_probabilities.exp() * all_log_probabilities).sum(-1).mean()
        return (
            -objective + task.value_coefficient * value_loss - task.entropy_coefficient * entropy
        )


def main() -> None:
    options = peer.parser(__doc__).parse_args()
    torch.set_num_threads(options.threads)
    peer.measure("torch", options, functools.partial(TorchLearner, seed=options.seed))


if __name__ == "__main__":
    main()

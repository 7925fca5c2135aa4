"""Engram's ready-made recurrent network in PyTorch, but for the memory before it."""

import torch
from torch import Tensor, nn

from peer import Task

RELU_GAIN = 2**0.5
POLICY_GAIN = 0.1


def linear(inputs: int, outputs: int, gain: float = RELU_GAIN) -> nn.Linear:
    """A layer with orthogonal weights; its biases stay as PyTorch draws them."""
    layer = nn.Linear(inputs, outputs)
    nn.init.orthogonal_(layer.weight, gain)
    return layer


def start_memory(memory: nn.Module) -> None:
    """Orthogonal weights and biases 0."""
    for parameter in memory.parameters():
        if parameter.ndim > 1:
            nn.init.orthogonal_(parameter, RELU_GAIN)
        else:
            nn.init.zeros_(parameter)


class Heads(nn.Module):
    """A layer that actor and critic share, one for each of them, logits and value."""

    def __init__(self, task: Task, actions: int) -> None:
        super().__init__()
        units = task.hidden_units
        self.shared = linear(task.memory_units, units)
        self.actor = linear(units, units)
        self.critic = linear(units, units)
        self.policy = linear(units, actions, POLICY_GAIN)
        self.value = linear(units, 1, 1.0)

    def forward(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """Logits `(B, A)` and values `(B)` of features `(B, H)`."""
        hidden = torch.relu(self.shared(features))
        logits = self.policy(torch.relu(self.actor(hidden)))
        return logits, self.value(torch.relu(self.critic(hidden))).squeeze(-1)

"""Golden values for the options of the ready-made networks: what a network says and its gradient, and squashed actions.

Usage: pip install torch==2.13.0 numpy==2.4.6, then: python golden_networks.py [output-directory]

Written from PyTorch's own layers and distributions. The entropy of squashed actions is integrated over 4,001 points, far
finer than Java does. The rules for rounding and writing are those of golden_recurrent_ppo.py.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.distributions import AffineTransform, Normal, TanhTransform, TransformedDistribution

from golden_recurrent_ppo import DEFAULT_DIRECTORY, draw_parameters, encode, load, normal, stable, streamed, uniform, write

ACTIVATIONS = {"RELU": torch.relu, "TANH": torch.tanh, "ELU": nn.functional.elu, "SILU": nn.functional.silu}


# ---------------------------------------------------------------------------------------------------------------------
# Networks
# ---------------------------------------------------------------------------------------------------------------------

class Trunk(nn.Module):
    """Recurrent layers one above the other, what was seen beside them, and linear layers."""

    def __init__(self, config):
        super().__init__()
        self.config, width = config, config["observation_size"]
        self.memory = nn.ModuleList()
        for kind, units in config["memory"]:
            self.memory.append({"LSTM": nn.LSTM, "GRU": nn.GRU}[kind](width, units, batch_first=True))
            width = units
        width += config["observation_size"] if config["skip"] else 0
        self.lin, self.norm = nn.ModuleList(), nn.ModuleList()
        for units in config["hidden"]:
            self.lin.append(nn.Linear(width, units))
            self.norm.append(nn.LayerNorm(units) if config["layer_norm"] else nn.Identity())
            width = units

    def forward(self, observations, state):
        """(S, L, D) and (1, S, widths of all layers) to (S, L, W) and the state afterwards."""
        features, after, start = observations, [], 0
        for (kind, units), layer in zip(self.config["memory"], self.memory, strict=True):
            width = 2 * units if kind == "LSTM" else units
            own, start = state[..., start:start + width].contiguous(), start + width
            if kind == "LSTM":
                h, c = own.chunk(2, -1)
                features, (h, c) = layer(features, (h.contiguous(), c.contiguous()))
                after.append(torch.cat((h, c), -1))
            else:
                features, own = layer(features, own)
                after.append(own)
        if self.config["skip"]:
            features = torch.cat((features, observations), -1)
        for linear, norm in zip(self.lin, self.norm, strict=True):
            features = ACTIVATIONS[self.config["activation"]](norm(linear(features)))
        return features, torch.cat(after, -1)


class Network(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config, width = config, config["hidden"][-1]
        self.trunk = Trunk(config)
        self.critic = Trunk(config) if config["separate_memories"] else None
        self.lin_policy, self.lin_value = nn.Linear(width, width), nn.Linear(width, width)
        if config["layer_norm"]:
            self.norm_policy, self.norm_value = nn.LayerNorm(width), nn.LayerNorm(width)
        self.policy, self.value = nn.Linear(width, config["continuous"]), nn.Linear(width, 1)
        if config["state_dependent_std"]:
            self.log_std = nn.Linear(width, config["continuous"])
        else:
            self.log_std = nn.Parameter(torch.zeros(config["continuous"]))

    def layer(self, name, rows):
        sums = getattr(self, f"lin_{name}")(rows)
        if self.config["layer_norm"]:
            sums = getattr(self, f"norm_{name}")(sums)
        return ACTIVATIONS[self.config["activation"]](sums)

    def forward(self, observations, state):
        """Policy parameters and value in one array (S, L, P + 1), and the state afterwards (1, S, W)."""
        split = state.shape[-1] // (2 if self.critic else 1)
        hidden, after = self.trunk(observations, state[..., :split])
        for_value = hidden
        if self.critic:
            for_value, of_critic = self.critic(observations, state[..., split:])
            after = torch.cat((after, of_critic), -1)
        for_policy = self.layer("policy", hidden)
        mean = self.policy(for_policy)
        log_std = self.log_std(for_policy) if self.config["state_dependent_std"] else self.log_std.expand_as(mean)
        return torch.cat((mean, log_std, self.value(self.layer("value", for_value))), -1), after


def java_name(name, config):
    """What a parameter is called in Engram."""
    for mine, memory, layer in (("trunk.", "recurrent_layer", "hidden"), ("critic.", "recurrent_critic", "critic_hidden")):
        if name.startswith(mine):
            kind, index, rest = name.removeprefix(mine).split(".")
            number = "" if index == "0" else str(int(index) + 1)
            block = memory if kind == "memory" else f"{kind}_{layer}"
            name = f"{block}{number}.{rest}"
    if name == "log_std":
        name = "log_std.log_std"
    if "norm_" in name:
        name = name.replace(".weight", ".gamma").replace(".bias", ".beta")
    for kind in ("weight", "bias"):
        name = name.replace(f"{kind}_ih_l0", f"l_0_i2h_{kind}").replace(f"{kind}_hh_l0", f"l_0_h2h_{kind}")
    return name


def network_case(rng, **options):
    config = {"observation_size": 3, "continuous": 2, "memory": [["GRU", 4]], "hidden": [5], "activation": "RELU",
              "layer_norm": False, "skip": False, "state_dependent_std": False, "separate_memories": False} | options
    network = Network(config).double()
    parameters = draw_parameters(rng, network, 0.8)
    sequences, length = 2, 3
    width = sum(2 * units if kind == "LSTM" else units for kind, units in config["memory"])
    width *= 2 if config["separate_memories"] else 1
    case = {"observations": normal(rng, (sequences, length, 3)), "state": normal(rng, (1, sequences, width), 0.5),
            "weights": normal(rng, (sequences, length, 2 * config["continuous"] + 1))}

    def compute(dtype):
        network.to(dtype).load_state_dict({name: torch.tensor(value, dtype=dtype) for name, value in parameters.items()})
        network.zero_grad()
        given = {name: torch.tensor(value, dtype=dtype) for name, value in case.items()}
        outputs, after = network(given["observations"], given["state"])
        (outputs * given["weights"]).sum().backward()
        gradient = {java_name(name, config): parameter.grad.clone() for name, parameter in network.named_parameters()}
        return {"outputs": outputs, "next_state": after, "gradient": gradient}

    named = {java_name(name, config): value for name, value in parameters.items()}
    return {"config": config} | {"parameters": named} | case | stable(compute, 2e-6)


def network_cases():
    rng = np.random.default_rng(21)
    return {"cases": [
        *(network_case(rng, activation=name, hidden=[6, 5]) for name in ACTIVATIONS),
        *(network_case(rng, activation=name, layer_norm=True) for name in ("RELU", "SILU")),
        network_case(rng, skip=True, state_dependent_std=True),
        network_case(rng, memory=[["LSTM", 4], ["GRU", 3], ["LSTM", 2]]),
        network_case(rng, separate_memories=True, memory=[["LSTM", 3]]),
        network_case(rng, separate_memories=True, memory=[["GRU", 4], ["LSTM", 3]], hidden=[6, 4], activation="TANH",
                     layer_norm=True, skip=True, state_dependent_std=True),
    ]}


# ---------------------------------------------------------------------------------------------------------------------
# Small images
# ---------------------------------------------------------------------------------------------------------------------

def small_encoder(channels, height, width):
    """Three convolutions with padding; each halves an axis that is longer than 8."""
    layers = {}
    for number, filters in enumerate((32, 64, 64), 1):
        stride = (2 if height > 8 else 1, 2 if width > 8 else 1)
        layers[f"conv{number}"] = nn.Conv2d(channels, filters, 3, stride, 1)
        channels, height, width = filters, -(-height // stride[0]), -(-width // stride[1])
    return nn.ModuleDict(layers)


def small_image_cases():
    """As images.json."""
    seed, bound, cases = 5, 0.08, []
    for shape in [(1, 2, 3, 5, 4), (1, 1, 1, 11, 20)]:
        encoder = small_encoder(*shape[2:])
        parameters = {name: ((2 * streamed(seed, name, tuple(value.shape)) - 1) * bound).astype(np.float32)
                      for name, value in encoder.state_dict().items()}
        images = (256 * streamed(seed, "images", shape)).astype(np.uint8)
        features = stable(lambda dtype: encode(load(encoder, parameters, dtype), images, dtype))
        cases.append({"shape": list(shape), "features": features})
    return {"seed": seed, "bound": bound, "cases": cases}


# ---------------------------------------------------------------------------------------------------------------------
# Squashed actions
# ---------------------------------------------------------------------------------------------------------------------

def squashed(mean, log_std, low, high):
    half = (high - low) / 2
    return TransformedDistribution(
        Normal(mean, log_std.exp()), [TanhTransform(), AffineTransform(low + half, half)])


def squashed_entropy(mean, log_std, low, high):
    """Of N(mean, std) by its formula, plus the mean of log da/du, by an integral over 10 deviations to either side."""
    places = torch.linspace(-10, 10, 4001, dtype=mean.dtype)
    weights = torch.exp(Normal(0.0, 1.0).log_prob(places)) * (places[1] - places[0])
    u = mean[..., None] + log_std.exp()[..., None] * places
    slope = TanhTransform().log_abs_det_jacobian(u, u.tanh()) + ((high - low) / 2).log()[..., None]
    return Normal(mean, log_std.exp()).entropy() + (slope * weights).sum(-1)


def squashed_case(rng, rows, widest):
    """Log-probabilities of drawn numbers u, what they become, entropies, and gradients as in golden_family.py."""
    low, high = np.array([-2, 0, -1], np.float32), np.array([2, 5, 1], np.float32)
    case = {"mean": normal(rng, (rows, 3)), "log_std": (uniform(rng, (rows, 3)) + np.float32(widest - 1)).astype(np.float32)}
    case |= {"drawn": (case["mean"] + np.exp(case["log_std"]) * normal(rng, (rows, 3))).astype(np.float32)}

    def compute(dtype):
        mean, log_std = (torch.tensor(case[key], dtype=dtype, requires_grad=True) for key in ("mean", "log_std"))
        least, most = torch.tensor(low, dtype=dtype), torch.tensor(high, dtype=dtype)
        drawn = torch.tensor(case["drawn"], dtype=dtype)
        actions = least + (most - least) * (drawn.tanh() + 1) / 2
        half = (most - least) / 2
        slope = half.log() + TanhTransform().log_abs_det_jacobian(drawn, drawn.tanh())
        log_probs = Normal(mean, log_std.exp()).log_prob(drawn) - slope
        entropies = squashed_entropy(mean, log_std, least, most)
        (2 * log_probs + 3 * entropies).sum().backward()
        return {"actions": actions, "log_probs": log_probs.sum(-1), "entropies": entropies.sum(-1),
                "mean_gradient": mean.grad, "log_std_gradient": log_std.grad}

    result = compute(torch.float64)  # float32 loses five digits in a sum of so many
    exact = {key: torch.tensor(value, dtype=torch.float64) for key, value in case.items()}
    bounds = (torch.tensor(low, dtype=torch.float64), torch.tensor(high, dtype=torch.float64))
    there = squashed(exact["mean"], exact["log_std"], *bounds).log_prob(result["actions"]).sum(-1)
    if not torch.allclose(there, result["log_probs"], atol=1e-6):
        raise ArithmeticError("PyTorch's transformed distribution says otherwise")
    return {"low": low, "high": high} | case | result


def squashed_cases():
    rng = np.random.default_rng(22)
    return {"cases": [squashed_case(rng, 12, 0.0), squashed_case(rng, 6, -1.5)]}


# ---------------------------------------------------------------------------------------------------------------------

def main(directory):
    torch.set_num_threads(1)
    directory.mkdir(parents=True, exist_ok=True)
    write(directory, "networks.json", network_cases())
    write(directory, "squashed.json", squashed_cases())
    write(directory, "small_images.json", small_image_cases())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_DIRECTORY)

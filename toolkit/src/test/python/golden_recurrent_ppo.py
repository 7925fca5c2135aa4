"""Golden values for the Java tests of recurrent PPO: the maths written once more, in PyTorch, straight from the formulas.

Usage: pip install torch==2.13.0 numpy==2.4.6, then: python golden_recurrent_ppo.py [output-directory]

Letters as in the Java sources: N environments, T steps, L sequence length, S sequences. Every input is rounded to float32
before it is used. Every result is computed in float64, computed again in float32, and written only if the two agree to 1e-6
(relative above 1). Recurrent layers, distributions, gradients and optimisers are PyTorch's own; advantages, sequences,
losses and the order of an update are spelled out here.

GAE: Schulman et al. 2016, arXiv:1506.02438. Clipped objective: Schulman et al. 2017, arXiv:1707.06347.
Approximate KL: J. Schulman, "Approximating KL divergence", 2020 (estimator k3). AdamW: arXiv:1711.05101.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.distributions import Categorical, Normal

TOLERANCE = 1e-6
LONG = 2**64 - 1
DEFAULT_DIRECTORY = Path(__file__).resolve().parents[1] / "resources" / "golden"


# ---------------------------------------------------------------------------------------------------------------------
# Numbers: drawing, rounding, comparing, writing
# ---------------------------------------------------------------------------------------------------------------------

def uniform(rng, shape, bound=1.0):
    return rng.uniform(-bound, bound, shape).astype(np.float32)


def normal(rng, shape, scale=1.0):
    return (scale * rng.standard_normal(shape)).astype(np.float32)


class RandomStream:
    """Engram's random numbers: xoroshiro128++ (Blackman and Vigna 2021), seeded through the finaliser of SplitMix64."""

    def __init__(self, seed, purpose):
        state = self.mix(seed + 0x9E3779B97F4A7C15)
        for letter in purpose:
            state = self.mix(state ^ ord(letter))
        self.first = self.mix(state ^ 0x632BE59BD9B4E019)
        self.second = self.mix(self.first + 0x9E3779B97F4A7C15)

    @staticmethod
    def mix(z):
        z &= LONG
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & LONG
        z = (z ^ z >> 27) * 0x94D049BB133111EB & LONG
        return z ^ z >> 31

    def next_double(self):
        def turned(x, by):
            return (x << by | x >> 64 - by) & LONG

        first, second = self.first, self.first ^ self.second
        result = turned((self.first + self.second) & LONG, 17) + self.first & LONG
        self.first, self.second = turned(first, 49) ^ second ^ second << 21 & LONG, turned(second, 28)
        return (result >> 11) * 2.0**-53


def rounded(tensor):
    """The float32 value of a tensor, in the tensor's own precision."""
    return tensor.float().to(tensor.dtype)


def array(tensor):
    return tensor.detach().numpy().astype(np.float32)


def leaves(tree, path=""):
    """All numbers of a nested result, as (path, float64 array)."""
    if isinstance(tree, dict):
        return [leaf for key, value in tree.items() for leaf in leaves(value, f"{path}/{key}")]
    if isinstance(tree, list):
        return [leaf for index, value in enumerate(tree) for leaf in leaves(value, f"{path}/{index}")]
    numbers = tree.detach().numpy() if isinstance(tree, torch.Tensor) else tree
    return [(path, np.asarray(numbers, dtype=np.float64))]


def stable(compute, tolerance=TOLERANCE):
    """The float64 result of compute(dtype), once the float32 result is seen to agree with it."""
    exact, single = compute(torch.float64), compute(torch.float32)
    for (path, expected), (_, actual) in zip(leaves(exact), leaves(single), strict=True):
        error = np.abs(actual - expected) / np.maximum(1, np.abs(expected))
        if error.size and not error.max() <= tolerance:
            raise ArithmeticError(f"{path}: float32 and float64 differ by {error.max():.2e}")
    return exact


def shortest(number):
    """A float whose decimal form is the shortest one that reads back as the same float32."""
    return float(str(np.float32(number)))


def plain(value):
    """Arrays become {shape, data in row-major order}; other containers and scalars become JSON types."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, torch.Tensor):
        value = value.detach().numpy()
    if isinstance(value, np.ndarray) and value.ndim:
        return {"shape": list(value.shape), "data": [plain(item) for item in value.reshape(-1)]}
    if isinstance(value, (np.floating, np.ndarray)):
        return shortest(value)
    return value.item() if isinstance(value, np.generic) else value


def layout(value, indent=0):
    """JSON with a line for every key, and each array of numbers on one line."""
    pad = " " * (indent + 1)
    if isinstance(value, dict) and value and "data" not in value:
        items = [f"{pad}{json.dumps(key)}: {layout(item, indent + 1)}" for key, item in value.items()]
        return "{\n" + ",\n".join(items) + "\n" + " " * indent + "}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(pad + layout(item, indent + 1) for item in value) + "\n" + " " * indent + "]"
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def write(directory, name, content):
    path = directory / name
    path.write_text(layout(plain(content)) + "\n")
    print(f"{name}: {path.stat().st_size:,} bytes")


# ---------------------------------------------------------------------------------------------------------------------
# Advantages and sequences
# ---------------------------------------------------------------------------------------------------------------------

def gae(rewards, values, bootstrap, final_values, terminated, truncated, gamma, lam):
    """Generalised advantage estimation with time limits: (N, T) advantages and returns."""
    advantages = torch.zeros_like(values)
    for n in range(values.shape[0]):
        later_value, later_advantage = bootstrap[n], 0.0
        for t in reversed(range(values.shape[1])):
            if terminated[n, t]:
                next_value, trace = 0.0, 0.0
            elif truncated[n, t]:
                next_value, trace = final_values[n, t], 0.0
            else:
                next_value, trace = later_value, lam
            delta = rewards[n, t] + gamma * next_value - values[n, t]
            advantages[n, t] = delta + gamma * trace * later_advantage
            later_value, later_advantage = values[n, t], advantages[n, t]
    return advantages, advantages + values


def split(done, length):
    """[environment, start, length] of every sequence: cut after each episode end, and every `length` steps since the last."""
    sequences = []
    for n, flags in enumerate(done):
        start = 0
        for t, ended in enumerate(flags):
            full = length > 0 and t + 1 - start == length
            if ended or full or t + 1 == len(flags):
                sequences.append([n, start, t + 1 - start])
                start = t + 1
    return sequences


def gae_case(rng, n, t, gamma, lam, end_probability):
    case = {
        "gamma": gamma, "lam": lam,
        "rewards": normal(rng, (n, t)), "values": normal(rng, (n, t)), "bootstrap_values": normal(rng, n),
        "final_values": normal(rng, (n, t)),
        "terminated": rng.random((n, t)) < end_probability, "truncated": rng.random((n, t)) < end_probability,
    }

    def compute(dtype):
        real = [torch.tensor(case[key], dtype=dtype) for key in ("rewards", "values", "bootstrap_values", "final_values")]
        advantages, returns = gae(*real, case["terminated"], case["truncated"], gamma, lam)
        return {"advantages": advantages, "returns": returns}

    return case | stable(compute)


def gae_cases():
    rng = np.random.default_rng(1)
    return {"cases": [
        gae_case(rng, 1, 1, 0.99, 0.95, 0.0), gae_case(rng, 2, 7, 0.99, 0.95, 0.0), gae_case(rng, 3, 12, 0.99, 0.95, 0.2),
        gae_case(rng, 4, 20, 0.995, 0.9, 0.15), gae_case(rng, 3, 9, 0.9, 0.0, 0.25), gae_case(rng, 3, 9, 1.0, 1.0, 0.25),
        gae_case(rng, 2, 6, 0.99, 0.95, 1.0), gae_case(rng, 5, 33, 0.97, 0.8, 0.1),
    ]}


def splitter_case(rng, n, t, length, probability):
    done = rng.random((n, t)) < probability
    return {"seq_len": length, "done": done, "sequences": split(done, length)}


def splitter_cases():
    rng = np.random.default_rng(2)
    shapes = [(1, 1), (1, 7), (2, 8), (3, 10), (4, 16), (2, 33)]
    return {"cases": [
        splitter_case(rng, n, t, length, probability)
        for n, t in shapes for length in (-1, 0, 1, 3, 4, 8, 40) for probability in (0.0, 0.2, 0.6)
    ]}


# ---------------------------------------------------------------------------------------------------------------------
# Distributions and losses
# ---------------------------------------------------------------------------------------------------------------------

def categorical(logits, branches, actions):
    """Joint log-probability and joint entropy of independent branches whose logits lie side by side."""
    parts = [Categorical(logits=part) for part in logits.split(branches, -1)]
    log_probs = [part.log_prob(actions[..., k]) for k, part in enumerate(parts)]
    return sum(log_probs), sum(part.entropy() for part in parts)


def gaussian(mean, log_std, actions):
    """Joint log-probability and joint entropy of a diagonal Gaussian."""
    distribution = Normal(mean, log_std.exp().expand_as(mean))
    return distribution.log_prob(actions).sum(-1), distribution.entropy().sum(-1)


def normalised(advantages):
    """Zero mean and unit (n - 1) standard deviation; a single step is left as it is."""
    if advantages.numel() < 2:
        return advantages
    return (advantages - advantages.mean()) / (advantages.std(unbiased=True) + 1e-8)


def policy_statistics(log_probs, old_log_probs, advantages, epsilon):
    log_ratio = log_probs - old_log_probs
    ratio = log_ratio.exp()
    clipped = ratio.clamp(1 - epsilon, 1 + epsilon)
    return {
        "policy_objective": torch.minimum(ratio * advantages, clipped * advantages).mean(),
        "approx_kl": (ratio - 1 - log_ratio).mean(),
        "clip_fraction": ((ratio - 1).abs() > epsilon).to(ratio.dtype).mean(),
    }


def value_loss(values, returns):
    return (values - returns).square().mean()


def clipped_value_loss(values, old_values, returns, epsilon):
    near = old_values + (values - old_values).clamp(-epsilon, epsilon)
    return torch.maximum((values - returns).square(), (near - returns).square()).mean()


def total_loss(objective, value, entropy, config):
    return -(objective - config["value_loss_coef"] * value + config["entropy_coef"] * entropy)


def right_padding_mask(lengths, width):
    return np.arange(width) < np.asarray(lengths)[:, None]


def loss_case(rng, lengths, width, config):
    """Padded positions hold numbers as wild as the valid ones, so that a leak shows."""
    shape, mask = (len(lengths), width), right_padding_mask(lengths, width)
    values, old_log_probs = normal(rng, shape), normal(rng, shape, 0.5) - np.float32(1.5)
    case = config | {
        "mask": mask, "log_probs": old_log_probs + uniform(rng, shape, 0.5), "old_log_probs": old_log_probs,
        "advantages": normal(rng, shape, 2.0), "values": values, "old_values": values + uniform(rng, shape, 0.6),
        "returns": normal(rng, shape, 1.5), "entropies": np.abs(normal(rng, shape)),
    }

    def compute(dtype):
        fields = ("log_probs", "old_log_probs", "advantages", "values", "old_values", "returns", "entropies")
        log_probs, old_log_probs, advantages, values, old_values, returns, entropies = (
            torch.tensor(case[field], dtype=dtype)[torch.tensor(mask)] for field in fields)
        unit = normalised(advantages)
        padded = torch.zeros(shape, dtype=dtype).masked_scatter(torch.tensor(mask), unit)
        policy = policy_statistics(log_probs, old_log_probs, unit, config["epsilon_clip"])
        plain_loss = value_loss(values, returns)
        clipped_loss = clipped_value_loss(values, old_values, returns, config["epsilon_clip"])
        entropy = entropies.mean()
        return {"normalised_advantages": padded} | policy | {
            "value_loss": plain_loss, "clipped_value_loss": clipped_loss, "entropy": entropy,
            "loss": total_loss(policy["policy_objective"], plain_loss, entropy, config),
            "loss_with_clipped_value": total_loss(policy["policy_objective"], clipped_loss, entropy, config),
        }

    return case | {"expected": stable(compute)}


def categorical_case(rng, rows, branches, scale):
    logits = normal(rng, (rows, sum(branches)), scale)
    actions = rng.integers(0, branches, (rows, len(branches)))

    def compute(dtype):
        log_probs, entropies = categorical(torch.tensor(logits, dtype=dtype), branches, torch.tensor(actions))
        return {"joint_log_probs": log_probs, "joint_entropies": entropies}

    return {"branches": branches, "logits": logits, "actions": actions} | stable(compute)


def gaussian_case(rng, rows, dimensions):
    mean, log_std, actions = normal(rng, (rows, dimensions)), uniform(rng, dimensions), normal(rng, (rows, dimensions), 1.5)

    def compute(dtype):
        log_probs, entropies = gaussian(*(torch.tensor(x, dtype=dtype) for x in (mean, log_std, actions)))
        return {"joint_log_probs": log_probs, "joint_entropies": entropies}

    return {"mean": mean, "log_std": log_std, "actions": actions} | stable(compute)


def loss_cases():
    rng = np.random.default_rng(3)
    usual = {"epsilon_clip": 0.2, "value_loss_coef": 0.5, "entropy_coef": 0.01}
    other = {"epsilon_clip": 0.1, "value_loss_coef": 0.25, "entropy_coef": 0.001}
    return {
        "losses": [
            loss_case(rng, [4, 4, 4], 4, usual), loss_case(rng, [4, 1, 3, 2, 4], 4, usual),
            loss_case(rng, [8, 5, 1, 1, 7, 2, 8], 8, other), loss_case(rng, [1, 1], 3, usual),
        ],
        "categorical": [
            categorical_case(rng, 6, [3], 1.0), categorical_case(rng, 6, [2, 3], 1.0),
            categorical_case(rng, 6, [4, 2, 5], 3.0), categorical_case(rng, 6, [3, 3], 10.0),
        ],
        "gaussian": [gaussian_case(rng, 6, 1), gaussian_case(rng, 6, 2), gaussian_case(rng, 6, 5)],
    }


# ---------------------------------------------------------------------------------------------------------------------
# The network
# ---------------------------------------------------------------------------------------------------------------------

class ActorCritic(nn.Module):
    """Recurrent layers, a shared hidden layer, then a policy and a value branch.

    A hidden state is (batch, layers, W): for a GRU W = H; for an LSTM W = 2 H, h before c.
    """

    def __init__(self, config):
        super().__init__()
        self.branches, self.lstm = config["branches"], config["recurrent"] == "lstm"
        hidden, width = config["hidden_size"], config["hidden_layer_size"]
        recurrent = nn.LSTM if self.lstm else nn.GRU
        self.recurrent_layer = recurrent(config["observation_size"], hidden, config["layers"], batch_first=True)
        self.lin_hidden = nn.Linear(hidden, width)
        self.lin_policy = nn.Linear(width, width)
        self.lin_value = nn.Linear(width, width)
        self.policy = nn.Linear(width, sum(self.branches) or config["continuous"])
        self.value = nn.Linear(width, 1)
        if not self.branches:
            self.log_std = nn.Parameter(torch.zeros(config["continuous"]))

    def forward(self, observations, hidden):
        """(S, L, D) and (S, layers, W) to policy parameters (S, L, A), values (S, L), next hidden (S, layers, W)."""
        state = hidden.transpose(0, 1).contiguous()  # (S, layers, W) -> (layers, S, W)
        if self.lstm:
            features, state = self.recurrent_layer(observations, tuple(x.contiguous() for x in state.chunk(2, -1)))
            state = torch.cat(state, -1)
        else:
            features, state = self.recurrent_layer(observations, state)
        shared = self.lin_hidden(features).relu()
        policy = self.policy(self.lin_policy(shared).relu())
        values = self.value(self.lin_value(shared).relu()).squeeze(-1)
        return policy, values, state.transpose(0, 1)

    def evaluate(self, policy, actions):
        return categorical(policy, self.branches, actions) if self.branches else gaussian(policy, self.log_std, actions)


def load(network, parameters, dtype):
    network.load_state_dict({name: torch.tensor(value) for name, value in parameters.items()})
    return network.to(dtype)


def draw_parameters(rng, network, bound=0.5):
    return {name: uniform(rng, tuple(value.shape), bound) for name, value in network.state_dict().items()}


# ---------------------------------------------------------------------------------------------------------------------
# A rollout
# ---------------------------------------------------------------------------------------------------------------------

def flags(shape, places):
    result = np.zeros(shape, dtype=bool)
    for place in places:
        result[place] = True
    return result


def fake_experience(rng, config, terminated, truncated):
    """What environments and the random generator would have supplied; the first hidden state comes from an earlier rollout."""
    n, t, d = config["environments"], config["steps"], config["observation_size"]
    width = config["hidden_size"] * (2 if config["recurrent"] == "lstm" else 1)
    discrete = len(config["branches"])
    actions = (rng.integers(0, config["branches"], (n, t, discrete)) if discrete
               else normal(rng, (n, t, config["continuous"])))
    truncated = flags((n, t), truncated)
    return {
        "observations": normal(rng, (n, t, d)), "actions": actions, "rewards": normal(rng, (n, t)),
        "terminated": flags((n, t), terminated), "truncated": truncated,
        "final_observations": np.where(truncated[..., None], normal(rng, (n, t, d)), np.float32(0)),
        "next_observations": normal(rng, (n, d)), "first_hidden": uniform(rng, (n, config["layers"], width), 0.5),
    }


def act(network, experience, dtype):
    """Runs the network over the rollout, one step at a time: hidden states fed in, log-probabilities and values."""
    done = torch.tensor(experience["terminated"] | experience["truncated"])
    truncated = torch.tensor(experience["truncated"])
    observations, finals, nexts = (
        torch.tensor(experience[key], dtype=dtype) for key in ("observations", "final_observations", "next_observations"))
    actions = torch.tensor(experience["actions"])
    actions = actions if network.branches else actions.to(dtype)
    state, steps = torch.tensor(experience["first_hidden"], dtype=dtype), []
    for t in range(done.shape[1]):
        policy, values, after = network(observations[:, t, None], state)
        log_probs, _ = network.evaluate(policy, actions[:, t, None])
        after = rounded(after)
        final_values = network(finals[:, t, None], after)[1][:, 0].where(truncated[:, t], 0)
        steps.append((state, log_probs[:, 0], values[:, 0], final_values))
        state = after.where(~done[:, t, None, None], 0)
    bootstrap = network(nexts[:, None], state)[1][:, 0]
    hidden, log_probs, values, final_values = (torch.stack(field, 1) for field in zip(*steps))
    return {"hidden": hidden, "next_hidden": state, "log_probs": log_probs, "values": values,
            "final_values": final_values, "bootstrap_values": bootstrap}


def collect(rng, config, network, parameters, terminated, truncated):
    experience = fake_experience(rng, config, terminated, truncated)
    with torch.no_grad():
        acted = stable(lambda dtype: act(load(network, parameters, dtype), experience, dtype))
    del experience["first_hidden"]  # the same as hidden[:, 0]
    rollout = experience | {key: array(value) for key, value in acted.items()}
    if config["stale"]:
        shape = rollout["values"].shape
        rollout["log_probs"] += uniform(rng, shape, 0.5)
        rollout["values"] += uniform(rng, shape, 0.5)
    return rollout


def returns_of(rollout, config):
    def compute(dtype):
        real = [torch.tensor(rollout[key], dtype=dtype) for key in ("rewards", "values", "bootstrap_values", "final_values")]
        advantages, returns = gae(*real, rollout["terminated"], rollout["truncated"], config["gamma"], config["lam"])
        return {"advantages": advantages, "returns": returns}

    return {key: array(value) for key, value in stable(compute).items()}


# ---------------------------------------------------------------------------------------------------------------------
# An update
# ---------------------------------------------------------------------------------------------------------------------

def padded(field, sequences, width):
    """(N, T, ...) -> (S, L, ...), zeros on the right."""
    result = torch.zeros((len(sequences), width, *field.shape[2:]), dtype=field.dtype)
    for row, (n, start, length) in enumerate(sequences):
        result[row, :length] = field[n, start:start + length]
    return result


def training_tensors(rollout, targets, dtype):
    fields = {key: torch.tensor(rollout[key]) for key in ("observations", "actions", "hidden", "log_probs", "values")}
    fields |= {key: torch.tensor(value) for key, value in targets.items()}
    return {key: value.to(dtype) if value.is_floating_point() else value for key, value in fields.items()}


def mini_batch_statistics(network, fields, sequences, width, config):
    """Forward pass over padded sequences, then every mean over valid steps alone."""
    batch = {key: padded(value, sequences, width) for key, value in fields.items() if key != "hidden"}
    mask = torch.tensor(right_padding_mask([length for _, _, length in sequences], width))
    hidden = torch.stack([fields["hidden"][n, start] for n, start, _ in sequences])
    policy, values, _ = network(batch["observations"], hidden)
    log_probs, entropies = network.evaluate(policy, batch["actions"])
    advantages = normalised(batch["advantages"][mask])
    epsilon = config["epsilon_clip"]
    result = policy_statistics(log_probs[mask], batch["log_probs"][mask], advantages, epsilon)
    value = clipped_value_loss(values[mask], batch["values"][mask], batch["returns"][mask], epsilon)
    entropy = entropies[mask].mean()
    loss = total_loss(result["policy_objective"], value, entropy, config)
    return {"valid_steps": int(mask.sum())} | result | {"value_loss": value, "entropy": entropy, "loss": loss}


def optimiser_of(network, config):
    kind = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[config["optimizer"]]
    return kind(network.parameters(), lr=config["learning_rate"], betas=tuple(config["betas"]), eps=config["adam_epsilon"],
                weight_decay=config["weight_decay"])


def mini_batches(orders, size):
    return [(epoch, order[i:i + size]) for epoch, order in enumerate(orders) for i in range(0, len(order), size)]


def gradients(network):
    return {name: parameter.grad.clone() for name, parameter in network.named_parameters()}


def moments(network, optimiser, key):
    return {name: optimiser.state[parameter][key] for name, parameter in network.named_parameters()}


def update(network, fields, sequences, orders, config):
    optimiser, log, first_gradient = optimiser_of(network, config), [], None
    width = max(length for _, _, length in sequences)
    for epoch, ids in mini_batches(orders, config["seq_mini_batch_size"]):
        statistics = mini_batch_statistics(network, fields, [sequences[i] for i in ids], width, config)
        optimiser.zero_grad()
        statistics["loss"].backward()
        first_gradient = first_gradient or gradients(network)
        norm = nn.utils.clip_grad_norm_(network.parameters(), config["max_grad_norm"])
        optimiser.step()
        log.append({"epoch": epoch, "sequences": ids} | statistics | {"grad_norm": norm})
    return {
        "mini_batches": log, "first_gradient": first_gradient,
        "final_parameters": {name: value.clone() for name, value in network.state_dict().items()},
        "exp_avg": moments(network, optimiser, "exp_avg"), "exp_avg_sq": moments(network, optimiser, "exp_avg_sq"),
    }


def update_case(seed, config, terminated, truncated):
    rng = np.random.default_rng(seed)
    config = UPDATE_DEFAULTS | config
    network = ActorCritic(config)
    parameters = draw_parameters(rng, network)
    rollout = collect(rng, config, network, parameters, terminated, truncated)
    targets = returns_of(rollout, config)
    sequences = split(rollout["terminated"] | rollout["truncated"], config["seq_len"])
    orders = [rng.permutation(len(sequences)).tolist() for _ in range(config["epoch"])]
    result = stable(lambda dtype: update(
        load(ActorCritic(config), parameters, dtype), training_tensors(rollout, targets, dtype), sequences, orders, config))
    assert min(entry["valid_steps"] for entry in result["mini_batches"]) >= 2
    return {"config": config, "parameters": parameters, "rollout": rollout} | targets | {
        "sequences": sequences, "orders": orders} | result


UPDATE_DEFAULTS = {
    "environments": 3, "steps": 10, "seq_len": 4, "epoch": 2, "seq_mini_batch_size": 4, "gamma": 0.99, "lam": 0.95,
    "epsilon_clip": 0.2, "value_loss_coef": 0.5, "entropy_coef": 0.01, "max_grad_norm": 0.5, "optimizer": "adamw",
    "learning_rate": 3e-4, "betas": [0.9, 0.999], "adam_epsilon": 1e-8, "weight_decay": 0.01, "stale": False,
}
LSTM = {"recurrent": "lstm", "layers": 1, "observation_size": 3, "hidden_size": 8, "hidden_layer_size": 10,
        "branches": [3], "continuous": 0}
GRU = {"recurrent": "gru", "layers": 1, "observation_size": 4, "hidden_size": 8, "hidden_layer_size": 7,
       "branches": [2, 3], "continuous": 0, "optimizer": "adam", "weight_decay": 0.0}
STALE = LSTM | {"weight_decay": 0.1, "stale": True}
LSTM2 = {"recurrent": "lstm", "layers": 2, "observation_size": 5, "hidden_size": 6, "hidden_layer_size": 9,
         "branches": [], "continuous": 2}


# ---------------------------------------------------------------------------------------------------------------------
# Images
# ---------------------------------------------------------------------------------------------------------------------

def image_encoder():
    """Mnih et al. 2015."""
    return nn.ModuleDict({"conv1": nn.Conv2d(3, 32, 8, 4), "conv2": nn.Conv2d(32, 64, 4, 2), "conv3": nn.Conv2d(64, 64, 3, 1)})


def streamed(seed, purpose, shape):
    """Numbers of [0, 1) that Java can draw again, so that they need not be written down."""
    random = RandomStream(seed, purpose)
    return np.array([random.next_double() for _ in range(np.prod(shape))]).reshape(shape)


def encode(encoder, images, dtype):
    """(S, L, C, height, width) bytes to (S, L, features), channel-major."""
    x = torch.tensor(images.astype(np.int64)).flatten(0, 1).to(dtype) / 255
    for convolution in encoder.values():
        x = convolution(x).relu()
    return x.flatten(1).unflatten(0, images.shape[:2])


def image_cases():
    seed, bound, encoder = 4, 0.08, image_encoder()
    parameters = {name: ((2 * streamed(seed, name, tuple(value.shape)) - 1) * bound).astype(np.float32)
                  for name, value in encoder.state_dict().items()}
    cases = []
    for shape in [(2, 2, 3, 36, 36), (1, 2, 3, 44, 52)]:
        images = (256 * streamed(seed, "images", shape)).astype(np.uint8)
        features = stable(lambda dtype: encode(load(encoder, parameters, dtype), images, dtype))
        cases.append({"shape": list(shape), "features": features})
    return {"seed": seed, "bound": bound, "cases": cases}


# ---------------------------------------------------------------------------------------------------------------------

def main(directory):
    torch.set_num_threads(1)
    directory.mkdir(parents=True, exist_ok=True)
    write(directory, "gae.json", gae_cases())
    write(directory, "splitter.json", splitter_cases())
    write(directory, "losses.json", loss_cases())
    write(directory, "update_lstm.json", update_case(5, LSTM, [(0, 2), (0, 6), (1, 9)], [(1, 4)]))
    write(directory, "update_gru.json", update_case(6, GRU, [(0, 0), (1, 3), (1, 5)], [(2, 9)]))
    write(directory, "update_lstm2_continuous.json", update_case(7, LSTM2, [(0, 7), (2, 3)], [(2, 1)]))
    write(directory, "update_lstm_stale.json", update_case(8, STALE, [(0, 4), (2, 8)], [(1, 2)]))
    write(directory, "images.json", image_cases())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_DIRECTORY)

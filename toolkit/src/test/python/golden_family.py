"""Golden values for the Java tests of all four algorithms: three updates in a row, and the distributions.

Usage: pip install torch==2.13.0 numpy==2.4.6, then: python golden_family.py [output-directory]

Written from the formulas, with PyTorch's own layers, distributions, gradients, clipping and optimisers. Two things are done
in the plainest way on purpose, unlike in Java: sequences go through the memory one by one, without padding, and running
statistics are those of all rows so far, kept and taken together, not merged.

Random network distillation: Burda et al. 2018, arXiv:1810.12894. The rest as in golden_recurrent_ppo.py, which has the rules
for rounding and writing.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.distributions import Categorical, Normal

from golden_recurrent_ppo import (
    DEFAULT_DIRECTORY, RandomStream, array, clipped_value_loss, draw_parameters, gae, normal, normalised, policy_statistics,
    rounded, split, stable, uniform, value_loss, write)

EPSILON = 1e-8
UPDATES = 3
DRIFT = 3e-6  # by which float32 and float64 may differ after so many steps in a row
CONSTANT = np.float32(0.7)


# ---------------------------------------------------------------------------------------------------------------------
# Policies
# ---------------------------------------------------------------------------------------------------------------------

def choice(logits, legal, chosen):
    """Log-probability and entropy of one branch, row by row; a choice that is not legal is not there at all."""
    if legal is None:
        distribution = Categorical(logits=logits)
        return distribution.log_prob(chosen), distribution.entropy()
    rows = [(Categorical(logits=row[allowed]), allowed[:index].sum())
            for row, allowed, index in zip(logits, legal, chosen, strict=True)]
    return (torch.stack([distribution.log_prob(index) for distribution, index in rows]),
            torch.stack([distribution.entropy() for distribution, _ in rows]))


def joint(parameters, log_std, branches, legal, actions):
    """Log-probability and entropy of all branches and dimensions together, row by row: (B, P), ..., (B, A) to (B) and (B)."""
    pairs, start = [], 0
    for branch, size in enumerate(branches):
        columns = slice(start, start + size)
        allowed = None if legal is None else legal[:, columns]
        pairs.append(choice(parameters[:, columns], allowed, actions[:, branch].long()))
        start += size
    if log_std is not None:
        distribution = Normal(parameters[:, start:], log_std.exp().expand_as(parameters[:, start:]))
        pairs.append((distribution.log_prob(actions[:, len(branches):]).sum(-1), distribution.entropy().sum(-1)))
    log_probs, entropies = zip(*pairs)
    return sum(log_probs), sum(entropies)


def draw_legal(rng, rows, branches):
    """Flags of all branches side by side; at least one of each branch is set, and some rows allow everything."""
    parts = []
    for size in branches:
        part = rng.random((rows, size)) < 0.6
        part[np.arange(rows), rng.integers(0, size, rows)] = True
        parts.append(part)
    legal = np.concatenate(parts, -1)
    legal[rng.random(rows) < 0.2] = True
    return legal


def draw_actions(rng, rows, branches, continuous, legal):
    columns, start = [], 0
    for size in branches:
        allowed = np.ones((rows, size), bool) if legal is None else legal[:, start:start + size]
        columns.append([rng.choice(np.flatnonzero(row)) for row in allowed])
        start += size
    choices = np.array(columns, np.float32).reshape(len(branches), rows).T
    return np.concatenate([choices, normal(rng, (rows, continuous))], -1)


def distribution_case(rng, branches, continuous, scale, masked):
    """Log-probabilities, entropies, and the gradient of (2 · log-probability + 3 · entropy), summed over the rows."""
    rows = 7
    legal = draw_legal(rng, rows, branches) if masked else None
    case = {
        "branches": branches, "parameters": normal(rng, (rows, sum(branches) + continuous), scale),
        "actions": draw_actions(rng, rows, branches, continuous, legal)}
    case |= {"log_std": uniform(rng, continuous)} if continuous else {}
    case |= {"legal": legal} if masked else {}

    def compute(dtype):
        leaves = {key: torch.tensor(case[key], dtype=dtype, requires_grad=True)
                  for key in ("parameters", "log_std") if key in case}
        log_probs, entropies = joint(
            leaves["parameters"], leaves.get("log_std"), branches, None if legal is None else torch.tensor(legal),
            torch.tensor(case["actions"], dtype=dtype))
        (2 * log_probs + 3 * entropies).sum().backward()
        return {"log_probs": log_probs, "entropies": entropies} | {
            f"{key}_gradient": leaf.grad for key, leaf in leaves.items()}

    return case | stable(compute)


def distribution_cases():
    rng = np.random.default_rng(11)
    return {"cases": [
        distribution_case(rng, [4], 0, 1.0, False), distribution_case(rng, [4], 0, 1.0, True),
        distribution_case(rng, [3, 2, 5], 0, 2.0, False), distribution_case(rng, [3, 2, 5], 0, 2.0, True),
        distribution_case(rng, [], 3, 1.0, False), distribution_case(rng, [3], 2, 1.0, False),
        distribution_case(rng, [2, 4], 1, 1.5, False), distribution_case(rng, [2, 4], 2, 1.5, True),
    ]}


# ---------------------------------------------------------------------------------------------------------------------
# The network
# ---------------------------------------------------------------------------------------------------------------------

class Network(nn.Module):
    """Memory or none, a shared layer, then policy and values; beside them predictor and target, if the agent is curious."""

    def __init__(self, config):
        super().__init__()
        self.kind, width, units = config["memory"], config["hidden"], config["memory_units"]
        seen = config["observation_size"]
        self.layers = config["memory_layers"]
        self.state_width = {"lstm": 2 * units, "gru": units, "none": 1}[self.kind]
        if self.kind != "none":
            self.recurrent_layer = {"lstm": nn.LSTM, "gru": nn.GRU}[self.kind](seen, units, self.layers, batch_first=True)
        self.lin_hidden = nn.Linear(seen if self.kind == "none" else units, width)
        self.lin_policy = nn.Linear(width, width)
        self.lin_value = nn.Linear(width, width)
        self.policy = nn.Linear(width, sum(config["branches"]) + config["continuous"])
        self.value = nn.Linear(width, 1)
        self.log_std = nn.Parameter(torch.zeros(config["continuous"])) if config["continuous"] else None
        self.curious = config["rnd_features"] > 0
        if self.curious:
            self.intrinsic_value = nn.Linear(width, 1)
            remembered = 0 if self.kind == "none" else self.layers * self.state_width
            self.rnd_predictor1 = nn.Linear(seen + remembered, width)
            self.rnd_predictor2 = nn.Linear(width, width)
            self.rnd_predictor3 = nn.Linear(width, config["rnd_features"])
            self.rnd_target1 = nn.Linear(seen + remembered, width).requires_grad_(False)
            self.rnd_target2 = nn.Linear(width, config["rnd_features"]).requires_grad_(False)

    def forward(self, observations, state):
        """One sequence: (L, D) and (layers, W) to policy parameters (L, P), values (L, V), next state (layers, W)."""
        features = observations
        if self.kind == "lstm":
            h, c = state.chunk(2, -1)
            features, (h, c) = self.recurrent_layer(observations, (h.contiguous(), c.contiguous()))
            state = torch.cat((h, c), -1)
        elif self.kind == "gru":
            features, state = self.recurrent_layer(observations, state)
        shared = self.lin_hidden(features).relu()
        critic = self.lin_value(shared).relu()
        values = [self.value(critic)] + ([self.intrinsic_value(critic)] if self.curious else [])
        return self.policy(self.lin_policy(shared).relu()), torch.cat(values, -1), state

    def distances(self, observations, states):
        """(B, D) and (B, layers · W), normalised, to target − predicted, (B, F); of a wide state each number counts less."""
        share = min(1, observations.shape[-1] / states.shape[-1]) ** 0.5
        known = observations if self.kind == "none" else torch.cat((observations, share * states), -1)
        predicted = self.rnd_predictor3(self.rnd_predictor2(self.rnd_predictor1(known).relu()).relu())
        return self.rnd_target2(self.rnd_target1(known).relu()) - predicted

    def trained(self):
        return {name: parameter for name, parameter in self.named_parameters() if parameter.requires_grad}


class Statistics:
    """Mean and unbiased variance of all rows so far, in float64; of fewer than two rows nothing is known: 0 and 1."""

    def __init__(self, features):
        self.rows = torch.zeros((0, features), dtype=torch.float64)

    def take_in(self, rows):
        self.rows = torch.cat((self.rows, rows.double()))

    def mean(self):
        return self.rows.mean(0) if len(self.rows) > 1 else torch.zeros_like(self.rows.sum(0))

    def variance(self):
        return self.rows.var(0, unbiased=True) if len(self.rows) > 1 else torch.ones_like(self.rows.sum(0))

    def normalise(self, rows, limits):
        return ((rows.double() - self.mean()) / (self.variance() + EPSILON).sqrt()).clamp(*limits).to(rows.dtype)

    def summary(self):
        return {"count": len(self.rows), "mean": self.mean(), "variance": self.variance()}


# ---------------------------------------------------------------------------------------------------------------------
# Rollouts
# ---------------------------------------------------------------------------------------------------------------------

def collect(rng, config, network, steps, carried, stale):
    """A rollout of the network as it is; observations and memory go on from what was carried over."""
    n, d = config["environments"], config["observation_size"]
    shape, branches = (n, steps), config["branches"]
    legal = draw_legal(rng, n * steps, branches).reshape(n, steps, -1) if config["masked"] else None
    seen, finals = normal(rng, (n, steps + 1, d)), normal(rng, (n, steps, d))
    seen[:, 0] = carried["observations"]
    if config["constant_feature"]:
        seen[..., 0] = finals[..., 0] = CONSTANT
    terminated, truncated = rng.random(shape) < 0.15, rng.random(shape) < 0.15
    done = terminated | truncated
    allowed = None if legal is None else legal.reshape(n * steps, -1)
    actions = draw_actions(rng, n * steps, branches, config["continuous"], allowed)
    rollout = {
        "observations": seen[:, :-1], "actions": actions.reshape(n, steps, -1), "rewards": normal(rng, shape),
        "terminated": terminated, "truncated": truncated,
        "final_observations": np.where(done[..., None], finals, np.float32(0)), "next_observations": seen[:, -1]}
    rollout |= {"legal": legal} if legal is not None else {}
    with torch.no_grad():
        acted = act(network, rollout, config, torch.tensor(carried["state"], dtype=torch.float64))
    rollout |= {key: array(value) for key, value in acted.items()}
    if stale:
        for key, most in (("log_probs", 0.4), ("values", 0.5), ("intrinsic_values", 0.5)):
            if key in rollout:
                rollout[key] = rollout[key] + uniform(rng, shape, most)
    carried["observations"], carried["state"] = rollout["next_observations"], rollout["next_hidden"]
    return rollout


def act(network, rollout, config, states):
    """Hidden states fed in, log-probabilities and values of every step, (N, T, ...), and what follows the last one."""
    n, steps = rollout["rewards"].shape
    exact = {key: torch.tensor(value, dtype=torch.float64) for key, value in rollout.items()}
    columns, states = [], list(states)
    for t in range(steps):
        for e in range(n):
            parameters, values, after = network(exact["observations"][e, t, None], states[e])
            legal = torch.tensor(rollout["legal"][e, t, None]) if "legal" in rollout else None
            log_prob, _ = joint(parameters, network.log_std, config["branches"], legal, exact["actions"][e, t, None])
            final = network(exact["final_observations"][e, t, None], after)[1][0]
            columns.append((states[e], log_prob[0], values[0], final))
            ended = rollout["terminated"][e, t] or rollout["truncated"][e, t]
            states[e] = torch.zeros_like(after) if ended else rounded(after)
    hidden, log_probs, values, finals = (
        torch.stack(x).unflatten(0, (steps, n)).transpose(0, 1) for x in zip(*columns, strict=True))
    last = torch.stack([network(exact["next_observations"][e, None], states[e])[1][0] for e in range(n)])
    cut = torch.tensor(rollout["truncated"] & ~rollout["terminated"])
    acted = {
        "hidden": hidden, "next_hidden": torch.stack(states), "log_probs": log_probs, "values": values[..., 0],
        "final_values": finals[..., 0].where(cut, 0), "bootstrap_values": last[..., 0]}
    if values.shape[-1] > 1:
        acted |= {"intrinsic_values": values[..., 1], "intrinsic_bootstrap_values": last[..., 1]}
    return acted


def outcomes(rollout, dtype):
    """What every step led to, (T · N, ...), step by step: the true last observation, and the memory of the next step."""
    done = (rollout["terminated"] | rollout["truncated"])[..., None]
    following = np.concatenate((rollout["observations"][:, 1:], rollout["next_observations"][:, None]), 1)
    seen = np.where(done, rollout["final_observations"], following)
    states = np.concatenate((rollout["hidden"][:, 1:], rollout["next_hidden"][:, None]), 1)
    return [torch.tensor(x, dtype=dtype).transpose(0, 1).flatten(0, 1).flatten(1) for x in (seen, states)]


# ---------------------------------------------------------------------------------------------------------------------
# Curiosity
# ---------------------------------------------------------------------------------------------------------------------

class Curiosity:
    """Intrinsic rewards and what the predictor learns from; carried from update to update."""

    def __init__(self, config, network):
        self.agent, self.network = config["agent"], network
        self.observations = Statistics(config["observation_size"])
        self.states = Statistics(network.layers * network.state_width)
        self.returns = Statistics(1)
        self.filtered = torch.zeros(config["environments"], dtype=torch.float64)
        self.random = RandomStream(config["seed"], "curiosity")

    def observe(self, seen, states):
        if self.agent["init_norm_steps"] is not None:
            self.observations.take_in(seen)
            self.states.take_in(states)

    def normalise(self, seen, states):
        if self.agent["init_norm_steps"] is None:
            return seen, states
        limits = self.agent["obs_norm_clip_range"], self.agent.get("hidden_state_norm_clip_range", [-5, 5])
        return self.observations.normalise(seen, limits[0]), self.states.normalise(states, limits[1])

    @torch.no_grad()
    def reward(self, rollout, dtype):
        """Rewards (N, T), and their inputs; the statistics take this rollout in afterwards."""
        n, steps = rollout["rewards"].shape
        seen, states = outcomes(rollout, dtype)
        before = self.normalise(seen, states)
        raw = 0.5 * self.network.distances(*before).square().sum(-1).unflatten(0, (steps, n)).double()
        for rewards in raw:
            self.filtered = rewards + self.agent["int_gamma"] * self.filtered
            self.returns.take_in(self.filtered[:, None])
        rewards = (raw / (self.returns.variance() + EPSILON).sqrt()).T.to(dtype)
        self.observe(seen, states)
        self.inputs = self.normalise(seen, states)
        log = {"raw_reward": raw.mean(), "intrinsic_rewards": rewards, "reward_observations": before[0],
               "predictor_observations": self.inputs[0]}
        if self.network.kind != "none":
            log |= {"reward_states": before[1], "predictor_states": self.inputs[1]}
        return rewards, log

    def predictor_loss(self, steps):
        """Of the steps that are picked: the mean over rows of the mean over features; and which they are."""
        kept = [self.random.next_double() < self.agent["rnd_pred_exp_proportion"] for _ in steps]
        errors = self.network.distances(*(x[steps] for x in self.inputs)).square().mean(-1)
        weights = torch.tensor(kept, dtype=errors.dtype)
        return (errors * weights).sum() / max(1, sum(kept)), [step for step, keep in zip(steps, kept) if keep]

    def summary(self):
        normalises = self.agent["init_norm_steps"] is not None
        kinds = {"observation": self.observations} if normalises else {}
        kinds |= {"hidden_state": self.states} if normalises and self.network.kind != "none" else {}
        kinds |= {"intrinsic_return": self.returns}
        return {name: kind.summary() for name, kind in kinds.items()} | {"intrinsic_returns": self.filtered}


# ---------------------------------------------------------------------------------------------------------------------
# Updates
# ---------------------------------------------------------------------------------------------------------------------

def evaluate(network, config, rollout, sequences, dtype):
    """Every sequence through the network by itself; log-probabilities, entropies and values of all steps in a row."""
    rows = []
    for n, start, length in sequences:
        steps = slice(start, start + length)
        parameters, values, _ = network(
            torch.tensor(rollout["observations"][n, steps], dtype=dtype),
            torch.tensor(rollout["hidden"][n, start], dtype=dtype))
        legal = torch.tensor(rollout["legal"][n, steps]) if "legal" in rollout else None
        actions = torch.tensor(rollout["actions"][n, steps], dtype=dtype)
        rows.append((*joint(parameters, network.log_std, config["branches"], legal, actions), values))
    return [torch.cat(column) for column in zip(*rows)]


def pick(field, sequences):
    return torch.cat([field[n, start:start + length] for n, start, length in sequences])


def mini_batch(network, curiosity, config, rollout, targets, sequences, dtype):
    agent = config["agent"]
    log_probs, entropies, values = evaluate(network, config, rollout, sequences, dtype)
    old = {key: pick(torch.tensor(rollout[key], dtype=dtype), sequences)
           for key in ("log_probs", "values", "intrinsic_values") if key in rollout}
    advantages, epsilon = pick(targets["advantages"], sequences), agent["epsilon_clip"]
    if agent["advantage_normalization"]:
        advantages = normalised(advantages)
    numbers = policy_statistics(log_probs, old["log_probs"], advantages, epsilon)
    numbers |= {"ratio": ((log_probs - old["log_probs"]).exp() - 1).abs().max(), "entropy": entropies.mean()}

    def critic_loss(column, values_key, returns_key):
        returns = pick(targets[returns_key], sequences)
        if agent["value_loss_clip"]:
            return clipped_value_loss(values[:, column], old[values_key], returns, epsilon)
        return value_loss(values[:, column], returns)

    numbers |= {"value_loss": critic_loss(0, "values", "returns")}
    critic, extra, picked = numbers["value_loss"], 0, {}
    if curiosity:
        numbers |= {"intrinsic_value_loss": critic_loss(1, "intrinsic_values", "intrinsic_returns")}
        critic = critic + numbers["intrinsic_value_loss"]
        steps = [t * config["environments"] + n for n, start, length in sequences for t in range(start, start + length)]
        extra, kept = curiosity.predictor_loss(steps)
        numbers, picked = numbers | {"predictor_loss": extra}, {"picked": kept}
    actor = -numbers["policy_objective"] - agent["entropy_coef"] * numbers["entropy"]
    return numbers | {"loss": actor + agent["value_loss_coef"] * critic + extra} | picked


def targets_of(rollout, config, intrinsic_rewards, dtype):
    """Advantages and value targets of each stream, and the weighted sum of the advantages."""
    agent = config["agent"]
    real = {key: torch.tensor(rollout[key], dtype=dtype) for key in rollout if "values" in key or key == "rewards"}
    gamma = agent["gamma"] if intrinsic_rewards is None else agent["ext_gamma"]
    advantages, returns = gae(real["rewards"], real["values"], real["bootstrap_values"], real["final_values"],
                              rollout["terminated"], rollout["truncated"], gamma, agent["lam"])
    if intrinsic_rewards is None:
        return {"advantages": advantages, "returns": returns}
    never = np.zeros_like(rollout["terminated"])
    curious, curious_returns = gae(intrinsic_rewards, real["intrinsic_values"], real["intrinsic_bootstrap_values"], None,
                                   never, never, agent["int_gamma"], agent["lam"])
    return {
        "extrinsic_advantages": advantages, "intrinsic_advantages": curious,
        "advantages": agent["ext_adv_coef"] * advantages + agent["int_adv_coef"] * curious,
        "returns": returns, "intrinsic_returns": curious_returns}


def optimiser_of(network, agent):
    given = agent["optimizer"]
    kind = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[given["kind"]]
    return kind(network.trained().values(), lr=agent["learning_rate"], betas=(given["beta1"], given["beta2"]),
                eps=given["epsilon"], weight_decay=given["weight_decay"])


def updates(config, parameters, preparation, supply, orders, dtype):
    """All updates with one network, one optimiser and one curiosity. Rollouts come from supply(update, network)."""
    agent, network = config["agent"], Network(config)
    network.load_state_dict({name: torch.tensor(value) for name, value in parameters.items()})
    network.to(dtype)
    optimiser = optimiser_of(network, agent)
    curiosity = Curiosity(config, network) if config["rnd_features"] else None
    if preparation is not None:
        curiosity.observe(*outcomes(preparation, dtype))
    log = []
    for update in range(UPDATES):
        rollout = supply(update, network)
        rewards, entry = curiosity.reward(rollout, dtype) if curiosity else (None, {})
        targets = targets_of(rollout, config, rewards, dtype)
        sequences = split(rollout["terminated"] | rollout["truncated"], agent.get("seq_len", 1))
        size = agent.get("seq_mini_batch_size") or agent["mini_batch_size"]
        entry |= targets | {"sequences": len(sequences), "mini_batches": []}
        for _ in range(agent["epoch"]):
            order = orders(update, len(sequences))
            for ids in (order[i:i + size] for i in range(0, len(order), size)):
                numbers = mini_batch(network, curiosity, config, rollout, targets, [sequences[i] for i in ids], dtype)
                optimiser.zero_grad()
                numbers["loss"].backward()
                norm = nn.utils.clip_grad_norm_(network.trained().values(), agent["max_grad_norm"] or float("inf"))
                optimiser.step()
                entry["mini_batches"].append({"sequences": ids} | numbers | {"gradient_norm": norm})
        log.append(entry | ({"statistics": curiosity.summary()} if curiosity else {}))
    trained = network.trained()
    return {
        "updates": log, "final_parameters": {name: value.detach().clone() for name, value in trained.items()},
        "exp_avg": {name: optimiser.state[value]["exp_avg"] for name, value in trained.items()},
        "exp_avg_sq": {name: optimiser.state[value]["exp_avg_sq"] for name, value in trained.items()}}


def family_case(seed, given):
    config = DEFAULTS | given
    config["agent"] = AGENT_DEFAULTS | given["agent"]
    agent, rng = config["agent"], np.random.default_rng(seed)
    network = Network(config)
    parameters = draw_parameters(rng, network)
    exact = Network(config)
    exact.load_state_dict({name: torch.tensor(value) for name, value in parameters.items()})
    exact.double()
    n = config["environments"]
    carried = {"observations": normal(rng, (n, config["observation_size"])),
               "state": np.zeros((n, network.layers, network.state_width), np.float32)}
    preparing = agent.get("init_norm_steps")
    preparation = collect(rng, config, exact, preparing, carried, False) if preparing else None
    rollouts, shuffled = [], []

    def act_and_keep(update, now):
        rollouts.append(collect(rng, config, now, agent["n_steps"], carried, update > 0))
        return rollouts[-1]

    def shuffle_and_keep(update, count):
        shuffled.append((update, rng.permutation(count).tolist()))
        return shuffled[-1][1]

    updates(config, parameters, preparation, act_and_keep, shuffle_and_keep, torch.float64)
    for flag in ("terminated", "truncated"):
        assert any(rollout[flag].any() for rollout in rollouts), flag

    def again(dtype):
        remaining = [list(order) for _, order in shuffled]
        return updates(config, parameters, preparation, lambda update, _: rollouts[update],
                       lambda *_: remaining.pop(0), dtype)

    result = stable(again, DRIFT)
    for entry, rollout in zip(result["updates"], rollouts, strict=True):
        entry["rollout"] = rollout
    fixed = {name: value for name, value in parameters.items() if name.startswith("rnd_target")}
    trained = {name: value for name, value in parameters.items() if name not in fixed}
    given = {"config": config, "parameters": trained, "target": fixed, "preparation": preparation}
    return {key: value for key, value in given.items() if value} | result


ADAM = {"kind": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-5, "weight_decay": 0.0}
DEFAULTS = {
    "seed": 9, "memory": "none", "memory_units": 1, "memory_layers": 1, "hidden": 6, "rnd_features": 0, "branches": [],
    "continuous": 0, "masked": False, "constant_feature": False}
AGENT_DEFAULTS = {
    "epoch": 2, "lam": 0.95, "epsilon_clip": 0.2, "value_loss_coef": 0.5, "entropy_coef": 0.01, "learning_rate": 1e-3,
    "max_grad_norm": 0.5, "value_loss_clip": False, "advantage_normalization": True, "optimizer": ADAM}
PPO = {
    "environments": 3, "observation_size": 4, "branches": [3], "continuous": 1, "masked": True,
    "agent": {
        "algorithm": "ppo", "n_steps": 8, "mini_batch_size": 10, "gamma": 0.98, "value_loss_clip": True}}
RECURRENT_PPO = {
    "environments": 1, "observation_size": 3, "memory": "lstm", "memory_units": 5, "branches": [2, 3], "masked": True,
    "agent": {
        "algorithm": "recurrent_ppo", "n_steps": 12, "seq_len": 4, "seq_mini_batch_size": 2, "gamma": 0.97, "lam": 0.9,
        "advantage_normalization": False, "max_grad_norm": None,
        "optimizer": ADAM | {"kind": "adamw", "weight_decay": 0.01}}}
PPO_RND = {
    "environments": 2, "observation_size": 4, "continuous": 2, "rnd_features": 5, "constant_feature": True,
    "agent": {
        "algorithm": "ppo_rnd", "n_steps": 8, "mini_batch_size": 7, "ext_gamma": 0.99, "int_gamma": 0.9,
        "ext_adv_coef": 2.0, "int_adv_coef": 0.5, "rnd_pred_exp_proportion": 1.0, "init_norm_steps": 5,
        "obs_norm_clip_range": [-1.5, 1.2], "value_loss_clip": True, "advantage_normalization": False}}
PPO_RND_ONE = {
    "environments": 1, "observation_size": 2, "branches": [3], "rnd_features": 3,
    "agent": {
        "algorithm": "ppo_rnd", "n_steps": 7, "mini_batch_size": 3, "ext_gamma": 0.999, "int_gamma": 0.99,
        "ext_adv_coef": 1.0, "int_adv_coef": 1.5, "rnd_pred_exp_proportion": 0.25, "init_norm_steps": 1,
        "obs_norm_clip_range": [-5.0, 5.0]}}
RECURRENT_LSTM = {
    "environments": 3, "observation_size": 3, "memory": "lstm", "memory_units": 4, "branches": [3], "rnd_features": 4,
    "masked": True, "constant_feature": True,
    "agent": {
        "algorithm": "recurrent_ppo_rnd", "n_steps": 8, "seq_len": 3, "seq_mini_batch_size": 5, "ext_gamma": 0.999,
        "int_gamma": 0.95, "ext_adv_coef": 0.7, "int_adv_coef": 1.3, "rnd_pred_exp_proportion": 0.5,
        "init_norm_steps": 4, "obs_norm_clip_range": [-5.0, 5.0], "hidden_state_norm_clip_range": [-1.0, 1.5]}}
RECURRENT_GRU = {
    "environments": 1, "observation_size": 5, "memory": "gru", "memory_units": 2, "memory_layers": 2, "branches": [2],
    "continuous": 1, "rnd_features": 4,
    "agent": {
        "algorithm": "recurrent_ppo_rnd", "n_steps": 12, "seq_len": 4, "seq_mini_batch_size": 2, "ext_gamma": 0.99,
        "int_gamma": 0.99, "ext_adv_coef": 1.5, "int_adv_coef": 0.3, "rnd_pred_exp_proportion": 0.25,
        "init_norm_steps": None, "value_loss_clip": True}}


def main(directory):
    torch.set_num_threads(1)
    directory.mkdir(parents=True, exist_ok=True)
    write(directory, "distributions.json", distribution_cases())
    write(directory, "family_ppo.json", family_case(21, PPO))
    write(directory, "family_recurrent_ppo.json", family_case(22, RECURRENT_PPO))
    write(directory, "family_ppo_rnd.json", family_case(23, PPO_RND))
    write(directory, "family_ppo_rnd_one.json", family_case(24, PPO_RND_ONE))
    write(directory, "family_recurrent_ppo_rnd_lstm.json", family_case(25, RECURRENT_LSTM))
    write(directory, "family_recurrent_ppo_rnd_gru.json", family_case(26, RECURRENT_GRU))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_DIRECTORY)

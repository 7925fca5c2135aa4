"""Tests of what the peers are made of: .venv/bin/python -m unittest discover benchmarks/peers"""

import argparse
import dataclasses
import pathlib
import tempfile
import unittest

import gymnasium
import jax
import jax.numpy as jnp
import numpy as np
import torch

import cartpole
import jax_peer
import run
import sequences
import summary
from jax_cartpole import EnvState, JaxCartPole
from jax_network import Network as JaxNetwork
from numpy_cartpole import NumpyCartPole
from peer import TASK_FILE, Task
from sb3_peer import Sb3Learner
from summary import Row
from torch_peer import Network as TorchNetwork
from torch_peer import TorchLearner

TASK = Task.read(TASK_FILE)


class CartPoleTest(unittest.TestCase):
    def follow(self, xp, dtype, places):
        """Two hundred steps beside Gymnasium's, from the same state in each episode."""
        original = gymnasium.make(TASK.environment)
        random = np.random.default_rng(7)
        original.reset(seed=7)
        state = cartpole.State(*original.unwrapped.state)
        for _ in range(200):
            action = int(random.integers(2))
            observation, _, terminated, _, _ = original.step(action)
            state = cartpole.step(xp, cartpole.State(*map(dtype, state)), action)
            np.testing.assert_allclose(observation, np.array(state), rtol=0, atol=places)
            self.assertEqual(terminated, bool(cartpole.has_fallen(xp, state)))
            if terminated:
                original.reset()
                state = cartpole.State(*original.unwrapped.state)

    def test_in_numpy_it_moves_as_gymnasium_s_does(self):
        self.follow(np, np.float64, 1e-7)

    def test_in_jax_it_moves_as_gymnasium_s_does(self):
        self.follow(jnp, jnp.float32, 1e-5)

    def test_numpy_given_an_episode_s_end_then_the_next_one_begins_at_once(self):
        env = NumpyCartPole(TASK, seed=1)
        left = np.zeros(TASK.environments, int)
        lengths = np.zeros(TASK.environments, int)
        for _ in range(20):
            step = env.step(left)
            lengths += 1
            self.assertEqual(sorted(lengths[step.terminated]), sorted(step.returns))
            lengths[step.terminated] = 0
            positions = step.observations[step.terminated][:, 0]
            self.assertTrue((np.abs(positions) <= cartpole.START_RANGE).all())
            self.assertFalse(step.observations[:, list(TASK.masked)].any())

    def test_jax_given_the_time_limit_then_the_episode_ends(self):
        env = JaxCartPole(TASK)
        state = env.reset(jax.random.key(0))
        limit = cartpole.time_limit(TASK.environment)
        state = EnvState(state.carts, jnp.full_like(state.lengths, limit - 1))
        actions = jnp.zeros(TASK.environments, int)
        after, step = env.step(jax.random.key(1), state, actions)
        self.assertTrue(step.ended.all())
        self.assertEqual({limit}, set(np.array(step.returns).tolist()))
        self.assertFalse(after.lengths.any())


class AdvantagesTest(unittest.TestCase):
    """A critic that says 0 to everything, and one reward at the end of an episode."""

    gamma = 0.9
    gae_lambda = 0.5
    rewards = np.array([0, 0, 1, 0, 1], np.float32)[:, None]
    ended = np.array([False, False, True, False, False])[:, None]
    values = np.zeros((5, 1), np.float32)
    # The reward of step 2, and what comes after step 4: a reward of 1 and a value of 2.
    expected = np.array([0.45**2, 0.45, 1, 0.45 * 2.8, 2.8])[:, None]

    def test_numpy(self):
        result = sequences.advantages(
            self.rewards,
            self.values,
            self.ended,
            np.array([2], np.float32),
            self.gamma,
            self.gae_lambda,
        )
        np.testing.assert_allclose(result, self.expected, rtol=1e-6)

    def test_jax(self):
        rollout = jax_peer.Transition(*(jnp.zeros((5, 1)),) * 8)._replace(
            rewards=jnp.array(self.rewards), ended=jnp.array(self.ended)
        )
        result = jax_peer.advantages(rollout, jnp.array([2.0]), self.gamma, self.gae_lambda)
        np.testing.assert_allclose(result, self.expected, rtol=1e-6)


class SequencesTest(unittest.TestCase):
    def test_given_ends_of_episodes_then_sequences_are_cut_there_and_every_few_steps(self):
        ended = np.zeros((5, 2), bool)
        ended[2, 0] = True
        steps, valid = sequences.split(ended, 2)
        cut = [list(row[kept]) for row, kept in zip(steps, valid, strict=True)]
        self.assertEqual([[0, 1], [2], [3, 4], [5, 6], [7, 8], [9]], cut)

    def test_given_a_rollout_then_torch_learns_from_the_memory_that_it_acted_with(self):
        torch.manual_seed(1)
        learner = TorchLearner(TASK, seed=1)
        with torch.no_grad():
            lesson = learner._lesson(learner._collect())
            network = learner._network
            logits, values = network(
                lesson.observations, (lesson.hidden, lesson.cell), lesson.valid
            )
        chosen = torch.log_softmax(logits, -1).gather(-1, lesson.actions[lesson.valid][:, None])
        torch.testing.assert_close(
            chosen[:, 0], lesson.log_probabilities[lesson.valid], rtol=0, atol=1e-5
        )
        critic = (lesson.returns - lesson.advantages)[lesson.valid]
        torch.testing.assert_close(values, critic, rtol=0, atol=1e-4)


class JaxNetworkTest(unittest.TestCase):
    def test_given_the_same_parameters_then_its_memory_is_that_of_pytorch(self):
        for memory, units in (("lstm", torch.nn.LSTM), ("gru", torch.nn.GRU)):
            with self.subTest(memory):
                network = JaxNetwork(TASK, memory)
                parameters = network.parameters(jax.random.key(3))
                peer = units(cartpole.OBSERVATIONS, TASK.memory_units)
                for ours, theirs in (("inputs", "ih"), ("recurrent", "hh")):
                    weight = np.array(parameters[ours]["weight"]).T
                    getattr(peer, f"weight_{theirs}_l0").data = torch.from_numpy(weight.copy())
                    getattr(peer, f"bias_{theirs}_l0").data.zero_()
                seen = np.random.default_rng(3).normal(size=(6, 2, 4)).astype(np.float32)
                expected = peer(torch.from_numpy(seen))[0].detach().numpy()
                state = network.empty_memory(2)
                for time, observations in enumerate(seen):
                    begins = jnp.zeros(2, bool)
                    state = network.remember(parameters, state, observations, begins)
                    np.testing.assert_allclose(state[0], expected[time], rtol=0, atol=1e-5)

    def test_it_has_as_many_parameters_as_that_of_pytorch(self):
        ours = JaxNetwork(TASK, "lstm").parameters(jax.random.key(0))
        theirs = TorchNetwork(TASK).parameters()
        self.assertEqual(
            sum(each.numel() for each in theirs), sum(each.size for each in jax.tree.leaves(ours))
        )


class OptionsTest(unittest.TestCase):
    def test_given_a_label_and_a_command_then_it_is_one_more_to_measure(self):
        options = run.parse(["--also", "Engram before=java -cp 'a b' PeerTask"])
        self.assertEqual([("Engram before", ["java", "-cp", "a b", "PeerTask"])], options.also)

    def test_given_the_name_of_a_peer_or_no_command_then_it_is_refused(self):
        for given in ("engram=java", "before=", "java"):
            with self.subTest(given), self.assertRaises(argparse.ArgumentTypeError):
                run.also(given)

    def test_given_a_memory_that_a_peer_does_not_have_then_it_says_so(self):
        task = dataclasses.replace(TASK, memory="gru")
        with self.assertRaisesRegex(ValueError, "gru"):
            TorchNetwork(task)
        with self.assertRaisesRegex(ValueError, "gru"):
            Sb3Learner(task, seed=1, shared_lstm=False)


class SummaryTest(unittest.TestCase):
    rows = [
        Row(turn, name, 2, 20, speed, mean)
        for turn, name, speed, mean in (
            (1, "engram", 300.0, 21.5),
            (1, "sb3", 100.0, None),
            (2, "engram", 200.0, 22.0),
            (2, "sb3", 50.0, 20.0),
            (3, "engram", 100.0, 23.0),
            (3, "sb3", 80.0, 20.0),
        )
    ]

    def test_rows_are_read_as_they_were_written(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "rows.csv")
            for row in self.rows:
                summary.write_row(file, row)
            self.assertEqual(self.rows, summary.read_rows(file))

    def test_ratios_are_taken_turn_by_turn(self):
        first, second = summary.summarize(self.rows)
        self.assertEqual(("engram", "sb3"), (first.name, second.name))
        self.assertEqual(summary.Spread(200, 100, 300), first.speed)
        self.assertEqual(summary.Spread(3, 1.25, 4), second.ratio)
        self.assertIn(
            "| sb3-contrib RecurrentPPO | 2 | 3 | 80 | 50 to 100 | × 3.00 (1.25 to 4.00) |",
            summary.markdown([first, second]),
        )


if __name__ == "__main__":
    unittest.main()

"""Records episodes of Memory Gym for the tests.

    pip install gymnasium==1.4.0 numpy==2.4.6 pygame==2.6.1
    pip install git+https://github.com/MarcoMeter/drl-memory-gym@a94f2b6
    SDL_VIDEODRIVER=dummy python record_memorygym.py

Each episode is played in a new environment, by random actions, by a player who knows what is hidden,
or by that player with some random actions. Bytes of a picture are those of the three planes. The
inner state of the endless tasks is their ground truth in float64. The file MemoryGym-pictures has the
checksums of the pictures for viewers, as rows of RGB, one after the reset and one after each step.
"""

import math
import sys

import gymnasium
import memory_gym  # noqa: F401
import numpy

from recorder import checksum, play, seeds, write

SIDE = 84
EPISODES = 60
STEPS = 200
LONG = 320

MORTAR_REWARDS = {"reward_command_failure": -0.5, "reward_command_success": 0.3}
OPTIONS = {
    "MortarMayhem-v0": [
        {"arena_size": 3, "allowed_commands": 4, "command_count": [2, 3, 5], "command_show_duration": [1, 2],
         "command_show_delay": [0, 2], "explosion_duration": [3, 6], "explosion_delay": [10, 18]},
        {"arena_size": 6, "agent_scale": 0.5, "agent_speed": 4.5, "visual_feedback": False, "command_count": [2],
         "reward_episode_success": 1.0, **MORTAR_REWARDS},
        {"arena_size": 2, "agent_scale": 0.65, "explosion_duration": [1], "command_count": [4]},
    ],
    "MortarMayhem-Grid-v0": [
        {"arena_size": 4, "allowed_commands": 9, "command_count": [3, 4], "command_show_duration": [2],
         "command_show_delay": [0], "explosion_duration": [1, 3], "explosion_delay": [7]},
        {"arena_size": 2, "allowed_commands": 4, "visual_feedback": False, "agent_scale": 0.3,
         "reward_episode_success": 1.0, **MORTAR_REWARDS},
    ],
    "MortarMayhemB-v0": [
        {"command_count": [1, 20], "allowed_commands": 6, "agent_scale": 0.35, "explosion_delay": [12, 18]},
        {"arena_size": 3, "visual_feedback": False, "agent_speed": 2.5, "command_count": [3],
         "explosion_duration": [2], "reward_episode_success": 1.0, **MORTAR_REWARDS},
    ],
    "MortarMayhemB-Grid-v0": [
        {"command_count": [1, 20], "allowed_commands": 9, "arena_size": 6, "explosion_delay": [7]},
        {"arena_size": 3, "visual_feedback": False, "command_count": [3], "explosion_duration": [4],
         "reward_episode_success": 1.0, **MORTAR_REWARDS},
    ],
    "Endless-MortarMayhem-v0": [
        {"max_steps": 70, "initial_command_count": 3, "allowed_commands": 4, "command_show_duration": [1, 4],
         "command_show_delay": [0, 2], "explosion_duration": [2, 4], "explosion_delay": [12, 16]},
        {"agent_scale": 0.4, "agent_speed": 3.5, "visual_feedback": False, "reward_new_command_success": 0.5,
         **MORTAR_REWARDS},
        {"agent_scale": 0.2, "agent_speed": 5.2, "max_steps": 150},
    ],
    "MysteryPath-v0": [
        {"max_steps": 60, "show_origin": True, "show_goal": True, "cardinal_origin_choice": [0, 3],
         "reward_step": -0.01, "reward_fall_off": -0.1, "reward_goal": 2.0, "reward_path_progress": 0.05},
        {"visual_feedback": False, "agent_scale": 0.4, "agent_speed": 5.0, "show_goal": True},
        {"agent_scale": 0.55, "cardinal_origin_choice": [1, 2], "max_steps": 80},
    ],
    "MysteryPath-Grid-v0": [
        {"max_steps": 60, "show_origin": True, "show_goal": True, "cardinal_origin_choice": [2],
         "reward_step": -0.01, "reward_fall_off": -0.1, "reward_goal": 2.0, "reward_path_progress": 0.05},
        {"visual_feedback": False, "show_goal": True, "agent_scale": 0.5},
    ],
    "Endless-MysteryPath-v0": [
        {"show_background": True, "show_stamina": True, "stamina_level": 12, "reward_path_progress_dense": 0.02},
        {"show_past_path": False, "visual_feedback": False, "camera_offset_scale": 2.3, "show_stamina": True},
        {"camera_offset_scale": 0.0, "agent_scale": 0.35, "agent_speed": 5.5, "show_background": True},
        {"max_steps": 40, "show_origin": True, "camera_offset_scale": 5.45, "reward_step": -0.01,
         "reward_fall_off": -0.1, "reward_path_progress": 0.2},
    ],
    "SearingSpotlights-v0": [
        {"num_coins": [2, 3], "coins_visible": True, "agent_visible": True, "exit_visible": True,
         "coin_scale": 0.6, "exit_scale": 0.75},
        {"exit_visible": True, "agent_visible": True, "light_threshold": 120, "agent_health": 20},
        {"coins_visible": True, "agent_visible": True, "coin_scale": 0.9, "agent_scale": 0.15},
        {"black_background": True, "light_dim_off_duration": 0, "spot_min_radius": 5, "spot_max_radius": 21,
         "initial_spawns": 8, "agent_health": 30},
        {"black_background": True, "light_dim_off_duration": 20, "light_threshold": 150, "agent_health": 30},
        {"hide_chessboard": True, "show_last_action": False, "visual_feedback": False,
         "sample_agent_position": False, "agent_scale": 0.4, "agent_speed": 4.2},
        {"show_last_positive_reward": False, "agent_health": 2, "spot_damage": 1.5, "reward_death": -1.0,
         "reward_inside_spotlight": -0.01, "reward_outside_spotlight": 0.001, "exit_scale": 0.3},
        {"max_steps": 120, "num_spawns": 40, "initial_spawn_interval": 0, "spawn_interval_threshold": 2.5,
         "spot_min_speed": 0.02, "spot_max_speed": 0.09, "agent_health": 100, "num_coins": [1, 4],
         "reward_coin": 0.1, "reward_exit": 3.0},
        {"num_coins": [0], "exit_visible": True, "show_last_action": False, "show_last_positive_reward": False,
         "light_dim_off_duration": 300},
    ],
    "Endless-SearingSpotlights-v0": [
        {"coins_visible": True, "agent_visible": True, "agent_health": 40, "coin_scale": 0.5},
        {"coin_enabled": False, "max_steps": 60, "agent_visible": True},
        {"coin_enabled": False, "coins_visible": True, "max_steps": 40},
        {"coin_show_duration": 0, "steps_per_coin": 40, "spawn_interval": 5, "spot_min_speed": 0.02,
         "spot_max_speed": 0.09, "initial_spawns": 6, "agent_health": 100, "reward_coin": 0.1},
        {"hide_chessboard": True, "light_threshold": 100, "coin_show_duration": 2, "agent_speed": 5.0},
        {"black_background": True, "visual_feedback": False, "show_last_positive_reward": False,
         "reward_inside_spotlight": -0.01, "reward_outside_spotlight": 0.001, "reward_death": -1.0,
         "agent_health": 3, "spot_damage": 2.0, "sample_agent_position": False},
    ],
}
EPISODES_WITH_OPTIONS = 6
PICTURES = 60


class Original:
    """One environment of Memory Gym whose options are given once."""

    def __init__(self, name, options, mode=None):
        self.env = gymnasium.make(name, render_mode=mode, disable_env_checker=True)
        self.inner = self.env.unwrapped
        self.options = options
        self.truth = None

    def reset(self, seed):
        observation, info = self.inner.reset(seed=seed, options=self.options)
        self.truth = info.get("ground_truth")
        return observation, info

    def step(self, action):
        result = self.inner.step(action)
        self.truth = result[4].get("ground_truth")
        return result

    def state(self):
        return numpy.asarray(self.truth, dtype="<f8").tobytes()


def planes(array):
    return numpy.ascontiguousarray(array.transpose(2, 1, 0)).tobytes()


def observe(observation):
    if isinstance(observation, dict):
        return {
            "bytes": checksum(planes(observation["visual_observation"])),
            "floats": checksum(observation["vector_observation"].astype("<f4").tobytes()),
        }
    return checksum(planes(observation))


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


def measurements(info):
    skipped = ("reward", "length", "ground_truth")
    found = {camel(key): float(value) for key, value in info.items() if key not in skipped}
    return {key: value for key, value in found.items() if not math.isnan(value)}


def toward(dx, dy, near=1):
    """The free action that goes toward a point."""
    horizontal = 0 if abs(dx) <= near else 1 if dx < 0 else 2
    vertical = 0 if abs(dy) <= near else 1 if dy < 0 else 2
    return [horizontal, vertical]


def turn_toward(agent, dx, dy):
    """The grid action that goes toward a cell."""
    if dx == 0 and dy == 0:
        return 0
    wanted = (90 if dx < 0 else 270) if dx != 0 else (0 if dy < 0 else 180)
    if agent.rotation == wanted:
        return 3
    return 1 if (wanted - agent.rotation) % 360 <= 180 else 2


def mortar_player(env):
    target, size = env._target_pos, env.arena.arena_size
    if env.action_space.shape == ():
        x, y = env.normalized_agent_position
        return turn_toward(env.agent, target[0] - x, target[1] - y)
    x, y = env.agent.rect.center
    dx = env.arena.rect[0] + target[0] * 14 + 7 - x
    dy = env.arena.rect[1] + target[1] * 14 + 7 - y
    if not hasattr(env, "_get_valid_commands"):
        dx, dy = (dx + 42) % SIDE - 42, (dy + 42) % SIDE - 42
    return toward(dx, dy, 2)


def path_player(env):
    tiles = [(node.x, node.y) for node in reversed(env.mystery_path.path)]
    here = tuple(int(v) for v in env.normalized_agent_position)
    at = tiles.index(here) if here in tiles else -1
    x, y = tiles[min(at + 1, len(tiles) - 1)]
    if env.action_space.shape == ():
        return turn_toward(env.agent, x - here[0], y - here[1])
    return toward(x * 12 + 6 - env.agent.rect.center[0], y * 12 + 6 - env.agent.rect.center[1])


def endless_path_player(env):
    there = env.current_node.next_node
    x, y = env.agent.rect.center
    dx, dy = there.x * 12 + 6 - x, there.y * 12 + 6 - y
    if abs(dy) > 2:
        return 2 if dy < 0 else 3
    return 1 if dx > 0 else 0


def spotlight_player(env):
    things = getattr(env, "coins", None)
    if things is None:
        things = [env.coin] if env.coin else []
    if not things:
        things = [env.exit] if hasattr(env, "exit") else []
    if not things:
        return [0, 0]
    x, y = things[0].location
    return toward(x - env.agent.rect.center[0], y - env.agent.rect.center[1])


def player(name):
    if "Mortar" in name:
        return mortar_player
    if "Spotlights" in name:
        return spotlight_player
    return endless_path_player if "Endless" in name else path_player


def chooser(original, name, episode):
    """Random actions in every third episode, the player in the next, and a mix of both in the third."""
    random = numpy.random.default_rng(1000 + episode)
    space = original.env.action_space
    know = player(name)

    def sample():
        if space.shape == ():
            return int(random.integers(space.n))
        return [int(random.integers(n)) for n in space.nvec]

    def choose(_):
        part = (1, 0, 0.15)[episode % 3]
        return sample() if random.random() < part else know(original.inner)

    return choose


def record(name):
    lines = []
    for index, options in enumerate([{}] + OPTIONS[name]):
        episodes = EPISODES_WITH_OPTIONS if options else EPISODES
        for episode in range(episodes):
            seed = 100 * index + episode if options else seeds(EPISODES)[episode]
            original = Original(name, options)
            lines.append(play(
                original, name, options, seed, chooser(original, name, episode),
                STEPS if episode % 3 == 0 or options else LONG, observe,
                original.state if "Endless" in name else None, measurements))
    write(name, lines)
    ends = sum(line["terminated"] for line in lines)
    solved = sum(line.get("info", {}).get("success", 0) for line in lines)
    print(name, len(lines), "episodes", sum(len(line["actions"]) for line in lines), "steps", ends, "ended",
          solved, "solved")


def picture(original):
    return checksum(numpy.ascontiguousarray(original.env.unwrapped.render()).tobytes())


def record_pictures():
    lines = []
    for name, all_options in OPTIONS.items():
        for episode, options in enumerate([{}, {}] + all_options):
            if "command_show_delay" in options:
                # Without a delay the original leaves the last command out of the viewer's picture.
                options = {**options, "command_show_delay": [1]}
            original = Original(name, options, "debug_rgb_array")
            original.reset(episode)
            choose = chooser(original, name, episode + 1)
            line = {"id": name, "options": options, "seed": episode, "actions": [], "pictures": [picture(original)]}
            done = False
            # The original shows a viewer the next command of the endless task one step too early.
            steps = 20 if name == "Endless-MortarMayhem-v0" else PICTURES
            while not done and len(line["actions"]) < steps:
                action = choose(None)
                done = original.step(action)[2]
                line["actions"].append(action)
                line["pictures"].append(picture(original))
            lines.append(line)
    write("MemoryGym-pictures", lines)


if __name__ == "__main__":
    for wanted in sys.argv[1:] or OPTIONS:
        record(wanted)
    if not sys.argv[1:]:
        record_pictures()

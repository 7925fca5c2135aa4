"""Records episodes of Minigrid's levels for the tests.

    pip install gymnasium==1.4.0 minigrid==3.2.0 numpy==2.4.6
    python record_minigrid.py

Writes episodes: MiniGrid-symbolic with the view in numbers for every id, MiniGrid-views with other
views and codings, MiniGrid-pictures with pictures of the view, and MiniGrid-maps with those of the
whole map. MiniGrid-levels has checksums of the first 300 levels of each id, over the map in numbers,
the agent's x, y and direction and the mission, and MiniGrid-tiles checksums of tiles. Of four episodes, one is played by uniformly random actions, one by actions that
favour walking and doors, and two by a solver that knows the whole map, one of them with some
noise. Some solvers fail on purpose, where a level allows it, or succeed in the very last step.
"""

import collections
import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

import gymnasium
import minigrid  # registers the levels
import numpy
from minigrid.core.constants import DIR_TO_VEC
from minigrid.core.grid import Grid
from minigrid.core.world_object import WorldObj
from minigrid.wrappers import OneHotPartialObsWrapper, RGBImgPartialObsWrapper

from recorder import checksum, play, seeds, write

EPISODES = 24
STEPS = 200
WHOLE = 300
LEVELS = 300
LEFT, RIGHT, FORWARD, PICK_UP, DROP, TOGGLE, DONE = range(7)
MEMORY = ["S7", "S9", "S11", "S13", "S13Random", "S17Random"]
DOOR_KEY = ["5x5", "6x6", "8x8", "16x16"]
KEY_CORRIDOR = ["S3R1", "S3R2", "S3R3", "S4R3", "S5R3", "S6R3"]
IDS = (
    [f"MiniGrid-Memory{size}-v0" for size in MEMORY]
    + [f"MiniGrid-DoorKey-{size}-v0" for size in DOOR_KEY]
    + ["MiniGrid-RedBlueDoors-6x6-v0", "MiniGrid-RedBlueDoors-8x8-v0"]
    + [f"MiniGrid-KeyCorridor{size}-v0" for size in KEY_CORRIDOR]
    + ["MiniGrid-MultiRoom-N2-S4-v0", "MiniGrid-MultiRoom-N4-S5-v0"]
    + ["MiniGrid-MultiRoom-N4-S5-v1", "MiniGrid-MultiRoom-N6-v0"]
)
FEW = [
    "MiniGrid-MemoryS9-v0",
    "MiniGrid-MemoryS17Random-v0",
    "MiniGrid-DoorKey-6x6-v0",
    "MiniGrid-RedBlueDoors-6x6-v0",
    "MiniGrid-KeyCorridorS3R2-v0",
    "MiniGrid-MultiRoom-N4-S5-v1",
]


def ahead(x, y, direction):
    dx, dy = DIR_TO_VEC[direction]
    return x + int(dx), y + int(dy)


def passable(world, cell, blocked):
    x, y = cell
    if cell == blocked or not (0 <= x < world.width and 0 <= y < world.height):
        return False
    thing = world.grid.get(x, y)
    return thing is None or thing.can_overlap() or (thing.type == "door" and not thing.is_locked)


def plan(world, done, blocked=None):
    """The shortest turns and steps to a state (x, y, direction) for which done holds, or None."""
    start = (int(world.agent_pos[0]), int(world.agent_pos[1]), int(world.agent_dir))
    came = {start: None}
    queue = collections.deque([start])
    while queue:
        state = queue.popleft()
        if done(*state):
            actions = []
            while came[state]:
                state, action = came[state]
                actions.append(action)
            return actions[::-1]
        x, y, direction = state
        following = [(LEFT, (x, y, (direction + 3) % 4)), (RIGHT, (x, y, (direction + 1) % 4))]
        front = ahead(x, y, direction)
        if passable(world, front, blocked):
            following.append((FORWARD, (*front, direction)))
        for action, successor in following:
            if successor not in came:
                came[successor] = (state, action)
                queue.append(successor)
    return None


def first(world, actions, at_end):
    """The first action of a plan, or the one to take at its end; closed doors are opened."""
    action = actions[0] if actions else at_end
    front = world.grid.get(*ahead(*world.agent_pos, world.agent_dir))
    closed = front is not None and front.type == "door" and not front.is_open
    return TOGGLE if action == FORWARD and closed else action


def walk(world, cell):
    return first(world, plan(world, lambda x, y, _: (x, y) == cell), DONE)


def reach(world, cell, action):
    return first(world, plan(world, lambda x, y, d: ahead(x, y, d) == cell), action)


def lay_down(world, wanted):
    """Drops what is carried where it is not in the way."""

    def good(x, y, direction):
        cell = ahead(x, y, direction)
        inside = 0 <= cell[0] < world.width and 0 <= cell[1] < world.height
        if not inside or world.grid.get(*cell) is not None:
            return False
        return plan(world, lambda a, b, d: ahead(a, b, d) == wanted, blocked=cell) is not None

    return first(world, plan(world, good), DROP)


def at(world, thing):
    index = next(i for i, other in enumerate(world.grid.grid) if other is thing)
    return index % world.width, index // world.width


def objects(world, kind):
    return [thing for thing in world.grid.grid if thing is not None and thing.type == kind]


def solve(task, world, wrong):
    if "Memory" in task:
        return walk(world, tuple(map(int, world.failure_pos if wrong else world.success_pos)))
    if "MultiRoom" in task:
        return walk(world, at(world, objects(world, "goal")[0]))
    if "RedBlue" in task:
        blue = world.red_door.is_open or wrong
        return reach(world, at(world, world.blue_door if blue else world.red_door), TOGGLE)
    locked = [door for door in objects(world, "door") if door.is_locked]
    if locked and world.carrying is None:
        return reach(world, at(world, objects(world, "key")[0]), PICK_UP)
    if locked:
        return reach(world, at(world, locked[0]), TOGGLE)
    if "DoorKey" in task:
        return walk(world, at(world, objects(world, "goal")[0]))
    ball = at(world, world.obj)
    return lay_down(world, ball) if world.carrying is not None else reach(world, ball, PICK_UP)


class Player:
    """Chooses the actions of one episode."""

    def __init__(self, task, world, episode):
        self.task = task
        self.world = world
        self.style = episode % 4
        self.wrong = episode % 8 == 7
        self.late = episode == 3 and task in ("MiniGrid-MemoryS7-v0", "MiniGrid-MultiRoom-N2-S4-v0")
        self.random = numpy.random.default_rng(1000 + episode)

    def __call__(self, observation):
        if self.style == 0:
            return int(self.random.integers(7))
        if self.style == 1 or (self.style == 2 and self.random.random() < 0.15):
            return int(self.random.choice(7, p=[0.15, 0.15, 0.4, 0.1, 0.04, 0.14, 0.02]))
        if self.late and self.world.steps_remaining > self.steps_needed():
            return DONE
        return solve(self.task, self.world, self.wrong)

    def steps_needed(self):
        """The steps to the end, one more for the door of the level with two rooms."""
        if "Memory" in self.task:
            return len(plan(self.world, lambda x, y, _: (x, y) == tuple(map(int, self.world.success_pos))))
        goal = at(self.world, objects(self.world, "goal")[0])
        closed = sum(not door.is_open for door in objects(self.world, "door"))
        return len(plan(self.world, lambda x, y, _: (x, y) == goal)) + closed


def numbers(observation):
    return observation["image"].ravel().tolist()


def picture(pixels):
    return checksum(numpy.ascontiguousarray(pixels.transpose(2, 0, 1)))


def make(task, options):
    view = options.get("viewSize", 7)
    env = gymnasium.make(task, render_mode="rgb_array", disable_env_checker=True, agent_view_size=view)
    env.unwrapped.see_through_walls = options.get("seeThroughWalls", False)
    kind = options.get("observation")
    if kind == "rgb":
        return RGBImgPartialObsWrapper(env, tile_size=options.get("tileSize", 8))
    return OneHotPartialObsWrapper(env) if kind == "oneHot" else env


def episode_of(task, options, episode, steps, observe):
    env = make(task, options)
    player = Player(task, env.unwrapped, episode)
    line = play(env, task, options, seeds(EPISODES)[episode], player, steps, observe)
    if line["terminated"] or line["truncated"]:
        line["info"] = {"success": float(line["rewards"][-1] > 0)}
    return line


def symbolic():
    for task in IDS:
        for episode in range(EPISODES):
            yield episode_of(task, {}, episode, WHOLE if episode < 4 else STEPS, numbers)


def views():
    for options in (
        {"viewSize": 3},
        {"viewSize": 5, "seeThroughWalls": True},
        {"viewSize": 11},
        {"observation": "oneHot", "viewSize": 3},
        {"observation": "oneHot"},
    ):
        for task in FEW:
            for episode in (1, 2):
                yield episode_of(task, options, episode, 30, numbers)


def pictures():
    for options in (
        {"observation": "rgb"},
        {"observation": "rgb", "viewSize": 3, "tileSize": 28},
        {"observation": "rgb", "viewSize": 5, "tileSize": 13, "seeThroughWalls": True},
    ):
        for task in FEW:
            for episode in (1, 2, 3, 4, 6):
                yield episode_of(task, options, episode, 60, lambda seen: picture(seen["image"]))


def maps():
    for task in IDS:
        for episode in (1, 2):
            env = make(task, {})
            player = Player(task, env.unwrapped, episode)
            seed = seeds(EPISODES)[episode]
            yield play(env, task, {}, seed, player, 30, lambda _: picture(env.render()))


def levels():
    for task in IDS:
        world = gymnasium.make(task, disable_env_checker=True).unwrapped
        checksums = []
        for seed in range(LEVELS):
            world.reset(seed=seed)
            agent = [int(world.agent_pos[0]), int(world.agent_pos[1]), int(world.agent_dir)]
            data = world.grid.encode().tobytes() + bytes(agent) + world.mission.encode()
            checksums.append(checksum(data))
        yield {"id": task, "checksums": checksums}


def tiles():
    """Every shape in every size, and every colour in one of them."""
    shapes = [(1, 0, 0), (2, 5, 0), (8, 1, 0), (9, 0, 0)]
    shapes += [(kind, 3, 0) for kind in (3, 4, 5, 6, 7)] + [(4, 3, 1), (4, 3, 2)]
    for size in range(4, 65):
        colors = [(kind, color, state) for kind, _, state in shapes[4:] for color in range(6)]
        for shape in shapes + (colors if size == 8 else []):
            for lit in (False, True):
                yield tile(size, shape, None, lit)
        for agent in range(4):
            yield tile(size, (1, 0, 0), agent, True)
            yield tile(size, (8, 1, 0), agent, False)


def tile(size, shape, agent, lit):
    thing = WorldObj.decode(*shape)
    pixels = Grid.render_tile(thing, agent, lit, size).astype(numpy.uint8)
    line = {"size": size, "object": shape, "agent": agent, "lit": lit}
    return line | {"checksum": picture(pixels)}


if __name__ == "__main__":
    write("MiniGrid-symbolic", symbolic())
    write("MiniGrid-views", views())
    write("MiniGrid-pictures", pictures())
    write("MiniGrid-maps", maps())
    write("MiniGrid-levels", levels())
    write("MiniGrid-tiles", tiles())

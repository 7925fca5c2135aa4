"""Records episodes of Gymnasium's Box2D tasks for the tests.

    pip install gymnasium[box2d]==1.4.0 box2d==2.3.10 numpy==2.4.6
    python record_box2d.py

The inner state of a step, of which a checksum is kept, is a row of little-endian float32: for each
body x, y, angle, the velocities of x and y, and the angular velocity; for each joint its angle and
speed; for each foot 1 if it touches the ground, else 0. Bodies and joints are in the order in which
they are made. Each episode has a new environment: the walker's world is used again after a reset,
which changes later episodes a little.
"""

import gymnasium
import numpy
from gymnasium.envs.box2d.bipedal_walker import BipedalWalkerHeuristics
from gymnasium.envs.box2d.lunar_lander import heuristic

from recorder import play, seeds, write

EPISODES = 24
STEPS = 200

WALKS_TO_THE_END = 6
"""A seed with which the heuristic crosses the whole terrain."""


def row(bodies, joints, feet):
    values = []
    for body in bodies:
        values += [*body.position, body.angle, *body.linearVelocity, body.angularVelocity]
    for joint in joints:
        values += [joint.angle, joint.speed]
    values += [float(foot.ground_contact) for foot in feet]
    return numpy.array(values, dtype="<f4").tobytes()


def lander_state(env):
    return row([env.lander, *env.legs], [leg.joint for leg in env.legs], env.legs)


def walker_state(env):
    return row([env.hull, *env.legs], env.joints, [env.legs[1], env.legs[3]])


def uniform(env, random):
    space = env.action_space
    if isinstance(space, gymnasium.spaces.Discrete):
        return lambda observation: int(random.integers(space.n))
    return lambda observation: random.uniform(space.low, space.high).astype(numpy.float32)


def landing(env, random):
    def choose(observation):
        action = heuristic(env, observation)
        return int(action) if numpy.ndim(action) == 0 else numpy.asarray(action, dtype=numpy.float32)

    return choose


def hovering(env, random):
    """Stays in the air until the time is over."""

    def choose(observation):
        x, y, vx, vy, angle, spin, *_ = observation
        tilt = 0.4 * (0.3 * x + vx) - angle - spin
        lift = 0.8 - y - 1.5 * vy
        if isinstance(env.action_space, gymnasium.spaces.Box):
            return numpy.clip(numpy.array([10 * lift, 8 * -tilt], dtype=numpy.float32), -1, 1)
        return 2 if lift > abs(tilt) else 3 if tilt < -0.05 else 1 if tilt > 0.05 else 0

    return choose


def walking(env, random):
    walker = BipedalWalkerHeuristics()
    walker.a = numpy.zeros(4)
    return lambda observation: numpy.array(walker.step_heuristic(observation), dtype=numpy.float32)


def resting(env, random):
    return lambda observation: numpy.zeros(4, dtype=numpy.float32)


def standing(env, random):
    """Spreads the legs, on which the walker stands until the time is over."""
    return lambda observation: numpy.array([1, 1, -1, 1], dtype=numpy.float32)


def swinging(env, random):
    """Keeps each random action for some steps, which gives large movements."""
    draw = uniform(env, random)
    held = {}

    def choose(observation):
        held["left"] = held.get("left", 0) - 1
        if held["left"] < 0:
            held.update(left=int(random.integers(4, 12)), action=draw(observation))
        return held["action"]

    return choose


def snake(name):
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


def episode(task, options, seed, player, steps, state):
    env = gymnasium.make(task, **{snake(name): value for name, value in options.items()})
    inner = env.unwrapped
    random = numpy.random.default_rng([seed, 7])
    line = play(env, task, options, seed, player(inner, random), steps, state=lambda: state(inner))
    env.close()
    return line


def lander_lines():
    for options in (
        {},
        {"continuous": True},
        {"enableWind": True},
        {"continuous": True, "enableWind": True},
    ):
        for number, seed in enumerate(seeds(EPISODES)):
            player = landing if number % 3 == 1 else swinging if number % 6 == 5 else uniform
            # Some landings whole, so that they end on the ground.
            steps = None if number in (1, 4, 7) else STEPS
            yield episode("LunarLander-v3", options, seed, player, steps, lander_state)
        if "enableWind" not in options:
            yield episode("LunarLander-v3", options, 100, hovering, None, lander_state)
    for options in (
        {"gravity": -3.7},
        {"gravity": -11.5, "enableWind": True, "windPower": 20.0, "turbulencePower": 2.0},
        {"continuous": True, "enableWind": True, "windPower": 4.0, "turbulencePower": 0.3},
    ):
        yield episode("LunarLander-v3", options, 5, landing, None, lander_state)


def walker_lines(task):
    for number, seed in enumerate(seeds(EPISODES)):
        player = (uniform, walking, swinging, walking)[number % 4]
        yield episode(task, {}, seed, player, STEPS, walker_state)
    yield episode(task, {}, 100, resting, None, walker_state)
    yield episode(task, {}, 101, standing, None, walker_state)
    if task == "BipedalWalker-v3":
        yield episode(task, {}, WALKS_TO_THE_END, walking, None, walker_state)
        yield episode(task, {"hardcore": True}, 3, walking, STEPS, walker_state)


if __name__ == "__main__":
    write("LunarLander-v3", lander_lines())
    for name in ("BipedalWalker-v3", "BipedalWalkerHardcore-v3"):
        write(name, walker_lines(name))

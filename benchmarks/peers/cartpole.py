"""CartPole's equations, after Gymnasium's CartPole-v1, for whatever array library is given.

Barto, Sutton and Anderson (1983), integrated with Euler's method.
"""

from typing import Any, NamedTuple

GRAVITY = 9.8
POLE_MASS = 0.1
TOTAL_MASS = 1.0 + POLE_MASS
HALF_LENGTH = 0.5
FORCE = 10.0
SECONDS = 0.02
MAX_POSITION = 2.4
MAX_ANGLE = 12 * 2 * 3.141592653589793 / 360
START_RANGE = 0.05
OBSERVATIONS = 4
ACTIONS = 2
TIME_LIMITS = {"CartPole-v0": 200, "CartPole-v1": 500}


class State(NamedTuple):
    """Positions, velocities, angles and angular velocities, each `(N,)`."""

    position: Any
    velocity: Any
    angle: Any
    angular_velocity: Any


def time_limit(environment: str) -> int:
    """After how many steps an episode of an environment is cut off."""
    if environment not in TIME_LIMITS:
        raise ValueError(f"environment must be one of {list(TIME_LIMITS)}, but is {environment}")
    return TIME_LIMITS[environment]


def step(xp: Any, state: State, actions: Any) -> State:
    """The state after each environment's action 0 (left) or 1 (right); `xp` is NumPy or like it."""
    cos, sin = xp.cos(state.angle), xp.sin(state.angle)
    force = xp.where(actions == 1, FORCE, -FORCE)
    pole = POLE_MASS * HALF_LENGTH
    push = (force + pole * xp.square(state.angular_velocity) * sin) / TOTAL_MASS
    inertia = HALF_LENGTH * (4.0 / 3.0 - POLE_MASS * xp.square(cos) / TOTAL_MASS)
    angular_acceleration = (GRAVITY * sin - cos * push) / inertia
    acceleration = push - pole * angular_acceleration * cos / TOTAL_MASS
    return State(
        state.position + SECONDS * state.velocity,
        state.velocity + SECONDS * acceleration,
        state.angle + SECONDS * state.angular_velocity,
        state.angular_velocity + SECONDS * angular_acceleration,
    )


def has_fallen(xp: Any, state: State) -> Any:
    """Where the cart left the track or the pole fell, `(N,)`."""
    return (xp.abs(state.position) > MAX_POSITION) | (xp.abs(state.angle) > MAX_ANGLE)

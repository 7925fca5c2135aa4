"""What goes wrong, as exceptions."""

from gymnasium.error import Error


class EngramError(Error, RuntimeError):
    """Something went wrong in Java; the message is Java's sentence, and below it where, if that helps."""


class ArgumentError(EngramError, ValueError):
    """An id, option, seed or action that is not legal; the message says what is."""


class WorkerLost(EngramError):
    """The Java process could not be started, or has ended. New environments start another one."""

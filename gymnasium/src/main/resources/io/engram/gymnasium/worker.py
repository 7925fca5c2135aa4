"""Plays environments of Gymnasium for Engram, which starts this file and owns this process.

Commands come on stdin, answers go to what was stdout. Each is a frame: the length of its body (4 bytes,
little-endian, as everything), a code (1 byte), and the body. What is seen and done goes through memory
that both map: one record for each environment, laid out by `Record`.
"""

import importlib
import io
import json
import mmap
import os
import platform
import signal
import struct
import sys
import threading
import time
import traceback

PROTOCOL = 2
HEAD = struct.Struct("<IB")
MAKE, MAP, STEP, RESET, RENDER, CLOSE = range(1, 7)
DONE, FAILED, PART = range(3)
INFO, FAILURE = 1, 2

# The longest vector of zeros with a single one that stands for a choice among so many.
MOST_CLASSES = 65536

# After so many seconds Engram is told what is done already of a command for several environments: it reads
# that while the others play. Less would be spent on telling.
PART_SECONDS = 5e-4

# Which module registers ids that begin so. Any other one is named by the user.
MODULES = {
    "ALE/": "ale_py",
    "MiniGrid-": "minigrid",
    "BabyAI-": "minigrid",
    "MortarMayhem": "memory_gym",
    "MysteryPath": "memory_gym",
    "SearingSpotlights": "memory_gym",
    "Endless-": "memory_gym",
}


class Untranslatable(Exception):
    """A space that Engram has no word for."""


# --- making an environment -----------------------------------------------------------------------------


def named(dotted):
    """What a dotted name means, such as minigrid.wrappers.ImgObsWrapper."""
    module, _, name = dotted.replace(":", ".").rpartition(".")
    if not module:
        raise ValueError(f'"{dotted}" must be a module and a name in it, such as minigrid.wrappers.ImgObsWrapper')
    return getattr(importlib.import_module(module), name)


def creator(name):
    """What makes an environment: a registered one, or a class or function of a module."""
    if ":" in name:
        module, _, name = name.partition(":")
        module = importlib.import_module(module)
        if name not in gymnasium.registry and hasattr(module, name):
            return getattr(module, name), None
    if name not in gymnasium.registry:
        for begin, module in MODULES.items():
            if name.startswith(begin):
                try:
                    importlib.import_module(module)
                except ModuleNotFoundError as missing:
                    raise ModuleNotFoundError(f"{missing}, which has {name}: install it in {sys.executable}") from None
    spec = gymnasium.spec(name)
    entry = spec.entry_point
    entry = entry if callable(entry) else gymnasium.envs.registration.load_env_creator(entry)
    return entry, spec


def make(config):
    for folder in config["modules"]:
        if os.path.abspath(folder) not in sys.path:
            sys.path.insert(1, os.path.abspath(folder))
    for module in config["imports"]:
        importlib.import_module(module)
    entry, spec = creator(config["id"])
    arguments = dict(config["kwargs"])
    mode = config["render_mode"]
    modes = getattr(entry, "metadata", {}).get("render_modes") or ()
    if mode is None and "rgb_array" in modes:
        mode = "rgb_array"
    if mode and "render_mode" not in arguments:
        arguments["render_mode"] = mode
    if spec is None:
        env = entry(**arguments)
    else:
        env = gymnasium.make(spec, disable_env_checker=True, **arguments)
    for wrapper in config["wrappers"]:
        env = named(wrapper["name"])(env, **wrapper["kwargs"])
    return env


# --- observations --------------------------------------------------------------------------------------


def join(name, key):
    return f"{name}.{key}" if name else str(key)


def leaves(space, left_out, name="", path=()):
    """The spaces that are neither Dict nor Tuple, with their names and the way to them."""
    if name and name in left_out:
        left_out.discard(name)
        return
    if isinstance(space, spaces.Dict):
        below = space.spaces.items()
    elif isinstance(space, spaces.Tuple):
        below = enumerate(space.spaces)
    else:
        yield name, path, space
        return
    for key, each in below:
        yield from leaves(each, left_out, join(name, key), path + (key,))


def channels_last(shape, channels):
    if channels is not None:
        return channels == "last"
    return shape[-1] <= 4 < shape[0]


class Part:
    """One array of an observation: its shape in Engram, and how it is written there."""

    def __init__(self, name, path, space, channels):
        self.name = name
        self.path = path
        self.space = space
        self.type = "FLOAT32"
        self.axes = None
        if isinstance(space, spaces.Box):
            self.box(space, channels)
        elif isinstance(space, spaces.Discrete):
            self.classes([int(space.n)], [int(space.start)])
        elif isinstance(space, spaces.MultiDiscrete):
            self.classes(space.nvec.flatten().tolist(), numpy.asarray(space.start).flatten().tolist())
        elif isinstance(space, spaces.MultiBinary):
            self.shape = [int(numpy.prod(space.shape))]
            self.seen = space.shape
        else:
            where = f'the part "{name}" of the observation' if name else "the observation"
            raise Untranslatable(
                f"{where} is a {type(space).__name__}, which has no numbers of a fixed shape: "
                + (f'leave it out (leaveOut("{name}")), or ' if name else "")
                + "put a wrapper of Python around the environment that shows a Box")

    def box(self, space, channels):
        shape = tuple(space.shape)
        self.seen = shape
        pixels = space.dtype == numpy.uint8
        if pixels:
            self.type = "UINT8"
        if 0 in shape:
            raise Untranslatable(f'the part "{self.name}" of the observation is empty: its shape is {shape}')
        if len(shape) == 2 and pixels:
            self.shape = [1, *shape]
        elif len(shape) in (3, 4):
            image = shape[-3:]
            if channels_last(image, channels):
                image = (image[2], image[0], image[1])
                self.axes = (0, 2, 3, 1)
            stack = shape[0] if len(shape) == 4 else 1
            self.inner = (stack, *image)
            self.shape = [stack * image[0], image[1], image[2]]
        else:
            self.shape = [int(numpy.prod(shape))]

    def classes(self, counts, starts):
        if sum(counts) > MOST_CLASSES:
            raise Untranslatable(
                f'the part "{self.name}" of the observation has {sum(counts)} classes, but may have {MOST_CLASSES}: '
                "put a wrapper of Python around the environment that shows something smaller")
        self.shape = [sum(counts)]
        self.seen = None
        self.starts = starts
        self.offsets = [sum(counts[:i]) for i in range(len(counts))]
        self.counts = counts

    def size(self):
        return int(numpy.prod(self.shape))

    def writer(self, view):
        """What writes one observation into this part's place in the memory."""
        follow = self.follower()
        if self.seen is None:
            return self.class_writer(view, follow)
        seen = self.seen
        if self.axes is not None:
            target = view.reshape(self.inner).transpose(self.axes)
            target = target if len(seen) == 4 else target[0]
        else:
            target = view.reshape(seen)
        name, array = self.name or "observation", numpy.asarray

        def write(observation):
            value = array(follow(observation))
            if value.shape != seen:
                raise ValueError(f"{name} must have the shape {seen}, as its space says, but has {value.shape}")
            target[...] = value

        return write

    def class_writer(self, view, follow):
        last = [0] * len(self.counts)

        def write(observation):
            value = follow(observation)
            values = [value] if len(last) == 1 and numpy.ndim(value) == 0 else numpy.asarray(value).flatten()
            for i, each in enumerate(values):
                index = int(each) - self.starts[i]
                if not 0 <= index < self.counts[i]:
                    raise ValueError(f"{self.name or 'observation'} is {value}, which is not in {self.space}")
                view[last[i]] = 0
                last[i] = self.offsets[i] + index
            for index in last:
                view[index] = 1

        return write

    def follower(self):
        path = self.path
        if not path:
            return lambda observation: observation
        if len(path) == 1:
            key = path[0]
            return lambda observation: observation[key]

        def follow(observation):
            for key in path:
                observation = observation[key]
            return observation

        return follow


# --- actions -------------------------------------------------------------------------------------------


class Actions:
    """Branches and real numbers in Engram, and the action that they make here."""

    def __init__(self, space):
        self.branches = []
        self.low = []
        self.high = []
        self.build = self.builder(space, "the action")
        if not self.branches and not self.low:
            raise Untranslatable(f"there is nothing to choose in the action space {space}")

    def branch(self, count):
        self.branches.append(int(count))
        return len(self.branches) - 1

    def builder(self, space, name):
        if isinstance(space, spaces.Dict):
            below = {key: self.builder(each, f'the part "{key}" of the action') for key, each in space.spaces.items()}
            return lambda choices, values: {key: build(choices, values) for key, build in below.items()}
        if isinstance(space, spaces.Tuple):
            entries = [self.builder(each, f"part {i} of the action") for i, each in enumerate(space.spaces)]
            return lambda choices, values: tuple(build(choices, values) for build in entries)
        if isinstance(space, spaces.Discrete):
            start = int(space.start)
            if space.n == 1:
                return lambda choices, values: start
            index = self.branch(space.n)
            return lambda choices, values: choices[index] + start
        if isinstance(space, spaces.MultiDiscrete):
            return self.whole(space.nvec, space.start, space)
        if isinstance(space, spaces.MultiBinary):
            return self.whole(numpy.full(space.shape, 2), numpy.zeros(space.shape), space)
        if isinstance(space, spaces.Box):
            return self.box(space, name)
        raise Untranslatable(f"{name} is a {type(space).__name__}, which is neither choices nor real numbers: "
                             "put a wrapper of Python around the environment that takes a Box or a Discrete")

    def whole(self, counts, starts, space):
        """An array of whole numbers, each a branch, but for those that leave no choice."""
        counts = numpy.asarray(counts).flatten()
        base = numpy.broadcast_to(numpy.asarray(starts), space.shape).flatten().astype(space.dtype)
        places = [i for i, count in enumerate(counts) if count > 1]
        first = len(self.branches)
        for i in places:
            self.branch(counts[i])

        def build(choices, values):
            action = base.copy()
            for i, place in enumerate(places):
                action[place] += choices[first + i]
            return action.reshape(space.shape)

        return build

    def box(self, space, name):
        if space.dtype.kind in "iub":
            low, high = space.low.astype(numpy.int64), space.high.astype(numpy.int64)
            if (high - low).max() >= MOST_CLASSES:
                raise Untranslatable(f"{name} is {space}, whose whole numbers have too wide a range for choices")
            return self.whole(high - low + 1, low, space)
        low, high = space.low.flatten(), space.high.flatten()
        if not (low < high).all():
            raise Untranslatable(f"{name} is {space}, of which a number has no room between its bounds")
        first, count = len(self.low), len(low)
        self.low += low.astype(numpy.float32).tolist()
        self.high += high.astype(numpy.float32).tolist()
        dtype, shape, exact = space.dtype, space.shape, space.dtype == numpy.float32

        def build(choices, values):
            action = values[first:first + count].astype(dtype)
            return (action if exact else numpy.clip(action, low, high)).reshape(shape)

        return build


# --- the record in the memory --------------------------------------------------------------------------


class Record:
    """Reward, flags, action, legal choices, floats and bytes of one environment, one after the other."""

    STEP = struct.Struct("<dBBB")
    REWARD, FLAGS = 0, 8
    ACTION = 16

    def __init__(self, parts, actions):
        self.choices = self.ACTION
        self.values = self.choices + 4 * len(actions.branches)
        self.floats = self.values + 4 * len(actions.low)
        self.bytes = self.floats + 4 * sum(part.size() for part in parts if part.type == "FLOAT32")
        self.mask = self.bytes + sum(part.size() for part in parts if part.type == "UINT8")
        self.size = self.mask + sum(actions.branches)


class Slot:
    """One environment and its record."""

    def __init__(self, config):
        self.config = config
        self.env = make(config)
        self.fresh = True
        left_out = set(config["leave_out"])
        self.parts = [Part(name, path, space, config["channels"])
                      for name, path, space in leaves(self.env.observation_space, left_out)]
        if left_out:
            raise Untranslatable(f"the observation has no part {sorted(left_out)[0]!r} to leave out: it is "
                                 f"{self.env.observation_space}")
        if not self.parts:
            raise Untranslatable("every part of the observation is left out: leave one to be seen")
        self.actions = Actions(self.env.action_space)
        self.record = Record(self.parts, self.actions)
        self.options = config["reset_options"]
        self.mask_name = config["action_mask"]
        self.every_step = config["info_every_step"]

    def describe(self):
        spec = self.env.spec
        record = self.record
        return {
            "parts": [{"name": part.name or "observation", "shape": part.shape, "type": part.type}
                      for part in self.parts],
            "branches": self.actions.branches,
            "low": self.actions.low,
            "high": self.actions.high,
            "frames_per_second": frames_per_second(self.env),
            "step_limit": getattr(spec, "max_episode_steps", None),
            "nondeterministic": bool(getattr(spec, "nondeterministic", False)),
            "record": {"choices": record.choices, "values": record.values, "floats": record.floats,
                       "bytes": record.bytes, "mask": record.mask, "size": record.size},
        }

    def map(self, path):
        record, actions = self.record, self.actions
        with open(path, "r+b") as file:
            self.memory = memory = mmap.mmap(file.fileno(), record.size)
        self.writers = []
        at = {"FLOAT32": record.floats, "UINT8": record.bytes}
        for part in self.parts:
            dtype = numpy.float32 if part.type == "FLOAT32" else numpy.uint8
            view = numpy.frombuffer(memory, dtype, part.size(), at[part.type])
            at[part.type] += view.nbytes
            view[...] = 0
            self.writers.append(part.writer(view))
        self.mask = numpy.frombuffer(memory, numpy.uint8, sum(actions.branches), record.mask)
        self.values = numpy.frombuffer(memory, numpy.float32, len(actions.low), record.values)
        self.choices = struct.Struct(f"<{len(actions.branches)}i").unpack_from

    def reset(self, seed):
        if self.config["new_each_episode"] and not self.fresh:
            self.env.close()
            self.env = make(self.config)
            self.fresh = True
        if self.config["seed_once"] and not self.fresh:
            seed = None
        self.fresh = False
        observation, info = self.env.reset(seed=seed, options=self.options)
        return self.show(observation, 0.0, False, False, info)

    def step(self):
        action = self.actions.build(self.choices(self.memory, self.record.choices), self.values)
        return self.show(*self.env.step(action))

    def show(self, observation, reward, terminated, truncated, info):
        for write in self.writers:
            write(observation)
        masked = self.mask_name in info and self.show_mask(info[self.mask_name])
        self.record.STEP.pack_into(self.memory, 0, float(reward), bool(terminated), bool(truncated), masked)
        return info if info and (terminated or truncated or self.every_step) else None

    def show_mask(self, mask):
        if mask is None:
            return False
        flags = numpy.concatenate([numpy.asarray(each).flatten() for each in mask]) \
            if isinstance(mask, (tuple, list)) and numpy.ndim(mask[0]) else numpy.asarray(mask).flatten()
        if flags.size != self.mask.size:
            raise ValueError(f'info["{self.mask_name}"] has {flags.size} flags, but there are {self.mask.size} choices: '
                             "give one for each choice of each branch, or none of this name")
        self.mask[...] = flags != 0
        return True

    def render(self):
        picture = self.env.render()
        if isinstance(picture, (list, tuple)) and picture:
            picture = picture[-1]
        picture = None if picture is None else numpy.asarray(picture)
        if picture is None or picture.dtype != numpy.uint8 or picture.ndim != 3 or picture.shape[2] != 3:
            what = "nothing" if picture is None else f"an array of {picture.dtype} and the shape {picture.shape}"
            raise RuntimeError(f"render() gave {what}, not rows of RGB bytes: name a mode of the environment that "
                               f"does with renderMode(…); it has {self.env.metadata.get('render_modes')}")
        height, width, _ = picture.shape
        return struct.pack("<II", height, width) + numpy.ascontiguousarray(picture).tobytes()


def frames_per_second(env):
    try:
        rate = float(env.metadata.get("render_fps") or 30)
    except (TypeError, ValueError):
        rate = 30
    return max(1, round(rate))


# --- frames --------------------------------------------------------------------------------------------


def text(value):
    encoded = value.encode("utf-8", "replace")
    return struct.pack("<I", len(encoded)) + encoded


def numbers(info, prefix=""):
    """The numbers of an info, those of inner ones with both names."""
    for name, value in info.items():
        name = join(prefix, name)
        if isinstance(value, dict):
            yield from numbers(value, name)
        elif isinstance(value, (bool, int, float, numpy.generic)) or numpy.ndim(value) == 0 and hasattr(value, "item"):
            try:
                number = float(value)
            except (TypeError, ValueError, OverflowError):
                continue
            if number - number == 0:
                yield name, number


def packed(info):
    found = list(numbers(info))
    body = struct.pack("<I", len(found))
    for name, value in found:
        body += text(name) + struct.pack("<d", value)
    return body


def failure(error):
    """What was raised, and where, without the lines of this file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    if trace is None:
        lines = "" if isinstance(error, Untranslatable) else "".join(traceback.format_exception_only(error))
    else:
        lines = "".join(traceback.format_exception(type(error), error, trace))
    what = str(error) if isinstance(error, Untranslatable) else f"{type(error).__name__}: {error}"
    own = isinstance(error, Untranslatable)
    return struct.pack("<B", own) + text(what.strip()) + text(lines)


def send(answers, status, body):
    frame = memoryview(HEAD.pack(len(body), status) + body)
    while frame:
        frame = frame[answers.write(frame):]


class Server:
    def __init__(self, answers):
        self.slots = {}
        self.answers = answers

    def answer(self, code, body):
        if code == STEP:
            return self.each(body, "<H", Slot.step)
        if code == RESET:
            return self.each(body, "<HQ", Slot.reset)
        number, = struct.unpack_from("<H", body)
        if code == MAKE:
            slot = Slot(json.loads(body[2:].decode()))
            self.slots[number] = slot
            return json.dumps(slot.describe()).encode()
        if code == MAP:
            self.slots[number].map(body[2:].decode())
        elif code == RENDER:
            return self.slots[number].render()
        elif code == CLOSE:
            slot = self.slots.pop(number, None)
            if slot is not None:
                slot.env.close()
        else:
            raise ValueError(f"there is no command {code}")
        return b""

    def each(self, body, form, call):
        """Steps or resets environments; what is to be told of them besides comes back, less what was told
        in parts, each of which begins with how many environments are done."""
        told, count, begun = b"", len(body) // struct.calcsize(form), time.perf_counter()
        for done, (number, *arguments) in enumerate(struct.iter_unpack(form, body), 1):
            told += self.one(number, call, arguments)
            if done < count and time.perf_counter() - begun > PART_SECONDS:
                send(self.answers, PART, struct.pack("<H", done) + told)
                told, begun = b"", time.perf_counter()
        return told

    def one(self, number, call, arguments):
        try:
            info = call(self.slots[number], *arguments)
            if info is None:
                return b""
            kind, more = INFO, packed(info)
        except (Exception, SystemExit) as error:
            kind, more = FAILURE, failure(error)
        return struct.pack("<HBI", number, kind, len(more)) + more

    def serve(self, commands):
        while True:
            head = commands.read(HEAD.size)
            if len(head) < HEAD.size:
                return
            length, code = HEAD.unpack(head)
            body = commands.read(length)
            try:
                status, answer = DONE, self.answer(code, body)
            except (Exception, SystemExit) as error:
                status, answer = FAILED, failure(error)
            send(self.answers, status, answer)

    def close(self):
        for slot in self.slots.values():
            try:
                slot.env.close()
            except Exception:
                traceback.print_exc()


def versions():
    told = {"protocol": PROTOCOL, "python": platform.python_version(), "executable": sys.executable}
    for name in ("numpy", "gymnasium"):
        try:
            globals()[name] = importlib.import_module(name)
            told[name] = globals()[name].__version__
        except ImportError as missing:
            told["missing"] = f"{type(missing).__name__}: {missing}"
            break
    else:
        globals()["spaces"] = gymnasium.spaces
    return told


def end_with(parent):
    """Ends this process when the one that started it is gone, also in the middle of a step."""
    while os.getppid() == parent:
        time.sleep(2)
    os._exit(1)


def main():
    # Whatever environments print goes to stderr, and they read nothing: both pipes are ours.
    commands = io.open(os.dup(0), "rb", buffering=1 << 16)
    answers = io.open(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    # An interrupt of the terminal is meant for Engram, which then ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "getppid") and os.name == "posix":
        threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    sys.path[0] = ""
    told = json.dumps(versions()).encode()
    send(answers, DONE, told)
    server = Server(answers)
    server.serve(commands)
    server.close()
    sys.stderr.flush()
    os._exit(0)


main()

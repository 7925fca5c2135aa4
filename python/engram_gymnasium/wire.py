"""The Java process, and how it is spoken to.

Commands go to its standard input, answers come from its standard output. Each is a frame: the length of its
body (4 bytes, little-endian, as everything), a code (1 byte), a number (4 bytes), which the answer has from its
command, and the body. Before them all comes a line of JSON. Actions and what they lead to go through memory that both map. There is one process for all
environments of this process of Python; it starts with the first of them and ends with Python.
"""

import atexit
import collections
import functools
import itertools
import json
import os
import struct
import subprocess
import tempfile
import threading

from engram_gymnasium import java
from engram_gymnasium.errors import ArgumentError, EngramError, WorkerLost

PROTOCOL = 1
MAIN = "io.engram.gymnasium.EnvironmentServer"
MAKE, MAP, STEP, RESET, RENDER, CLOSE, LIST, DESCRIBE = range(1, 9)
DONE, FAILED = range(2)
OTHER_FAULT, ARGUMENT, STATE, ENVIRONMENT = range(4)
INFO, LAST_INFO, MASKED = range(1, 4)

HEAD = struct.Struct("<IBI")
NUMBER = struct.Struct("<i")
INFO_HEAD = struct.Struct("<ii")
DOUBLE = struct.Struct("<d")

LAST_LINES = 20
END_SECONDS = 3
READ = 1 << 16
# So many bytes are written to a pipe at once or not at all.
AT_ONCE = 512
NUMBERS = 1 << 32


def collector() -> list[str]:
    """A collector with few threads and little memory, unless the user's own options for Java name one."""
    own = (os.environ.get(name, "") for name in ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"))
    return [] if any("GC" in each for each in own) else ["-XX:+UseSerialGC"]


class Worker:
    """A process of Java that plays environments. Threads may share it: each command waits for its turn."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._chunks: collections.deque[bytes] = collections.deque()
        self._dropped: list[int] = []
        self._why_lost = ""
        self._printed = tempfile.TemporaryFile()
        self._java = java.executable()
        command = [self._java, *collector(), "-Djava.awt.headless=true",
                   "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", java.class_path(), MAIN, str(os.getpid())]
        # A process group of its own: an interrupt of the terminal is meant for Python.
        group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if os.name == "nt" else {"start_new_session": True}
        try:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                             stderr=self._printed, bufsize=0, **group)
        except OSError as error:
            raise WorkerLost(f"{self._java} cannot be started: {error}; install Java 17 or newer, and set JAVA_HOME to it") \
                from error
        self._commands = self._process.stdin.fileno()
        self._answers = iter(functools.partial(os.read, self._process.stdout.fileno(), READ), b"")
        self._greet()

    @property
    def pid(self) -> int:
        """The number of the Java process."""
        return self._process.pid

    @property
    def lost(self) -> bool:
        """Whether the process has ended, or is not this process's own."""
        return bool(self._why_lost)

    def _greet(self) -> None:
        """Java says first what it is: a line of JSON, which other versions will read too."""
        try:
            while b"\n" not in (received := b"".join(self._chunks)):
                self._read()
        except WorkerLost as error:
            raise WorkerLost(f"Engram needs Java 17 or newer, and its jars; {error}") from None
        line, _, rest = received.partition(b"\n")
        self._chunks = collections.deque([rest])
        try:
            versions = json.loads(line)
        except ValueError:
            self.end()
            said = b"".join([line, b"\n", *self._chunks]).decode(errors="replace")
            raise WorkerLost(f"{self._java} says no greeting of Engram, but\n{said}") from None
        if versions["protocol"] != PROTOCOL:
            self.end()
            raise WorkerLost(
                f"Engram's jars speak protocol {versions['protocol']} and this package protocol {PROTOCOL}: "
                "build the jars anew with ./lab setup, and install this package anew from the same repository")
        self.java_version = versions["java"]

    def ask(self, command: int, body: bytes = b"") -> bytes:
        """Sends a command and waits for the body of the answer."""
        with self._lock:
            while self._dropped:
                self._exchange(CLOSE, NUMBER.pack(self._dropped.pop()))
            status, answer = self._exchange(command, body)
        if status != DONE:
            raise failure(answer)
        return answer

    def drop(self, number: int) -> None:
        """Closes environments that nobody has any more, when there is something else to say."""
        self._dropped.append(number)

    def _exchange(self, command: int, body: bytes) -> tuple[int, bytes]:
        if self._why_lost:
            raise WorkerLost(self._why_lost)
        self._number = number = (self._number + 1) % NUMBERS
        self._send(HEAD.pack(len(body), command, number) + body)
        return self._receive(number)

    def _send(self, asked: bytes) -> None:
        left = memoryview(asked)
        try:
            while left:
                left = left[os.write(self._commands, left):]
        except OSError:
            self._lose()
        except BaseException:
            if len(asked) > AT_ONCE:
                # Maybe half a command, after which there can be no other.
                self._process.kill()
            raise

    def _receive(self, number: int) -> tuple[int, bytes]:
        """The answer to a command, past those for which nobody waits any more since an interrupt came."""
        while True:
            received = b"".join(self._chunks)
            if len(received) >= HEAD.size:
                length, status, of = HEAD.unpack_from(received)
                end = HEAD.size + length
                if len(received) >= end:
                    self._chunks = collections.deque([received[end:]])
                    if of == number:
                        return status, received[HEAD.size:end]
                    continue
            self._read()

    def _read(self) -> None:
        before = len(self._chunks)
        # One call, so that an interrupt comes before the bytes are read or when they are kept.
        self._chunks.extend(itertools.islice(self._answers, 1))
        if len(self._chunks) == before:
            self._lose()

    def _lose(self) -> None:
        """The process has ended: says how, with its last lines."""
        self._end_process()
        code = self._process.returncode
        how = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
        self._printed.seek(0)
        lines = "\n".join(self._printed.read().decode(errors="replace").splitlines()[-LAST_LINES:])
        self._printed.close()
        self._why_lost = f"Engram's Java process {self.pid} ({self._java}) {how}; make new environments" \
            + (f"; its last lines were\n{lines}" if lines else "")
        raise WorkerLost(self._why_lost)

    def _end_process(self) -> None:
        """Kindly, and after some seconds by force; what it still says is kept."""
        self._process.stdin.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._chunks.extend(self._answers)
        self._process.stdout.close()

    def end(self) -> None:
        """Ends the process, as Python ends."""
        if not self._why_lost:
            self._why_lost = "Engram's Java process was ended; make new environments"
            self._end_process()
            self._printed.close()

    def forget(self) -> None:
        """Leaves the process to the one that this process was forked from."""
        self._why_lost = "these environments belong to another process: make them in the one that steps them"
        self._lock = threading.Lock()
        self._process.stdin.close()
        self._process.stdout.close()
        self._printed.close()
        # It is not our child, so it is neither waited for nor missed.
        self._process.returncode = 0


def failure(body: bytes) -> EngramError:
    """What went wrong in Java."""
    kind = body[0]
    sentence, at = text(body, 1)
    trace, _ = text(body, at)
    if kind == ARGUMENT:
        return ArgumentError(sentence)
    return EngramError(f"{sentence}\n{trace}" if trace else sentence)


def text(body: bytes, at: int) -> tuple[str, int]:
    length, = NUMBER.unpack_from(body, at)
    begin = at + NUMBER.size
    return body[begin:begin + length].decode(), begin + length


class Told:
    """What a step or reset told besides what is in the memory."""

    def __init__(self, body: bytes) -> None:
        self.infos: dict[int, dict[str, float]] = {}
        self.last_infos: dict[int, dict[str, float]] = {}
        self.masked = False
        at = 0
        while at < len(body):
            kind = body[at]
            at += 1
            if kind == MASKED:
                self.masked = True
                continue
            index, count = INFO_HEAD.unpack_from(body, at)
            at += INFO_HEAD.size
            numbers = (self.infos if kind == INFO else self.last_infos)[index] = {}
            for _ in range(count):
                name, at = text(body, at)
                numbers[name], = DOUBLE.unpack_from(body, at)
                at += DOUBLE.size


NOTHING = Told(b"")

_starting = threading.Lock()
_worker: Worker | None = None


def worker() -> Worker:
    """The Java process of this process, started if there is none."""
    global _worker
    with _starting:
        if _worker is None or _worker.lost:
            _worker = Worker()
        return _worker


def _end() -> None:
    if _worker is not None:
        _worker.end()


def _forget() -> None:
    global _worker, _starting
    _starting = threading.Lock()
    if _worker is not None and not _worker.lost:
        _worker.forget()
    _worker = None


atexit.register(_end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)

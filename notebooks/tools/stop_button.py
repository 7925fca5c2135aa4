"""Presses the stop button of a training cell, again and again, through the real kernel.

Arguments: how often, 200 if it is not given, and java or kotlin. Each press comes at a random moment after the cell was
sent, from the first millisecond on, and every few presses in a fresh kernel, in which nothing was
drawn before. After each the cell must end within a second, the run must stand still and be saved,
its panel must say so, and the next cell must go on with it at once. Kotlin has five seconds.
"""

import dataclasses
import os
import pathlib
import queue
import random
import shutil
import sys
import tempfile
import time

from jupyter_client.manager import start_new_kernel

PER_KERNEL = 8
SECONDS_TO_SAVE = 10.0
SECONDS_TO_TELL = 10.0

@dataclasses.dataclass(frozen=True)
class Language:
    """What is said to a kernel."""

    kernel: str
    seconds_to_end: float
    build: str
    saved: str


JAVA = Language(
    "java",
    1.0,
    """
var envs = VectorEnvironment.of(16, () -> new CartPole());
var network = RecurrentActorCritic.builder(envs).gru(16).hidden(16).build();
var agent = RecurrentPPO.builder().network(network).nSteps(16).epoch(1).seqLen(8)
    .seqMiniBatchSize(32).build();
var run = TrainingRun.builder("stopped", agent, envs).checkpointEvery(1000)
    .checkpoints(Path.of("FOLDER/checkpoints")).logs(Path.of("FOLDER/logs")).build();
""",
    """
new CheckpointStore(run.checkpoints()).newest()
    .map(folder -> CheckpointStore.load(folder).state().update()).orElse(-1L)
""",
)
# Its cell is compiled to the end before it is stopped, and saves before it ends.
KOTLIN = Language(
    "kotlin",
    5.0,
    """
%use engram
val envs = VectorEnvironment.of(16) { CartPole() }
val network = RecurrentActorCritic.builder(envs).gru(16).hidden(16).build()
val agent = RecurrentPPO.builder().network(network).nSteps(16).epoch(1).seqLen(8)
    .seqMiniBatchSize(32).build()
val run = TrainingRun.builder("stopped", agent, envs).checkpointEvery(1000)
    .checkpoints(Path.of("FOLDER/checkpoints")).logs(Path.of("FOLDER/logs")).build()
""",
    """
CheckpointStore(run.checkpoints()).newest()
    .map { CheckpointStore.load(it).state().update() }.orElse(-1L)
""",
)
TRAIN = "run.train(1000000)"
STANDS = "run.state().update()"


class Kernel:
    """A kernel with a run in it."""

    def __init__(self, folder, language=JAVA):
        self.language = language
        self.manager, self.client = start_new_kernel(
            startup_timeout=120, kernel_name=language.kernel
        )
        self.seen = []
        self.value(language.build.replace("FOLDER", str(folder)))

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def end(self, request, timeout=60):
        """Waits for the end of a cell; returns what it put out."""
        outputs = []
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            try:
                message = self.client.get_iopub_msg(timeout=1)
            except queue.Empty:
                continue
            self.seen.append(message)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["content"].get("execution_state") == "idle":
                return outputs
            outputs.append(message)
        raise AssertionError("the cell did not end in time")

    def value(self, code):
        for message in self.end(self.client.execute(code)):
            if message["msg_type"] == "error":
                raise AssertionError("\n".join(message["content"]["traceback"]))
            if message["msg_type"] == "execute_result":
                return message["content"]["data"]["text/plain"]
        return None

    def train_and_stop(self, delay):
        """Trains, and stops it some seconds later; how many seconds that took, and the output."""
        request = self.client.execute(TRAIN)
        time.sleep(delay)
        pressed = time.monotonic()
        self.manager.interrupt_kernel()
        outputs = self.end(request)
        seconds = time.monotonic() - pressed
        for message in outputs:
            if message["msg_type"] == "error":
                text = "\n".join(message["content"]["traceback"])
                if "interrupted" not in text:
                    raise AssertionError(text)
        return seconds, outputs

    def is_told(self, shown):
        """Whether these displays say what the stop did; it comes while a later cell is running."""
        end = time.monotonic() + SECONDS_TO_TELL
        while not shown <= notes(self.seen):
            if time.monotonic() > end:
                return False
            self.value("Thread.sleep(100)")
        return True

    def stands(self):
        return int(self.value(STANDS))

    def saved(self):
        return int(self.value(self.language.saved))


def displays(messages):
    """The displays that messages put into a notebook, or change there."""
    ids = (message["content"].get("transient", {}).get("display_id") for message in messages)
    return set(ids) - {None}


def saying(words, messages):
    """The displays that say something in HTML."""
    return displays(
        message
        for message in messages
        if words in message["content"].get("data", {}).get("text/html", "")
    )


def panels(messages):
    """The displays that tell in words how training goes; its curves are in another."""
    return saying(" passed", messages)


def notes(messages):
    """The displays that say that training was interrupted."""
    return saying("interrupted after update", messages)


def delay_of(press, chance):
    """Seconds: from a millisecond on, and in a fresh kernel also while the first curve is drawn."""
    longest = 4.0 if press % PER_KERNEL == 0 else 1.5
    return chance.choice([chance.uniform(0.001, 0.1), chance.uniform(0.001, longest)])


def check(kernel, delay):
    """One press; returns how many seconds it took, or raises an AssertionError."""
    kernel.seen.clear()
    seconds, outputs = kernel.train_and_stop(delay)
    if seconds > kernel.language.seconds_to_end:
        raise AssertionError(f"the cell ended {seconds:.2f} s after the stop")
    stands = kernel.stands()
    # The kernel gives the cell back at once; the run is saved a moment later. One that was stopped
    # before it trained at all has nothing to save.
    end = time.monotonic() + SECONDS_TO_SAVE
    saved = kernel.saved()
    while saved != stands and stands > 0 and time.monotonic() < end:
        time.sleep(0.1)
        saved = kernel.saved()
    now = kernel.stands()
    if now != stands or (stands > 0 and saved != stands):
        raise AssertionError(f"stood after update {stands}, saved {saved}, and now {now}")
    if not kernel.is_told(panels(outputs)):
        raise AssertionError("the panel does not say that training was interrupted")
    return seconds


def press_all(times, language=JAVA, seed=1):
    """Presses; returns a line for each failure, and the seconds that the others took."""
    chance = random.Random(seed)
    failures, took = [], []
    folder = pathlib.Path(tempfile.mkdtemp())
    kernel = None
    try:
        for press in range(times):
            if press % PER_KERNEL == 0:
                if kernel is not None:
                    kernel.close()
                kernel = Kernel(folder / str(press), language)
            delay = delay_of(press, chance)
            try:
                took.append(check(kernel, delay))
            except AssertionError as failure:
                failures.append(f"press {press + 1}, after {delay:.3f} s: {failure}")
    finally:
        if kernel is not None:
            kernel.close()
        shutil.rmtree(folder, ignore_errors=True)
    return failures, took


def main(times, language):
    begun = time.monotonic()
    failures, took = press_all(times, language)
    for failure in failures:
        print(failure)
    slowest = f", the slowest after {max(took):.2f} s" if took else ""
    print(f"{len(took)} of {times} stopped, saved, told and went on{slowest};"
          f" {time.monotonic() - begun:.0f} s in all")
    return 1 if failures else 0


if __name__ == "__main__":
    os.environ.setdefault("ENGRAM_HOME", tempfile.mkdtemp())
    languages = {language.kernel: language for language in (JAVA, KOTLIN)}
    which = sys.argv[2] if len(sys.argv) > 2 else "java"
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, languages[which]))

#!/usr/bin/env python3
"""Trains Engram and its peers in turns on the same task, and tells how fast each is.

The first call makes .venv beside this file with the peers in it, and builds Engram. Needs Python
3.11 or newer and a JDK 17 or newer.
"""

import argparse
import json
import os
import pathlib
import platform
import shlex
import subprocess
import sys

import environments
import summary
from environments import FOLDER, ROOT, UnavailableError
from summary import LABELS, Row

TASK = FOLDER / "task.json"
OUT = ROOT / "target" / "peers"
SCRIPTS = {
    "sb3": ("sb3_peer.py",),
    "sb3-shared": ("sb3_peer.py", "--shared-lstm"),
    "torch": ("torch_peer.py",),
    "jax": ("jax_peer.py",),
    "jax-gru": ("jax_peer.py", "--memory", "gru"),
    "pufferlib": ("pufferlib_peer.py",),
}


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--peers",
        nargs="+",
        choices=list(LABELS),
        default=list(LABELS),
        help="all of them unless given",
    )
    parser.add_argument("--turns", type=int, default=5, help="how often each is measured")
    parser.add_argument("--updates", type=int, default=20, help="updates that are measured")
    parser.add_argument("--warm-up", type=int, default=3, help="updates before them")
    parser.add_argument(
        "--threads", type=int, nargs="+", default=[os.cpu_count() or 1], help="one or more numbers"
    )
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first turn")
    parser.add_argument("--task", type=pathlib.Path, default=TASK, help="a file like task.json")
    parser.add_argument("--out", type=pathlib.Path, default=OUT, help="where the results go")
    parser.add_argument(
        "--also",
        nargs="+",
        type=also,
        default=[],
        metavar="LABEL=COMMAND",
        help="others to measure: commands that take the options of peer.py and print its line",
    )
    parser.add_argument("--no-build", action="store_true", help="take Engram's jars as they are")
    return parser.parse_args(arguments)


def also(given: str) -> tuple[str, list[str]]:
    """A label and the words of a command."""
    label, sign, command = given.partition("=")
    if not (label and sign and command.strip()):
        raise argparse.ArgumentTypeError(f"{given} is not LABEL=COMMAND")
    if label in LABELS:
        raise argparse.ArgumentTypeError(f"{label} is the name of a peer, choose another")
    return label, shlex.split(command)


def prepare(options: argparse.Namespace) -> dict[str, list[str]]:
    """The command of each peer that can be had here; those that cannot are told, with the reason."""
    commands = {}
    for name in options.peers:
        try:
            commands[name] = command(name, options.no_build)
        except UnavailableError as reason:
            print(f"without {LABELS[name]}: {reason}", file=sys.stderr)
    return commands | dict(options.also)


def command(name: str, no_build: bool) -> list[str]:
    if name == summary.ENGRAM:
        return environments.engram(build=not no_build)
    python = environments.pufferlib() if name == "pufferlib" else environments.python()
    script, *others = SCRIPTS[name]
    return [str(python), str(FOLDER / script), *others]


def measure(
    name: str, given: list[str], turn: int, threads: int, options: argparse.Namespace
) -> Row:
    """Runs one process alone and reads the line that it ends with."""
    numbers = {
        "--task": options.task.resolve(),
        "--updates": options.updates,
        "--warm-up": options.warm_up,
        "--threads": threads,
        "--seed": options.seed + turn,
    }
    scratch = environments.scratch(options.out)
    process = subprocess.run(
        given + [str(part) for pair in numbers.items() for part in pair],
        cwd=scratch,
        env=environments.variables(scratch),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if process.returncode != 0:
        raise SystemExit(f"{summary.label(name)} ended with status {process.returncode}; see above")
    result = json.loads(process.stdout.splitlines()[-1])
    speed, mean = result["steps_per_second"], result["return_mean"]
    return Row(turn + 1, name, threads, result["updates"], speed, mean)


def take_turns(commands: dict[str, list[str]], file: pathlib.Path, options) -> None:
    """Measures everything in turns; each turn begins with another peer."""
    names = list(commands)
    for turn in range(options.turns):
        begin = turn % len(names)
        for name in names[begin:] + names[:begin]:
            for threads in options.threads:
                row = measure(name, commands[name], turn, threads, options)
                summary.write_row(file, row)
                told = "" if row.return_mean is None else f", return {row.return_mean:.0f}"
                print(
                    f"turn {row.turn}: {summary.label(name)}, {threads} thread(s): "
                    f"{row.steps_per_second:,.0f} steps/s{told}",
                    flush=True,
                )


def machine() -> str:
    """The processor and the system."""
    cpu_info = pathlib.Path("/proc/cpuinfo")
    models = [
        line.split(":", 1)[1].strip()
        for line in (cpu_info.read_text().splitlines() if cpu_info.exists() else [])
        if line.startswith("model name")
    ]
    model = models[0] if models else platform.processor() or platform.machine()
    return f"{os.cpu_count()} cores, {model}, {platform.system()}"


def report(file: pathlib.Path, options: argparse.Namespace) -> None:
    """Prints and writes the table, and draws the chart."""
    summaries = summary.summarize(summary.read_rows(file))
    text = (
        summary.markdown(summaries)
        + f"\n{options.updates} updates after a warm-up of {options.warm_up}. {machine()}.\n"
    )
    file.with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)
    chart = file.with_suffix(".png")
    subprocess.run(
        [environments.python(), FOLDER / "chart.py", file, chart],
        env=environments.variables(environments.scratch(options.out)),
        check=True,
    )
    print(f"{file}\n{file.with_suffix('.md')}\n{chart}")


def main() -> None:
    options = parse(sys.argv[1:])
    options.out = options.out.resolve()
    commands = prepare(options)
    if not commands:
        raise SystemExit("there is nothing to measure")
    options.out.mkdir(parents=True, exist_ok=True)
    file = options.out / "peers.csv"
    file.unlink(missing_ok=True)
    take_turns(commands, file, options)
    report(file, options)


if __name__ == "__main__":
    main()

"""The rows of a comparison, and what they say taken together."""

import csv
import dataclasses
import pathlib
import statistics

ENGRAM = "engram"
LABELS = {
    "engram": "Engram",
    "sb3": "sb3-contrib RecurrentPPO",
    "sb3-shared": "sb3-contrib RecurrentPPO, one LSTM",
    "torch": "PyTorch, a loop of our own",
    "jax": "JAX, as PureJaxRL does it",
    "jax-gru": "JAX, as PureJaxRL does it, GRU",
    "pufferlib": "PufferLib",
}


@dataclasses.dataclass(frozen=True)
class Row:
    """What one process measured."""

    turn: int
    name: str
    threads: int
    updates: int
    steps_per_second: float
    return_mean: float | None


@dataclasses.dataclass(frozen=True)
class Spread:
    """The median and the ends of some numbers."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, numbers: list[float]) -> "Spread":
        return cls(statistics.median(numbers), min(numbers), max(numbers))


@dataclasses.dataclass(frozen=True)
class Summary:
    """All turns of one peer; `ratio` is Engram's speed over the peer's, turn by turn."""

    name: str
    threads: int
    turns: int
    speed: Spread
    ratio: Spread | None

    @property
    def label(self) -> str:
        return label(self.name)


def label(name: str) -> str:
    """What a peer is called in a table; others have the label that they were given."""
    return LABELS.get(name, name)


def write_row(file: pathlib.Path, row: Row) -> None:
    """Adds a row to a file, which gets a first line with names if it is new."""
    is_new = not file.exists()
    with file.open("a", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        if is_new:
            writer.writerow(field.name for field in dataclasses.fields(Row))
        writer.writerow(dataclasses.astuple(row))


def read_rows(file: pathlib.Path) -> list[Row]:
    """Reads what `write_row` wrote."""
    with file.open(newline="", encoding="utf-8") as lines:
        return [
            Row(
                int(each["turn"]),
                each["name"],
                int(each["threads"]),
                int(each["updates"]),
                float(each["steps_per_second"]),
                float(each["return_mean"]) if each["return_mean"] else None,
            )
            for each in csv.DictReader(lines)
        ]


def summarize(rows: list[Row]) -> list[Summary]:
    """One summary for each peer and number of threads, the fastest first."""
    speeds: dict[tuple[str, int], dict[int, float]] = {}
    for row in rows:
        speeds.setdefault((row.name, row.threads), {})[row.turn] = row.steps_per_second
    summaries = [
        Summary(
            name,
            threads,
            len(turns),
            Spread.of(list(turns.values())),
            _ratio(speeds.get((ENGRAM, threads), {}), turns),
        )
        for (name, threads), turns in speeds.items()
    ]
    return sorted(summaries, key=lambda each: -each.speed.median)


def _ratio(engram: dict[int, float], peer: dict[int, float]) -> Spread | None:
    both = engram.keys() & peer.keys()
    return Spread.of([engram[turn] / peer[turn] for turn in both]) if both else None


def markdown(summaries: list[Summary]) -> str:
    """A table; the ratio is the median of the turns, with the least and the most of them."""
    lines = [
        "| | threads | turns | steps/s, median | least to most | Engram is as fast |",
        "|---|---|---|---|---|---|",
    ]
    for each in summaries:
        speed, ratio = each.speed, each.ratio
        times = "" if ratio is None else f"× {ratio.median:.2f} ({ratio.least:.2f} to {ratio.most:.2f})"
        lines.append(
            f"| {each.label} | {each.threads} | {each.turns} | {speed.median:,.0f} "
            f"| {speed.least:,.0f} to {speed.most:,.0f} | {times} |"
        )
    return "\n".join(lines) + "\n"

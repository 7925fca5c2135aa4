"""Draws the speeds of a comparison: python chart.py peers.csv peers.png"""

import pathlib
import sys

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt

import summary
from summary import Summary

DOTS_PER_INCH = 150
WIDTH = 8.0
ROW_HEIGHT = 0.5
MARGINS = 1.1
ENGRAM_COLOUR = "#c2571a"
PEER_COLOUR = "#8fa3b8"
# Readable on white and on black.
TEXT_COLOUR = "#757575"


def draw(summaries: list[Summary], file: pathlib.Path) -> None:
    """One bar for each peer up to its median, and a line from its least to its most."""
    figure, axes = plt.subplots(
        figsize=(WIDTH, MARGINS + ROW_HEIGHT * len(summaries)),
        dpi=DOTS_PER_INCH,
        layout="constrained",
    )
    medians = [each.speed.median for each in summaries]
    spread = [
        [each.speed.median - each.speed.least for each in summaries],
        [each.speed.most - each.speed.median for each in summaries],
    ]
    colours = [ENGRAM_COLOUR if each.name == summary.ENGRAM else PEER_COLOUR for each in summaries]
    axes.barh(
        range(len(summaries)),
        medians,
        color=colours,
        xerr=spread,
        error_kw={"ecolor": TEXT_COLOUR, "capsize": 4, "linewidth": 1.2},
    )
    longest = max(each.speed.most for each in summaries)
    for place, each in enumerate(summaries):
        text = f"{each.speed.median:,.0f}"
        axes.text(each.speed.most + 0.015 * longest, place, text, va="center", color=TEXT_COLOUR)
    axes.set_yticks(range(len(summaries)), [_label(each, summaries) for each in summaries])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.13 * longest)
    axes.xaxis.set_major_formatter(matplotlib.ticker.StrMethodFormatter("{x:,.0f}"))
    axes.set_xlabel("environment steps per second; lines from the slowest turn to the fastest")
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["bottom", "left"]].set_color(TEXT_COLOUR)
    axes.tick_params(colors=TEXT_COLOUR)
    axes.xaxis.label.set_color(TEXT_COLOUR)
    figure.savefig(file, transparent=True)
    plt.close(figure)


def _label(each: Summary, summaries: list[Summary]) -> str:
    """The number of threads is told where there is more than one."""
    if len({other.threads for other in summaries}) == 1:
        return each.label
    return f"{each.label}, {each.threads} thread{'s' if each.threads > 1 else ''}"


def main() -> None:
    rows, file = map(pathlib.Path, sys.argv[1:])
    draw(summary.summarize(summary.read_rows(rows)), file)


if __name__ == "__main__":
    main()

"""Prints the scalars and texts of a log folder as TensorBoard itself reads them.

Usage: python read_events.py FOLDER
One JSON object a line: {"tag": ..., "step": ..., "value": ...}, by tag, then in TensorBoard's order.
Needs the package tensorboard.
"""

import json
import sys

from tensorboard.backend.event_processing import event_accumulator
from tensorboard.util import tensor_util


def main(folder):
    # A size of 0 keeps every point instead of a sample.
    accumulator = event_accumulator.EventAccumulator(
        folder,
        size_guidance={event_accumulator.TENSORS: 0, event_accumulator.SCALARS: 0},
    )
    accumulator.Reload()
    tags = accumulator.Tags()
    points = []
    for tag in tags["scalars"]:
        points += [(tag, event.step, event.value) for event in accumulator.Scalars(tag)]
    for tag in tags["tensors"]:
        for event in accumulator.Tensors(tag):
            array = tensor_util.make_ndarray(event.tensor_proto)
            value = array.item()
            if isinstance(value, bytes):
                value = value.decode("utf-8")
            points.append((tag, event.step, value))
    for tag, step, value in sorted(points, key=lambda point: point[0]):
        print(json.dumps({"tag": tag, "step": step, "value": value}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])

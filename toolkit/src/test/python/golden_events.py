"""Writes golden/events.out.tfevents.*: what PyTorch's SummaryWriter and TensorFlow 2 put into an event file.

torch.utils.tensorboard.SummaryWriter hands messages of the package tensorboard to its EventFileWriter, and so does this:
add_scalar is a simple_value, add_scalar(new_style=True) a tensor whose number is in float_val, TensorFlow's
tf.summary.scalar one whose number is in tensor_content. Stable-Baselines3 and CleanRL log by add_scalar.

    python golden_events.py ../resources/golden
"""

import struct
import sys
from pathlib import Path

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import HistogramProto, Summary, SummaryMetadata
from tensorboard.compat.proto.tensor_pb2 import TensorProto
from tensorboard.compat.proto.tensor_shape_pb2 import TensorShapeProto
from tensorboard.compat.proto.types_pb2 import DT_DOUBLE, DT_FLOAT, DT_STRING
from tensorboard.summary.writer.record_writer import RecordWriter

SCALARS = SummaryMetadata(plugin_data=SummaryMetadata.PluginData(plugin_name="scalars"))


def simple(tag, number):
    return Summary.Value(tag=tag, simple_value=number)


def new_style(tag, number):
    return Summary.Value(tag=tag, tensor=TensorProto(float_val=[number], dtype=DT_FLOAT), metadata=SCALARS)


def content(tag, kind, form, number):
    tensor = TensorProto(dtype=kind, tensor_shape=TensorShapeProto(), tensor_content=struct.pack(form, number))
    return Summary.Value(tag=tag, tensor=tensor, metadata=SCALARS)


def text(tag, line):
    shape = TensorShapeProto(dim=[TensorShapeProto.Dim(size=1)])
    return Summary.Value(tag=tag, tensor=TensorProto(dtype=DT_STRING, string_val=[line], tensor_shape=shape))


def pair(tag):
    shape = TensorShapeProto(dim=[TensorShapeProto.Dim(size=2)])
    return Summary.Value(tag=tag, tensor=TensorProto(dtype=DT_FLOAT, float_val=[1, 2], tensor_shape=shape))


def main(folder):
    events = [Event(wall_time=1_700_000_000, file_version="brain.Event:2")]
    for i in range(3):
        values = [
            simple("charts/episodic_return", 20.5 + i),
            new_style("rollout/ep_rew_mean", -1.25 * i),
            content("tf/loss", DT_FLOAT, "<f", 0.5 * i),
            content("tf/precise", DT_DOUBLE, "<d", 0.1 * i),
            text("text", b"a line"),
            pair("pair"),
            Summary.Value(tag="histogram", histo=HistogramProto(min=0, max=1)),
        ]
        events += [
            Event(wall_time=1_700_000_001 + i, step=2048 * i, summary=Summary(value=[value])) for value in values
        ]
    events.append(Event(wall_time=1_700_000_009, step=3_000_000_000, summary=Summary(value=[simple("late", float("nan"))])))
    with open(Path(folder) / "events.out.tfevents.1700000000.golden.0.0", "wb") as file:
        writer = RecordWriter(file)
        for event in events:
            writer.write(event.SerializeToString())


if __name__ == "__main__":
    main(sys.argv[1])

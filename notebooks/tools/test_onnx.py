"""Steps exported policies in Python's ONNX Runtime, next to what the engine said of the same steps.

Models and steps are left in toolkit/target/onnx-python by Maven's tests, which ./lab test runs
first.
"""

import base64
import json
import math
import unittest

import numpy
import onnxruntime
from workspace import ROOT

FOLDER = ROOT / "toolkit/target/onnx-python"
POLICIES = ("parts", "mixed-actions", "parts-and-mixed", "pixels-normalised", "RND-of-all",
            "a-stack", "separate-memories", "all-at-once")
STEPS = 20
TOLERANCE = 1e-5
MISSING = ("there is no {}, which Maven's tests write; run ./lab test, "
           "or first ./mvnw -pl toolkit test -Dtest=OnnxPythonTest")


def rows(step, kind):
    """All numbers of one type that N environments showed."""
    seen = step[kind]
    if kind == "uint8":
        seen = [list(base64.b64decode(row)) for row in seen]
    return numpy.array(seen, kind)


class Model:
    """A policy as the runtime runs it, with the memory of N episodes."""

    def __init__(self, file, count):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        shapes = {each.name: each.shape for each in self.session.get_inputs()}
        layers, _, width = shapes["hidden_state"]
        self.hidden = numpy.zeros((layers, count, width), numpy.float32)
        metadata = self.session.get_modelmeta().custom_metadata_map
        self.parts = json.loads(metadata["observation_space"])

    def step(self, step):
        """All outputs by name."""
        self.hidden[:, step["forgotten"]] = 0
        feed, begun = {"hidden_state": self.hidden}, {"float32": 0, "uint8": 0}
        for part in self.parts:
            kind, begin = part["type"], begun[part["type"]]
            begun[kind] += math.prod(part["shape"])
            feed[part["input"]] = rows(step, kind)[:, begin:begun[kind]].reshape(-1, *part["shape"])
        names = [each.name for each in self.session.get_outputs()]
        said = dict(zip(names, self.session.run(names, feed)))
        self.hidden = said["next_hidden_state"].copy()
        return said


class OnnxTest(unittest.TestCase):
    def path(self, name):
        path = FOLDER / name
        if not path.is_file():
            self.fail(MISSING.format(path.relative_to(ROOT)))
        return path

    def test_given_an_exported_policy_when_it_steps_then_it_says_what_the_engine_said(self):
        for name in POLICIES:
            with self.subTest(name):
                file = self.path(f"{name}.onnx")
                steps = json.loads(self.path(f"{name}.json").read_text())
                self.assertEqual(STEPS, len(steps))
                model = Model(file, len(next(steps[0][kind] for kind in ("float32", "uint8")
                                             if kind in steps[0])))
                for number, step in enumerate(steps):
                    self.assert_said(step["said"], model.step(step), f"step {number}")

    def assert_said(self, engine, model, when):
        """To 1e-5, relative above 1."""
        self.assertEqual(sorted(engine), sorted(model))
        for output, numbers in engine.items():
            expected, actual = numpy.array(numbers), model[output].astype(float).ravel()
            self.assertEqual(expected.shape, actual.shape, f"{output}, {when}")
            deviation = numpy.abs(actual - expected) / numpy.maximum(1, numpy.abs(expected))
            self.assertLess(deviation.max(), TOLERANCE, f"{output}, {when}")

    def test_every_policy_that_maven_left_is_stepped(self):
        left = sorted(path.stem for path in FOLDER.glob("*.onnx"))
        self.assertEqual(sorted(POLICIES), left, f"the models in {FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    unittest.main()

"""Tests of the notebooks' tools, of the kernel, of exported policies, of the package for Python, and
of every notebook through the real kernel.

Arguments: the folder for the notebooks' results, and a file with what `git status` said before
anything ran, which need not exist. Notebooks work beside the results, in notebook-run/workspace.
Closes with a line `N passed, N failed`, and in front of it what was left out, and why.
"""

import filecmp
import json
import os
import pathlib
import queue
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import nbclient
import nbformat
from jupyter_client.manager import start_new_kernel
from run_notebooks import execute, why
from stop_button import KOTLIN, Kernel, panels, press_all
from test_browser import BrowserTest
from test_onnx import OnnxTest
from test_pages import CellsTest, page_tests
from test_pictures import GitHubTest, PageOfNotebookTest, SanitiserTest
from test_run_notebooks import RunTest
from test_ship_notebooks import ShipTest
from test_standalone import JShellTest, StandaloneTest
from test_workspace import WorkspaceTest
from workspace import NOTEBOOKS, ROOT, SHIPS, lay_scratch

TRAIN = "recurrent_ppo.ipynb"
TEST = "test_recurrent_ppo.ipynb"
PYTHON = "python_environments.ipynb"
PRESSES = 20
KOTLIN_PRESSES = 8

CHART = """
org.knowm.xchart.QuickChart.getChart("t", "x", "y", "s", new double[] {0, 1}, new double[] {1, 2})
"""
TABLE = """
Table.create("t", StringColumn.create("name", "a<b", "c"), DoubleColumn.create("x", 1.5, 1e6))
"""
SHOWABLE = """
new io.engram.show.Showable() {
    public String toHtml() { return "<b>seen</b>"; }
    public String toText() { return "seen"; }
}
"""
LIVE = """
try (var view = io.engram.training.ProgressViews.open()) {
    var columns = List.of("environment_steps", "episode_return_mean", "episode_return_std", "entropy");
    var metrics = new io.engram.checkpoint.MetricHistory(columns, List.of());
    for (int update = 1; update <= 20; update++) {
        double mean = 500 - 480 * Math.exp(-update / 6.0);
        metrics = metrics.with(new double[] {4096 * update, mean, 40, 0.7 / update});
        view.update(new io.engram.training.Progress("cartpole-masked", update, 20, update / 20.0,
            "learning: mini-batch 3 of about 12", 4096L * update, 51234, 0.01 * update, 1, metrics,
            List.of("episode_return_mean", "entropy"), List.of(), Optional.empty(), ""));
        Thread.sleep(PAUSE);
    }
}
"""


def live(pause_ms):
    return LIVE.replace("PAUSE", str(pause_ms))


def scratch_notebook(pause_ms=10):
    """One cell for each thing that the toolkit teaches the kernel to show."""
    cells = [live(pause_ms), CHART, TABLE, SHOWABLE]
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell.strip()) for cell in cells],
        metadata={"kernelspec": {"name": "java", "display_name": "Java (Engram)"}},
    )


class Showing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        notebook = scratch_notebook()
        client = nbclient.NotebookClient(notebook, kernel_name="java", startup_timeout=120)
        try:
            client.execute()
        except nbclient.exceptions.CellExecutionError as error:
            raise AssertionError(why(error)) from None
        cls.outputs = [cell.outputs for cell in notebook.cells]

    def data(self, cell):
        self.assertEqual(1, len(self.outputs[cell]), self.outputs[cell])
        return self.outputs[cell][0]["data"]

    def test_progress_is_redrawn_in_two_places_and_ends_as_words_and_a_picture(self):
        self.assertEqual(2, len(self.outputs[0]), self.outputs[0])
        words, curves = self.outputs[0]
        self.assertIn("update 20 of 20", words["data"]["text/html"])
        # Not HTML, of which GitHub takes the pictures away.
        self.assertNotIn("text/html", curves["data"])
        self.assertTrue(curves["data"]["image/png"].startswith("iVBORw0KGgo"))
        self.assertEqual(720, curves["metadata"]["image/png"]["width"])
        self.assertIn("episode return", curves["metadata"]["image/png"]["alt"])

    def test_a_chart_is_a_picture(self):
        self.assertTrue(self.data(1)["image/png"].startswith("iVBORw0KGgo"))

    def test_a_table_is_html(self):
        html = self.data(2)["text/html"]
        self.assertIn("a&lt;b", html)
        self.assertIn("<table", html)

    def test_a_showable_value_is_asked_for_its_html(self):
        data = self.data(3)
        self.assertEqual("<b>seen</b>", data["text/html"])
        self.assertEqual("seen", data["text/plain"])


class KernelCase(unittest.TestCase):
    """One kernel, spoken to directly."""

    @classmethod
    def setUpClass(cls):
        cls.manager, cls.client = start_new_kernel(startup_timeout=120, kernel_name="java")

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel(now=True)

    def send(self, code):
        return self.client.execute(code)

    def outputs(self, request, timeout=60):
        """Yields the messages that a request leads to, until the kernel is idle again."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            try:
                message = self.client.get_iopub_msg(timeout=1)
            except queue.Empty:
                continue
            except ValueError as error:
                # JJava signs the messages of a cell and of an interrupt with one object at once, and
                # sometimes wrongly; JupyterLab drops such a message too.
                self.assertIn("Invalid Signature", str(error))
                continue
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "status":
                if message["content"]["execution_state"] == "idle":
                    return
                continue
            if message["msg_type"] != "execute_input":
                yield message
        self.fail("the cell did not end in time")

    def value(self, code):
        for message in self.outputs(self.send(code)):
            if message["msg_type"] == "execute_result":
                return message["content"]["data"]["text/plain"]
            self.assertNotEqual("error", message["msg_type"], message["content"])
        return None


class Session(KernelCase):
    """What any cell can rely on."""

    def test_nothing_is_written_at_the_first_use_of_the_engine(self):
        code = """
        try (var manager = ai.djl.ndarray.NDManager.newBaseManager()) {
            manager.ones(new ai.djl.ndarray.types.Shape(2)).sum();
        }
        """
        self.assertEqual([], [m["content"] for m in self.outputs(self.send(code))])

    def test_an_interrupted_cell_leaves_the_kernel_and_its_values(self):
        code = """
        int rounds = 0;
        try (var cell = Notebook.live()) {
            while (!Thread.currentThread().isInterrupted()) {
                rounds++;
                cell.update("round " + rounds);
                java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
            }
            cell.update("stopped by the interrupt");
            Thread.interrupted();
        }
        """
        request = self.send(code)
        texts = []
        for message in self.outputs(request):
            texts.append(message["content"].get("data", {}).get("text/plain"))
            if len(texts) == 5:
                self.manager.interrupt_kernel()
        self.assertGreaterEqual(len(texts), 5)
        time.sleep(0.5)
        before = int(self.value("rounds"))
        time.sleep(0.2)
        self.assertEqual(before, int(self.value("rounds")), "the cell's thread still runs")
        self.assertGreaterEqual(before, 5)


class HelpTest(KernelCase):
    """What the Java kernel does otherwise than JJava."""

    def texts(self, code):
        """What a cell shows, and its error."""
        found = {}
        for message in self.outputs(self.send(code)):
            content = message["content"]
            if message["msg_type"] == "error":
                found["error"] = "\n".join(content["traceback"])
            elif message["msg_type"] == "display_data":
                found["shown"] = found.get("shown", "") + content["data"]["text/plain"]
        return found

    def test_an_error_names_the_users_own_lines_and_folds_the_rest_away(self):
        self.value("class Bad {\n    int step() {\n        throw new RuntimeException(\"boom\");\n    }\n}")
        error = self.texts("int before = 1;\nnew Bad().step()")["error"]
        self.assertRegex(error, r"RuntimeException: boom")
        self.assertRegex(error, r"at Bad.step, cell \d+, line 3\n    at cell \d+, line 2")
        self.assertNotIn("jdk.jshell", error)
        self.assertIn("boom", self.value("Notebook.trace()"))

    def test_cells_behind_one_that_fails_are_not_run(self):
        failing = self.send("Thread.sleep(300); int ran = 1 / 0;")
        behind = self.send("int behind = 5;")
        for request, status in ((failing, "error"), (behind, "aborted")):
            reply = self.client.get_shell_msg(timeout=30)
            while reply["parent_header"]["msg_id"] != request:
                reply = self.client.get_shell_msg(timeout=30)
            self.assertEqual(status, reply["content"]["status"])
        self.assertIn("cannot find symbol", self.texts("behind")["error"])
        self.assertEqual("6", self.value("2 * 3"))

    def test_variables_that_lose_their_values_when_a_class_is_changed_are_named(self):
        self.value("class Lamp { int lit = 1; }")
        self.value("var lamp = new Lamp(); Lamp other = new Lamp();")
        said = self.texts("class Lamp { int lit = 1; int dark = 2; }")
        for name in ("lamp", "other"):
            self.assertIn(f"{name} lost its value, since Lamp was changed", said["shown"])

    def shift_tab(self, code):
        self.client.inspect(code, len(code))
        while True:
            reply = self.client.get_shell_msg(timeout=30)
            if reply["msg_type"] == "inspect_reply":
                return reply["content"]["data"].get("text/html", "")

    def test_shift_tab_shows_the_documentation_with_its_generics(self):
        html = self.shift_tab("RecurrentPPO.builder().seqLen")
        self.assertIn("seqLen(int", html)
        self.assertIn("the gradient flows back", html)
        html = self.shift_tab("VectorEnvironment.of")
        self.assertIn("Supplier&lt;", html)
        self.assertNotIn("{@", html)


class KernelSpecTest(unittest.TestCase):
    """The kernels that a JupyterLab finds which knows nothing of JUPYTER_PATH."""

    def test_the_kernels_of_the_virtual_environment_are_ours(self):
        found = subprocess.run(
            [pathlib.Path(sys.executable).with_name("jupyter"), "kernelspec", "list", "--json"],
            env={name: value for name, value in os.environ.items() if name != "JUPYTER_PATH"},
            capture_output=True, text=True, check=True,
        )
        specs = json.loads(found.stdout)["kernelspecs"]
        for name in ("java", "kotlin"):
            self.assertIn("(Engram)", specs[name]["spec"]["display_name"])
            self.assertEqual(
                json.loads((ROOT / ".jupyter/kernels" / name / "kernel.json").read_text()),
                json.loads(pathlib.Path(specs[name]["resource_dir"], "kernel.json").read_text()),
            )


class StopTest(unittest.TestCase):
    """A training cell that is stopped at random moments; ./lab press-stop does it longer."""

    def test_each_stop_ends_the_cell_and_saves_the_run_which_goes_on(self):
        failures, took = press_all(PRESSES)
        self.assertEqual([], failures)
        self.assertEqual(PRESSES, len(took))

    def test_the_same_in_kotlin(self):
        failures, took = press_all(KOTLIN_PRESSES, KOTLIN)
        self.assertEqual([], failures)
        self.assertEqual(KOTLIN_PRESSES, len(took))

    def test_what_the_stop_did_is_told_in_the_panel_of_the_stopped_cell(self):
        folder = pathlib.Path(tempfile.mkdtemp())
        kernel = Kernel(folder)
        try:
            _, outputs = kernel.train_and_stop(4.0)
            told = panels(outputs)
            self.assertEqual(1, len(told))
            self.assertTrue(kernel.is_told(told))
        finally:
            kernel.close()
            shutil.rmtree(folder, ignore_errors=True)


class NotebookTest(unittest.TestCase):
    """Runs a notebook of the project, and looks for what one of its cells should say."""

    def __init__(self, name, result, says="", when=""):
        super().__init__()
        self.path = NOTEBOOKS / name
        self.result = result
        self.says = says
        self.when = when

    def __str__(self):
        return self.path.name + self.when

    def runTest(self):
        # Without one, the notebook would ask the network for it.
        if self.path.name == PYTHON and not os.environ.get("ENGRAM_GYMNASIUM_PYTHON"):
            self.skipTest(f"{PYTHON}: name a Python with Gymnasium in ENGRAM_GYMNASIUM_PYTHON")
        print(flush=True)
        try:
            notebook = execute(self.path, self.result)
        except nbclient.exceptions.CellExecutionError as error:
            raise AssertionError(why(error)) from None
        self.assertIn(self.says, "\n".join(texts(notebook)))


def texts(notebook):
    """What the cells put out, as plain text."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield output.get("data", output).get("text/plain", "")


class ShippedTest(unittest.TestCase):
    """Notebooks found what ships, and wrote elsewhere."""

    def __init__(self, scratch):
        super().__init__()
        self.scratch = scratch

    def runTest(self):
        for name in SHIPS:
            self.assert_same(filecmp.dircmp(ROOT / name, self.scratch / name))

    def assert_same(self, folders):
        self.assertEqual([], folders.left_only + folders.right_only, folders.right)
        names = folders.common_files
        different = filecmp.cmpfiles(folders.left, folders.right, names, shallow=False)[1:]
        self.assertEqual(([], []), different, folders.right)
        for inner in folders.subdirs.values():
            self.assert_same(inner)

    def __str__(self):
        return "what ships is as it was"


class RepositoryTest(unittest.TestCase):
    """Neither Maven's tests nor these change a file that git knows or does not ignore."""

    def __init__(self, before):
        super().__init__()
        self.before = before

    def runTest(self):
        status = ["git", "status", "--porcelain"]
        after = subprocess.run(status, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        self.assertEqual(self.before.read_text(), after, "git status before and after the tests")

    def __str__(self):
        return "git status is what it was"


class TensorBoardTest(unittest.TestCase):
    """The events of the run that the training notebook made, read by TensorBoard itself."""

    def runTest(self):
        from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

        logs = pathlib.Path(os.environ["ENGRAM_HOME"], "logs", "cartpole-masked")
        events = EventAccumulator(str(logs))
        events.Reload()
        returns = events.Scalars("episode/reward_mean")
        self.assertEqual(list(range(len(returns))), [point.step for point in returns])
        self.assertGreater(returns[-1].value, returns[0].value)
        for tag in ("losses/policy_loss", "losses/value_loss", "losses/entropy", "training/kl",
                    "training/clip_fraction", "training/explained_variance", "training/gradient_norm",
                    "training/steps_per_second", "training/padding_share", "training/first_ratio"):
            self.assertEqual(len(returns), len(events.Scalars(tag)), tag)

    def __str__(self):
        return "TensorBoard reads the training notebook's events"


def notebook_tests(results):
    """The tour first; its second notebook with the policy that ships, and then with one's own."""
    shipped, own = "the policy that ships", "your own policy"
    before = results / "before-training" / TEST
    yield NotebookTest(TEST, before, shipped, " before any training")
    yield NotebookTest(TRAIN, results / TRAIN)
    yield TensorBoardTest()
    yield NotebookTest(TEST, results / TEST, own, " after training")
    for name in sorted(path.name for path in NOTEBOOKS.glob("*.ipynb")):
        if name not in (TRAIN, TEST):
            yield NotebookTest(name, results / name)


def suite(results, scratch, status):
    tests = unittest.TestSuite()
    # First, since they fork this process, which has other threads once it has spoken to a kernel.
    tests.addTests(unittest.defaultTestLoader.discover(str(ROOT / "python/tests")))
    for case in (WorkspaceTest, RunTest, ShipTest, CellsTest, OnnxTest, Showing, Session,
                 HelpTest, KernelSpecTest, JShellTest, StopTest, SanitiserTest, GitHubTest,
                 PageOfNotebookTest, BrowserTest):
        tests.addTests(unittest.defaultTestLoader.loadTestsFromTestCase(case))
    tests.addTests(notebook_tests(results))
    tests.addTests(page_tests())
    tests.addTest(StandaloneTest())
    tests.addTest(ShippedTest(scratch))
    if status.is_file():
        tests.addTest(RepositoryTest(status))
    return tests


class Outcome(unittest.TextTestResult):
    """Counts what passed: where a whole class is left out, none of its tests counts as run."""

    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def main(results, status):
    scratch = results.with_name("notebook-run")
    os.environ["ENGRAM_HOME"] = str(lay_scratch(scratch).resolve())
    tests = suite(results, scratch, status)
    runner = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=Outcome)
    outcome = runner.run(tests)
    for reason in sorted({reason for _, reason in outcome.skipped}):
        print(f"left out: {reason}")
    failed = len(outcome.failures) + len(outcome.errors)
    skipped = f", {len(outcome.skipped)} skipped" if outcome.skipped else ""
    print(f"{outcome.passed} passed, {failed} failed{skipped}")
    return 0 if outcome.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main(*(pathlib.Path(argument) for argument in sys.argv[1:])))

"""Tests of what makes a notebook of a page, and of every page through the real kernel."""

import os
import pathlib
import shutil
import subprocess
import sys
import unittest

import nbclient
from pages import cells, notebook, pages, programs
from run_notebooks import why
from workspace import ROOT, SHIPS

MINUTES = 10


class CellsTest(unittest.TestCase):
    def test_shown_and_hidden_blocks_are_cells_in_order(self):
        text = "a\n<!-- java\nint a = 1;\n-->\n```java\nint b = a;\n```\n```\n./lab\n```\n"
        self.assertEqual(["int a = 1;\n", "int b = a;\n"], cells(text))

    def test_a_block_that_is_not_run_is_the_body_of_a_method(self):
        (cell,) = cells("<!-- compiled only -->\n```java\nrun.train(9);\n```\n")
        self.assertIn("void block() throws Exception {\n        run.train(9);\n    }", cell)
        self.assertTrue(cell.endswith("new Page0();\n"))

    def test_a_block_of_another_program_is_no_cell(self):
        self.assertEqual([], cells("<!-- elsewhere -->\n```java\nother();\n```\n"))

    def test_a_block_of_python_says_what_it_prints(self):
        text = "```python\nprint(1 + 1)  # 2\n```\n<!-- elsewhere -->\n```python\nother()\n```\n"
        self.assertEqual([("print(1 + 1)  # 2\n", ["2"])], programs(text))

    def test_every_page_with_java_or_python_is_found(self):
        names = [page.name for page in pages()]
        self.assertEqual("README.md", names[0])
        self.assertIn("runs.md", names)
        self.assertIn("engram-in-python.md", names)
        self.assertNotIn("architecture.md", names)


class PageTest(unittest.TestCase):
    """Runs the blocks of a page, one after the other, where a user's notebooks run."""

    def __init__(self, page):
        super().__init__()
        self.page = page

    def __str__(self):
        return f"what {self.page.relative_to(ROOT)} shows"

    def setUp(self):
        # What ships is where a run of one's own would be.
        home = pathlib.Path(os.environ["ENGRAM_HOME"])
        for name in SHIPS:
            shutil.copytree(home.parent / name, home / name, dirs_exist_ok=True)

    def runTest(self):
        text = self.page.read_text(encoding="utf-8")
        if cells(text):
            self.run_java(text)
        for code, printed in programs(text):
            result = subprocess.run(
                [sys.executable, "-c", code],
                cwd=os.environ["ENGRAM_HOME"],
                capture_output=True,
                text=True,
                check=False,
            )
            self.assertEqual(0, result.returncode, result.stderr)
            self.assertEqual(printed, result.stdout.splitlines())

    def run_java(self, text):
        client = nbclient.NotebookClient(
            notebook(text),
            kernel_name="java",
            timeout=MINUTES * 60,
            startup_timeout=120,
            resources={"metadata": {"path": os.getcwd()}},
        )
        try:
            client.execute()
        except nbclient.exceptions.CellExecutionError as error:
            raise AssertionError(why(error)) from None
        said = [
            output["text"]
            for cell in client.nb.cells
            for output in cell.outputs
            if output.output_type == "stream" and output.name == "stderr"
        ]
        self.assertEqual([], said)


def page_tests():
    for page in pages():
        yield PageTest(page)

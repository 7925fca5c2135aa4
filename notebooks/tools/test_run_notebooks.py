"""Tests of where `./lab run` runs a notebook, and of what it says at the end."""

import os
import pathlib
import tempfile
import unittest
from unittest import mock

import nbformat
from run_notebooks import place, report
from workspace import NOTEBOOKS, WORKSPACE

CHART = nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo"})


class RunTest(unittest.TestCase):
    def test_given_a_notebook_that_ships_then_its_copy_is_run(self):
        self.assertEqual(WORKSPACE / "tour.ipynb", place(NOTEBOOKS / "tour.ipynb"))
        crooked = NOTEBOOKS / ".." / "notebooks" / "tour.ipynb"
        self.assertEqual(WORKSPACE / "tour.ipynb", place(crooked))

    def test_given_any_other_notebook_then_it_is_run_where_it_is(self):
        for path in (WORKSPACE / "mine.ipynb", pathlib.Path("/elsewhere/mine.ipynb")):
            self.assertEqual(path, place(path))

    def test_the_report_names_what_is_new_in_the_folder_of_the_notebooks(self):
        with tempfile.TemporaryDirectory() as folder:
            home = pathlib.Path(folder)
            for name in ("checkpoints/old/latest", "checkpoints/new/latest", "videos/film.mp4"):
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                (home / name).touch()
            os.utime(home / "checkpoints/old/latest", (1, 1))
            cell = nbformat.v4.new_code_cell("run.curves()", outputs=[CHART])
            ran = [("tour.ipynb", nbformat.v4.new_notebook(cells=[cell]))]
            with mock.patch.dict(os.environ, ENGRAM_HOME=folder):
                lines = [line.split() for line in report(ran, since=2)]
        expected = [
            ["checkpoint", f"{home}/checkpoints/new"],
            ["curve", "tour.ipynb"],
            ["video", f"{home}/videos/film.mp4"],
        ]
        self.assertEqual(expected, lines)


if __name__ == "__main__":
    unittest.main()

"""Tests of what `./lab ship` replaces, in temporary folders and without a kernel."""

import os
import pathlib
import tempfile
import unittest
from unittest import mock

from ship_notebooks import ship, take_over


def fill(folder, **files):
    for name, text in files.items():
        file = folder / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def content(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_text() for path in files}


class ShipTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.project = pathlib.Path(folder.name)
        self.workspace = self.project / "workspace"
        fill(self.project / "checkpoints" / "run", latest="u1\n", u1__file="shipped")
        fill(self.project / "videos", film="shipped")
        fill(self.project / "configs", run="shipped")
        fill(self.project / "results", row="shipped")

    def take_over(self):
        return [str(path.relative_to(self.project)) for path in take_over(self.workspace, self.project)]

    def shipped(self):
        return content(self.project / "checkpoints")

    def test_given_nothing_of_the_same_name_then_nothing_changes(self):
        fill(self.workspace / "checkpoints" / "other", latest="u2\n", u2__file="made")
        fill(self.workspace / "videos", other="made")
        self.assertEqual([], self.take_over())
        self.assertEqual({"run/latest": "u1\n", "run/u1/file": "shipped"}, self.shipped())
        self.assertEqual({"film": "shipped"}, content(self.project / "videos"))

    def test_given_a_run_without_a_best_then_its_latest_checkpoint_alone_ships(self):
        fill(self.workspace / "checkpoints" / "run", latest="u3\n", u2__file="2", u3__file="3")
        self.assertEqual(["checkpoints/run"], self.take_over())
        self.assertEqual({"run/latest": "u3\n", "run/u3/file": "3"}, self.shipped())

    def test_given_a_run_with_a_best_then_that_checkpoint_alone_ships_and_is_the_latest(self):
        made = self.workspace / "checkpoints" / "run"
        fill(made, best="u2\n", latest="u3\n", u2__file="2", u3__file="3")
        self.assertEqual(["checkpoints/run"], self.take_over())
        expected = {"run/best": "u2\n", "run/latest": "u2\n", "run/u2/file": "2"}
        self.assertEqual(expected, self.shipped())

    def test_given_a_film_of_the_same_name_then_it_ships(self):
        fill(self.workspace / "videos", film="made")
        self.assertEqual(["videos/film"], self.take_over())
        self.assertEqual({"film": "made"}, content(self.project / "videos"))

    def ship(self, execute):
        with (
            mock.patch("ship_notebooks.execute", execute),
            mock.patch.dict(os.environ),
            mock.patch("builtins.print"),
        ):
            return [str(path) for path in ship(["train.ipynb", "test.ipynb"], self.project)]

    def given_two_notebooks(self):
        fill(self.project / "notebooks", **{"train.ipynb": "train", "test.ipynb": "test"})

    def test_each_notebook_begins_in_an_empty_workspace_beside_what_the_one_before_made(self):
        self.given_two_notebooks()
        seen = []

        def execute(source, target):
            workspace = pathlib.Path(os.environ["ENGRAM_HOME"])
            seen.append((content(workspace), content(workspace.parent / "checkpoints")))
            made = workspace / "checkpoints" / "run"
            if source.name == "train.ipynb":
                fill(made, latest="u2\n", u2__file="made")
            fill(target.parent, **{target.name: "result"})

        ships = self.ship(execute)
        self.assertEqual(["checkpoints/run", "notebooks/test.ipynb", "notebooks/train.ipynb"], ships)
        older = {"run/latest": "u1\n", "run/u1/file": "shipped"}
        newer = {"run/latest": "u2\n", "run/u2/file": "made"}
        self.assertEqual([({}, older), ({}, newer)], seen)
        self.assertEqual(newer, self.shipped())
        results = {"train.ipynb": "result", "test.ipynb": "result"}
        self.assertEqual(results, content(self.project / "notebooks"))

    def test_given_a_cell_that_fails_then_nothing_that_ships_changes(self):
        self.given_two_notebooks()
        notebooks = content(self.project / "notebooks")

        def execute(source, target):
            workspace = pathlib.Path(os.environ["ENGRAM_HOME"])
            fill(workspace / "checkpoints" / "run", latest="u2\n", u2__file="made")
            fill(target.parent, **{target.name: "result"})
            if source.name == "test.ipynb":
                raise ZeroDivisionError

        self.assertRaises(ZeroDivisionError, self.ship, execute)
        self.assertEqual(notebooks, content(self.project / "notebooks"))
        self.assertEqual({"run/latest": "u1\n", "run/u1/file": "shipped"}, self.shipped())


if __name__ == "__main__":
    unittest.main()

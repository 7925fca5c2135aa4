"""Tests of the copies in workspace/, in temporary folders."""

import json
import pathlib
import tempfile
import unittest

from workspace import lay, lay_scratch


def notebook(*sources, output="", kind="code"):
    cells = [{"cell_type": kind, "source": [s], "outputs": [output]} for s in sources]
    return json.dumps({"cells": cells})


class WorkspaceTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.project = pathlib.Path(folder.name)
        self.notebooks = self.project / "notebooks"
        self.notebooks.mkdir()
        self.shipped = self.notebooks / "tour.ipynb"
        self.copy = self.project / "workspace" / "tour.ipynb"

    def lay(self):
        return lay(self.notebooks, self.project / "workspace")

    def ship(self, text):
        self.shipped.write_text(text)

    def given_a_copy_of(self, text):
        self.ship(text)
        self.assertEqual([], self.lay())

    def assert_copy(self, text):
        self.assertEqual(text, self.copy.read_text())

    def test_given_no_workspace_then_it_has_copies_with_their_outputs(self):
        text = notebook("1 + 1", output="2")
        self.ship(text)
        self.assertEqual([], self.lay())
        self.assert_copy(text)

    def test_given_nothing_new_when_the_user_ran_or_edited_the_copy_then_it_stays(self):
        self.given_a_copy_of(notebook("1 + 1"))
        for text in (notebook("1 + 1", output="2"), notebook("1 + 2"), "no notebook"):
            self.copy.write_text(text)
            self.assertEqual([], self.lay())
            self.assert_copy(text)

    def test_given_an_untouched_copy_when_the_project_has_a_newer_one_then_it_is_refreshed(self):
        self.given_a_copy_of(notebook("1 + 1"))
        newer = notebook("1 + 1", output="2")
        self.ship(newer)
        self.assertEqual([], self.lay())
        self.assert_copy(newer)

    def test_given_a_copy_that_was_only_run_when_cells_are_newer_then_it_is_refreshed(self):
        self.given_a_copy_of(notebook("1 + 1", output="2"))
        self.copy.write_text(notebook("1 + 1", "", output="2, made by the user"))
        newer = notebook("1 + 3", output="4")
        self.ship(newer)
        self.assertEqual([], self.lay())
        self.assert_copy(newer)

    def test_given_a_copy_that_was_only_run_when_only_outputs_are_newer_then_it_stays(self):
        self.given_a_copy_of(notebook("1 + 1", output="2"))
        run = notebook("1 + 1", output="2, made by the user")
        self.copy.write_text(run)
        self.ship(notebook("1 + 1", output="2, made later"))
        self.assertEqual([], self.lay())
        self.assert_copy(run)

    def test_given_an_edited_copy_when_cells_are_newer_then_it_stays_and_is_named_each_time(self):
        self.given_a_copy_of(notebook("1 + 1"))
        edited = notebook("1 + 2")
        self.copy.write_text(edited)
        self.ship(notebook("1 + 3"))
        for _ in range(2):
            self.assertEqual(["tour.ipynb"], self.lay())
            self.assert_copy(edited)

    def test_given_a_cell_of_another_kind_then_the_copy_counts_as_edited(self):
        self.given_a_copy_of(notebook("1 + 1"))
        self.copy.write_text(notebook("1 + 1", kind="markdown"))
        self.ship(notebook("1 + 3"))
        self.assertEqual(["tour.ipynb"], self.lay())

    def test_given_an_edited_copy_when_only_outputs_are_newer_then_it_stays_unnamed(self):
        self.given_a_copy_of(notebook("1 + 1"))
        edited = notebook("1 + 2")
        self.copy.write_text(edited)
        self.ship(notebook("1 + 1", output="2"))
        self.assertEqual([], self.lay())
        self.assert_copy(edited)

    def test_given_an_edit_that_the_project_made_too_then_the_copy_is_up_to_date(self):
        self.given_a_copy_of(notebook("1 + 1"))
        run = notebook("1 + 2", output="3, made by the user")
        self.copy.write_text(run)
        self.ship(notebook("1 + 2", output="3"))
        self.assertEqual([], self.lay())
        self.assert_copy(run)
        newer = notebook("1 + 3")
        self.ship(newer)
        self.assertEqual([], self.lay())
        self.assert_copy(newer)

    def test_given_a_removed_copy_then_there_is_a_new_one(self):
        self.given_a_copy_of(notebook("1 + 1"))
        self.copy.write_text(notebook("1 + 2"))
        newer = notebook("1 + 3")
        self.ship(newer)
        self.copy.rename(self.copy.with_name("mine.ipynb"))
        self.assertEqual([], self.lay())
        self.assert_copy(newer)

    def test_given_a_file_of_the_users_own_by_that_name_then_it_stays_and_is_named(self):
        for text in (notebook("mine"), "no notebook", "[]", ""):
            self.copy.parent.mkdir(exist_ok=True)
            self.copy.write_text(text)
            self.ship(notebook("1 + 1"))
            self.assertEqual(["tour.ipynb"], self.lay())
            self.assert_copy(text)

    def test_given_notebooks_that_do_not_ship_then_they_are_left_alone(self):
        self.given_a_copy_of(notebook("1 + 1"))
        mine = self.copy.with_name("mine.ipynb")
        mine.write_text("mine")
        self.shipped.unlink()
        self.assertEqual([], self.lay())
        self.assertEqual("mine", mine.read_text())
        self.assertTrue(self.copy.is_file())

    def test_a_scratch_folder_has_what_ships_and_an_empty_workspace(self):
        for name in ("checkpoints/run", "videos", "configs", "results"):
            (self.project / name).mkdir(parents=True)
            (self.project / name / "file").write_text(name)
        scratch = self.project / "target" / "scratch"
        (scratch / "workspace" / "older").mkdir(parents=True)
        workspace = lay_scratch(scratch, self.project)
        self.assertEqual("checkpoints/run", (workspace / "../checkpoints/run/file").read_text())
        self.assertEqual("videos", (workspace / "../videos/file").read_text())
        self.assertEqual("configs", (workspace / "../configs/file").read_text())
        self.assertEqual([], list(workspace.iterdir()))


if __name__ == "__main__":
    unittest.main()

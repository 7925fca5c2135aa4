"""Refreshes what ships: runs notebooks of the project, keeps their results in them, and puts what
they made in the place of what ships under the same name.

Each notebook runs in an empty workspace, as a newcomer's first; what one made is what ships for the
next. All of it happens in target/ship, and nothing that ships changes before every notebook has run.
"""

import os
import pathlib
import shutil
import sys

import nbclient
from run_notebooks import execute, require, shown, why
from workspace import NOTEBOOKS, ROOT, lay_scratch


def take_over(workspace, project):
    """Replaces each run and film that ships by that of the same name in a workspace; returns the
    paths of those that were replaced."""
    taken = []
    for ships in sorted((project / "checkpoints").iterdir()):
        made = workspace / "checkpoints" / ships.name
        if made.is_dir():
            replace_run(made, ships)
            taken.append(ships)
    for ships in sorted((project / "videos").iterdir()):
        made = workspace / "videos" / ships.name
        if made.is_file():
            shutil.copyfile(made, ships)
            taken.append(ships)
    return taken


def replace_run(made, ships):
    """Of a run, one checkpoint ships: its best, or its latest if no best was chosen."""
    best = made / "best"
    pointer = best if best.is_file() else made / "latest"
    name = pointer.read_text().strip()
    shutil.rmtree(ships)
    shutil.copytree(made / name, ships / name)
    shutil.copyfile(pointer, ships / pointer.name)
    (ships / "latest").write_text(f"{name}\n")


def ship(names, project):
    """Runs notebooks and replaces what ships; returns the paths of that, from the project's folder.
    If a cell fails, it raises and has replaced nothing."""
    stage = project / "target" / "ship"
    workspace = lay_scratch(stage, project)
    os.environ["ENGRAM_HOME"] = str(workspace)
    ships = set()
    for name in names:
        notebook = pathlib.Path("notebooks", name)
        print(notebook, flush=True)
        execute(project / notebook, stage / notebook)
        ships.add(notebook)
        ships.update(path.relative_to(stage) for path in take_over(workspace, stage))
        shutil.rmtree(workspace, ignore_errors=True)
    for path in ships:
        replace(stage / path, project / path)
    return sorted(ships)


def replace(new, old):
    if new.is_dir():
        shutil.rmtree(old)
        shutil.copytree(new, old)
    else:
        shutil.copyfile(new, old)


def main(paths):
    require(paths)
    for path in paths:
        if path.resolve().parent != NOTEBOOKS:
            sys.exit(f"{shown(path)} does not ship: only a notebook in notebooks/ does.")
    try:
        for path in ship([path.name for path in paths], ROOT):
            print(f"ships  {path}")
    except nbclient.exceptions.CellExecutionError as error:
        sys.exit(f"A cell failed, and nothing that ships has changed: {why(error)}")


if __name__ == "__main__":
    main([pathlib.Path(argument) for argument in sys.argv[1:]])

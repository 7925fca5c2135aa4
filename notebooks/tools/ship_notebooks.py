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


def main(paths):
    require(paths)
    stray = [path for path in paths if path.resolve().parent != NOTEBOOKS]
    if stray:
        sys.exit(f"{shown(stray[0])} does not ship: only what is in notebooks/ does.")
    stage = ROOT / "target" / "ship"
    lay_scratch(stage)
    workspace = stage / "workspace"
    os.environ["ENGRAM_HOME"] = str(workspace)
    taken = set()
    for path in paths:
        print(shown(path), flush=True)
        try:
            execute(path, stage / "notebooks" / path.name)
        except nbclient.exceptions.CellExecutionError as error:
            print(f"{shown(path)} failed, and nothing has changed: {why(error)}", file=sys.stderr)
            return 1
        taken.update(ships.relative_to(stage) for ships in take_over(workspace, stage))
        shutil.rmtree(workspace)
    taken.update(pathlib.Path("notebooks", path.name) for path in paths)
    for ships in sorted(taken):
        replace(stage / ships, ROOT / ships)
        print(f"ships  {ships}")
    return 0


def replace(new, old):
    if new.is_dir():
        shutil.rmtree(old)
        shutil.copytree(new, old)
    else:
        shutil.copyfile(new, old)


if __name__ == "__main__":
    sys.exit(main([pathlib.Path(argument) for argument in sys.argv[1:]]))

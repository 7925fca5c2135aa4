"""Lays out workspace/, the folder in which a user works: copies of the notebooks that ship.

A copy belongs to its user. Beside it, .shipped/ has the notebook as it was when it was copied, so
that a newer one takes its place only where the user has written nothing into it. What cells put out
does not count. One line says which copies stay behind, and how to get the newer notebook.
"""

import json
import os
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
WORKSPACE = ROOT / "workspace"
SHIPS = ("checkpoints", "videos", "configs", "results")


def lay(notebooks, workspace):
    """Brings the copies up to date; returns the names of those that the user's changes keep."""
    record = workspace / ".shipped"
    record.mkdir(parents=True, exist_ok=True)
    names = sorted(path.name for path in notebooks.glob("*.ipynb"))
    return [name for name in names if not update(*(f / name for f in (notebooks, workspace, record)))]


def update(shipped, copy, record):
    """Whether the copy is of the notebook as it now ships."""
    new, own, old = (read(path) for path in (shipped, copy, record))
    if own is not None and old == new:
        return True
    if own is None or own == old:
        write(copy, new)
    elif written(own) is None:
        return False
    elif written(new) not in (written(own), written(old)):
        if written(own) != written(old):
            return False
        write(copy, new)
    write(record, new)
    return True


def read(path):
    return path.read_bytes() if path.is_file() else None


def write(path, content):
    """Writes a file that is there whole or as it was."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content)
    os.replace(partial, path)


def written(notebook):
    """What a person writes in a notebook: the kinds and sources of its cells, but for empty ones,
    which JupyterLab adds at the end by itself. None if it is no notebook."""
    try:
        cells = json.loads(notebook)["cells"]
        pairs = [(cell["cell_type"], "".join(cell["source"]).strip()) for cell in cells]
    except (ValueError, LookupError, TypeError):
        return None
    return [pair for pair in pairs if pair[1]]


def lay_scratch(folder, project=ROOT):
    """Makes a folder in which notebooks find what ships, as in the project, and change no file of
    it; returns the empty workspace there."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in SHIPS:
        shutil.copytree(project / name, folder / name)
    workspace = folder / "workspace"
    workspace.mkdir()
    return workspace


def main():
    for name in lay(NOTEBOOKS, WORKSPACE):
        print(
            f"lab: workspace/{name} has changes of yours and stays; notebooks/{name} is newer."
            " To have that, rename or remove yours, and call ./lab again.",
            file=sys.stderr,
        )


if __name__ == "__main__":
    main()

"""Runs notebooks through their kernels, keeps their results in them, and says what they made.

A notebook that ships is run in its copy in workspace/, any other one where it is. What they made is
whatever is new or changed after the start: folders directly under checkpoints/, and in them and in
videos/ any picture or film. Where no curve was saved as a file, the curve is in the notebook itself.
"""

import os
import pathlib
import sys
import time

import nbclient
import nbformat
from workspace import NOTEBOOKS, ROOT, WORKSPACE

HOUR = 3600


def execute(source, target):
    """Runs one notebook; the result is written even if a cell fails, so that one can see why."""
    notebook = nbformat.read(source, as_version=4)
    code = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]

    def begin(cell, cell_index):
        first = cell.source.strip().partition("\n")[0][:60]
        if first:
            place = code.index(cell_index) + 1
            print(f"  cell {place}/{len(code)}  {first}", flush=True)

    client = nbclient.NotebookClient(
        notebook,
        kernel_name=notebook.metadata.get("kernelspec", {}).get("name", "java"),
        timeout=12 * HOUR,
        startup_timeout=120,
        record_timing=False,
        on_cell_execute=begin,
        resources={"metadata": {"path": os.getcwd()}},
    )
    try:
        client.execute()
    finally:
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, target)
    return notebook


def why(error):
    """What went wrong in a cell. The kernel's own frames come last in its report, so the end of it
    would hide the message."""
    return f"{error.evalue}\n{error}"


def changed(folder, since):
    """The files under a folder that were written after a time, newest first."""
    found = [(f.stat().st_mtime, f) for f in folder.rglob("*") if f.is_file()]
    return [f for stamp, f in sorted(found, reverse=True) if stamp >= since]


def has_picture(notebook):
    return any(
        "image/png" in output.get("data", {})
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )


def report(notebooks, since):
    """Lines that say where the checkpoint, the curve and the video are."""
    home = pathlib.Path(os.environ.get("ENGRAM_HOME", shown(WORKSPACE)))
    saved = changed(home / "checkpoints", since)
    runs = sorted({home.joinpath(*f.relative_to(home).parts[:2]) for f in saved})
    curves = [f for f in saved if f.suffix in (".png", ".svg")]
    if not curves:
        curves = [path for path, notebook in notebooks if has_picture(notebook)]
    films = changed(home / "videos", since)
    for name, files in (("checkpoint", runs), ("curve", curves), ("video", films)):
        for file in files:
            yield f"{name:10}  {file}"


def shown(path):
    """A path as short as can be: within the project, from there."""
    path = path.resolve()
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def place(path):
    """Where a notebook is run."""
    return WORKSPACE / path.name if path.resolve().parent == NOTEBOOKS else path


def require(paths):
    """Ends the program with a sentence if there is no such notebook."""
    for path in paths:
        if not path.is_file():
            sys.exit(f"There is no notebook {shown(path)}.")


def main(paths):
    require(paths)
    begun = time.time()
    done = []
    failure = None
    for path in map(shown, map(place, paths)):
        print(path, flush=True)
        try:
            done.append((path, execute(path, path)))
        except nbclient.exceptions.CellExecutionError as error:
            failure = f"{path} failed: {why(error)}"
            break
    for line in report(done, begun - 1):
        print(line, flush=True)
    return failure


if __name__ == "__main__":
    sys.exit(main([pathlib.Path(argument) for argument in sys.argv[1:]]))

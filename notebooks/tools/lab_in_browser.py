"""Opens JupyterLab in a headless Chromium, runs every cell of a notebook, and takes pictures.

For people and tools that want to see what a user sees; ./lab test does so by itself (test_browser.py).
Needs Chromium or Chrome, and what ./lab test has installed:

    .venv/bin/python notebooks/tools/lab_in_browser.py [NOTEBOOK] [--dark] [--out FOLDER]

A notebook in workspace/ is run there, as its user would. Of any other one it runs a copy, in a
workspace of its own in target/browser/home. Without a notebook it runs one that shows a progress
panel, a chart, a table and a value of HTML.
"""

import argparse
import pathlib
import shutil
import sys
import time

import nbformat
from browser import FOLDER, MISSING, Notebook, below_root, chromium, open_browser, start_lab
from workspace import WORKSPACE, lay_scratch

SECONDS_BETWEEN = 3
BUSY = "() => [...document.querySelectorAll('.jp-InputPrompt')].some(p => p.innerText.includes('*'))"


def watch(notebook, out, dark, timeout):
    """Runs all cells; takes a picture every 3 s while cells run, and one of the end."""
    notebook.await_kernel()
    notebook.theme(dark)
    notebook.run_all()
    notebook.await_true(BUSY)
    end = time.monotonic() + timeout
    picture = 0
    while notebook.page.evaluate(BUSY):
        if time.monotonic() > end:
            sys.exit(f"the notebook still runs after {timeout} s")
        picture += 1
        notebook.screenshot(out / f"while-{picture:03}.png")
        notebook.page.wait_for_timeout(1000 * SECONDS_BETWEEN)
    notebook.page.set_viewport_size({"width": 1280, "height": 3600})
    notebook.page.wait_for_timeout(2000)
    notebook.screenshot(out / "end.png")
    notebook.save()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook", nargs="?", type=pathlib.Path)
    parser.add_argument("--dark", action="store_true", help="use the dark theme")
    parser.add_argument("--timeout", type=float, default=900, help="seconds for all cells")
    parser.add_argument("--out", type=pathlib.Path, default=FOLDER)
    arguments = parser.parse_args()
    if not chromium():
        sys.exit(MISSING)
    notebook = arguments.notebook
    if notebook and notebook.resolve().parent == WORKSPACE:
        home, copy = WORKSPACE, WORKSPACE / notebook.name
    else:
        home = lay_scratch(FOLDER / "home")
        copy = home / (notebook.name if notebook else "scratch.ipynb")
        if notebook:
            shutil.copy(notebook, copy)
        else:
            from test_notebooks import scratch_notebook

            nbformat.write(scratch_notebook(400), copy)
    with start_lab(home) as address, open_browser() as context:
        path = below_root(copy)
        watch(Notebook(context, address, path), arguments.out, arguments.dark, arguments.timeout)
    print(f"the pictures are in {arguments.out}")


if __name__ == "__main__":
    main()

"""Opens JupyterLab in a headless Chromium, runs every cell of a notebook, and takes pictures.

For people and tools that want to see what a user sees; no part of ./lab test. Needs Chromium and
its driver (on Debian: chromium, chromium-driver) and `pip install selenium` in any environment:

    python notebooks/tools/lab_in_browser.py [NOTEBOOK] [--dark] [--out FOLDER]

A notebook in workspace/ is run there, as its user would. Of any other one it runs a copy, in a
workspace of its own in target/browser/home. Without a notebook it runs one that shows a progress
panel, a chart, a table and a value of HTML.
"""

import argparse
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from workspace import ROOT, WORKSPACE, lay_scratch

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
    " --disable-background-networking --disable-component-update --window-size=1280,1600"
)
SCRATCH = (
    "import sys, nbformat; sys.path.insert(0, 'notebooks/tools');"
    "from test_notebooks import scratch_notebook;"
    "nbformat.write(scratch_notebook(400), sys.argv[1])"
)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_lab(port, home):
    """Starts ./lab as for someone new to it, and waits until it answers; returns the process."""
    begun = time.monotonic()
    memory = ROOT / "target/browser/memory"
    shutil.rmtree(memory, ignore_errors=True)
    environment = {
        "ENGRAM_HOME": home,
        "JUPYTERLAB_SETTINGS_DIR": memory / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": memory / "layouts",
    }
    command = ["./lab", "--no-browser", f"--port={port}", "--ip=127.0.0.1", "--allow-root"]
    command += ["--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True"]
    log = open(ROOT / "target/browser/lab.log", "w")
    lab = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env={**os.environ, **{name: str(path) for name, path in environment.items()}},
    )
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/lab", timeout=5).read()
            print(f"JupyterLab answers after {time.monotonic() - begun:.1f} s")
            return lab
        except (urllib.error.URLError, OSError):
            if lab.poll() is not None or time.monotonic() - begun > 300:
                sys.exit("JupyterLab did not start; target/browser/lab.log says why")
            time.sleep(0.1)


def open_browser(profile):
    options = Options()
    for flag in FLAGS.split():
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={profile}")
    options.binary_location = shutil.which("chromium")
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def wait_for(browser, script, timeout):
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if browser.execute_script(f"return {script}"):
            return
        time.sleep(0.2)
    browser.save_screenshot(str(ROOT / "target/browser/stuck.png"))
    sys.exit(f"waited {timeout} s in vain for: {script}")


def command(browser, name, arguments="{}"):
    browser.execute_script(f"window.jupyterapp.commands.execute('{name}', {arguments})")


def watch(browser, server, notebook, out, dark, timeout):
    """Runs all cells; takes a picture of what opens first, one every 3 s while cells run, and one of
    the end."""
    browser.get(server)
    wait_for(browser, "!!document.querySelector('.jp-DirListing-item')", 60)
    browser.save_screenshot(str(out / "start.png"))
    browser.get(f"{server}/lab/tree/{notebook}")
    wait_for(browser, "!!window.jupyterapp && !!document.querySelector('.jp-Notebook .jp-Cell')", 60)
    wait_for(browser, "document.querySelector('#jp-main-statusbar').innerText.includes('| Idle')", 60)
    theme = "Dark" if dark else "Light"
    command(browser, "apputils:change-theme", f"{{theme: 'JupyterLab {theme}'}}")
    wait_for(browser, f"document.body.dataset.jpThemeLight === '{str(not dark).lower()}'", 30)
    if browser.execute_script("return !window.jupyterapp.shell.leftCollapsed"):
        command(browser, "application:toggle-left-area")
    command(browser, "notebook:run-all-cells")
    busy = "[...document.querySelectorAll('.jp-InputPrompt')].some(p => p.innerText.includes('*'))"
    wait_for(browser, busy, 30)
    end = time.monotonic() + timeout
    picture = 0
    while browser.execute_script(f"return {busy}"):
        if time.monotonic() > end:
            sys.exit(f"the notebook still runs after {timeout} s")
        picture += 1
        browser.save_screenshot(str(out / f"while-{picture:03}.png"))
        time.sleep(3)
    browser.set_window_size(1280, 3600)
    time.sleep(2)
    browser.save_screenshot(str(out / "end.png"))
    command(browser, "docmanager:save")
    time.sleep(2)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook", nargs="?", type=pathlib.Path)
    parser.add_argument("--dark", action="store_true", help="use the dark theme")
    parser.add_argument("--timeout", type=float, default=900, help="seconds for all cells")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "target/browser")
    arguments = parser.parse_args()
    folder = ROOT / "target/browser"
    folder.mkdir(parents=True, exist_ok=True)
    arguments.out.mkdir(parents=True, exist_ok=True)
    notebook = arguments.notebook
    if notebook and notebook.resolve().parent == WORKSPACE:
        home, copy = WORKSPACE, WORKSPACE / notebook.name
    else:
        home = lay_scratch(folder / "home")
        copy = home / (notebook.name if notebook else "scratch.ipynb")
    port = free_port()
    lab = start_lab(port, home)
    with tempfile.TemporaryDirectory() as profile:
        try:
            if notebook and home != WORKSPACE:
                shutil.copy(notebook, copy)
            elif not notebook:
                python = ROOT / ".venv/bin/python"
                subprocess.run([python, "-c", SCRATCH, copy], cwd=ROOT, check=True)
            browser = open_browser(profile)
            try:
                server = f"http://127.0.0.1:{port}"
                path = copy.relative_to(ROOT)
                watch(browser, server, path, arguments.out, arguments.dark, arguments.timeout)
            finally:
                browser.quit()
        finally:
            os.killpg(lab.pid, signal.SIGTERM)
            lab.wait(30)
    print(f"the pictures are in {arguments.out}")


if __name__ == "__main__":
    main()

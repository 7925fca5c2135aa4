"""JupyterLab in a headless Chromium: what tests and people need to see what a user sees.

It is driven by Playwright, which brings no browser: the one that is installed is taken, by the name
in ENGRAM_BROWSER, else the first Chromium or Chrome that is found.
"""

import atexit
import contextlib
import os
import pathlib
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

from workspace import ROOT

# Machines that run tests may be slow and have much else to do. Nothing waits longer than it must.
PATIENCE = 180
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
MISSING = (
    "no Chromium or Chrome was found; install one (on Debian and Ubuntu: the package chromium), or name"
    " its program in ENGRAM_BROWSER"
)
FLAGS = ["--disable-gpu", "--disable-quic", "--disable-component-update"]
FOLDER = ROOT / "target/browser"
UPDATE = re.compile(r"update ([\d\s,.\u202f\u00a0]+) of ")
# A message of Jupyter's websocket that redraws something, and the time in it that a run says has passed.
REDRAWN = re.compile(rb'"msg_type"\s*:\s*"update_display_data"')
PASSED = re.compile(rb"([\d:]+) passed")


def chromium():
    """The program of the browser, or None if there is none."""
    named = os.environ.get("ENGRAM_BROWSER")
    if named:
        return shutil.which(named)
    found = filter(None, map(shutil.which, (*NAMES, *PLACES)))
    return next(found, None)


@contextlib.contextmanager
def open_browser(height=1600):
    """A browser's context, in which pages are opened."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            context = browser.new_context(viewport={"width": 1280, "height": height})
            context.set_default_timeout(PATIENCE * 1000)
            yield context
        finally:
            browser.close()


@contextlib.contextmanager
def start_lab(home):
    """Starts ./lab as for someone new to it, whose notebooks work in a folder; gives its address."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    memory = FOLDER / "memory"
    shutil.rmtree(memory, ignore_errors=True)
    environment = {
        "ENGRAM_HOME": home,
        "JUPYTERLAB_SETTINGS_DIR": memory / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": memory / "layouts",
        "JUPYTER_CONFIG_DIR": memory / "config",
        "JUPYTER_DATA_DIR": memory / "data",
    }
    port = free_port()
    command = ["./lab", "--no-browser", f"--port={port}", "--ip=127.0.0.1", "--allow-root"]
    command += ["--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True"]
    with open(FOLDER / "lab.log", "w") as log:
        lab = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **{name: str(path) for name, path in environment.items()}},
        )
    atexit.register(end, lab)
    try:
        address = f"http://127.0.0.1:{port}"
        await_answer(f"{address}/lab", lab)
        yield address
    finally:
        end(lab)
        atexit.unregister(end)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_answer(address, lab):
    limit = time.monotonic() + 2 * PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).read()
            return
        except (urllib.error.URLError, OSError):
            if lab.poll() is not None or time.monotonic() > limit:
                raise RuntimeError("JupyterLab did not start; target/browser/lab.log says why") from None
            time.sleep(0.1)


def end(lab):
    """Ends JupyterLab, which ends its kernels."""
    lab.terminate()
    try:
        lab.wait(60)
    except subprocess.TimeoutExpired:
        lab.kill()
        lab.wait()


class Notebook:
    """A notebook in a tab of its own. Cells are counted from 0, and every kind counts."""

    def __init__(self, context, address, path):
        """Opens a notebook, whose path is below the project's folder."""
        # For each redrawing the time that its words say has passed; empty for curves.
        self.redrawn = []
        self.page = context.new_page()
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._note))
        # The simple layout has one notebook, and forgets what another tab had open.
        self.page.goto(f"{address}/lab/tree/{path}?reset")
        self.page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook .jp-Cell")
        self.await_true("() => !!window.jupyterapp")
        if self.page.evaluate("() => !window.jupyterapp.shell.leftCollapsed"):
            self.command("application:toggle-left-area")

    def _note(self, frame):
        if isinstance(frame, bytes) and REDRAWN.search(frame[:2000]):
            passed = PASSED.search(frame)
            self.redrawn.append(passed[1].decode() if passed else "")

    def await_true(self, script, argument=None):
        self.page.wait_for_function(script, arg=argument)

    def await_kernel(self):
        """Waits until the kernel has nothing to do."""
        self.await_true(
            "() => document.querySelector('#jp-main-statusbar').innerText.includes('| Idle')"
        )

    def await_connection(self):
        """Waits until the tab knows its kernel: a stop button that is pressed before does nothing."""
        self.await_true("() => !!window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel")

    def command(self, name, arguments=None):
        """Begins a command of JupyterLab; some end with the cells that they run."""
        self.page.evaluate(
            "([name, arguments]) => { window.jupyterapp.commands.execute(name, arguments); }",
            [name, arguments or {}],
        )

    def theme(self, dark):
        self.command("apputils:change-theme", {"theme": f"JupyterLab {'Dark' if dark else 'Light'}"})
        self.await_true("light => document.body.dataset.jpThemeLight === light", str(not dark).lower())
        self.await_true("() => !document.querySelector('#jupyterlab-splash')")

    def cell(self, index):
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index)

    def outputs(self, index):
        return self.cell(index).locator(".jp-OutputArea-output")

    def run_all(self):
        self.command("notebook:run-all-cells")

    def run(self, index):
        """Runs a cell as one does with the keyboard."""
        self.cell(index).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")

    def stop(self):
        """Presses the stop button of the toolbar."""
        self.page.locator("[data-jp-item-name=interrupt] >> visible=true").click()

    def is_running(self, index):
        return "*" in self.prompt(index)

    def await_running(self, index, running=True):
        self.await_true(
            "([index, running]) => document.querySelectorAll('.jp-Notebook .jp-Cell')[index]"
            ".querySelector('.jp-InputPrompt').innerText.includes('*') === running",
            [index, running],
        )

    def await_end(self):
        """Waits until no cell is running or waits for its turn."""
        self.await_true(
            "() => ![...document.querySelectorAll('.jp-InputPrompt')].some(p => p.innerText.includes('*'))"
        )

    def append(self, code):
        """Writes a cell at the end; returns which it is."""
        last = self.page.locator(".jp-Notebook .jp-Cell").count() - 1
        self.cell(last).locator(".jp-InputPrompt").click()
        self.command("notebook:insert-cell-below")
        self.await_true("last => document.querySelectorAll('.jp-Notebook .jp-Cell').length > last", last + 1)
        self.cell(last + 1).locator(".cm-content").click()
        self.page.keyboard.insert_text(code)
        return last + 1

    def execute(self, index):
        """Runs a cell to its end; returns what it says."""
        before = self.prompt(index)
        self.run(index)
        self.await_true(
            "([index, before]) => { const now = document.querySelectorAll('.jp-Notebook .jp-Cell')[index]"
            ".querySelector('.jp-InputPrompt').innerText;"
            " return now !== before && /\\d/.test(now); }",
            [index, before],
        )
        return self.text(index)

    def prompt(self, index):
        return self.cell(index).locator(".jp-InputPrompt").inner_text()

    def text(self, index):
        return "\n".join(self.outputs(index).all_inner_texts())

    def await_told(self, index, words, other):
        """Runs another cell until a cell that has ended tells something: what comes late is put into
        its place while some cell is running."""
        limit = time.monotonic() + PATIENCE
        while words not in self.text(index):
            if time.monotonic() > limit:
                raise AssertionError(f"the cell does not tell: {words}")
            self.execute(other)

    def update(self, index):
        """The update that the panel of a cell tells, or -1."""
        found = UPDATE.search(self.text(index))
        return int(re.sub(r"\D", "", found[1])) if found else -1

    def await_update(self, index, beyond):
        """Waits until the panel tells of an update beyond one; returns it."""
        limit = time.monotonic() + PATIENCE
        while (update := self.update(index)) <= beyond:
            if time.monotonic() > limit:
                raise AssertionError(f"the panel still tells of update {update}")
            self.page.wait_for_timeout(50)
        return update

    def picture(self, index):
        """The source of the first picture of a cell."""
        return self.outputs(index).locator("img").first.get_attribute("src")

    def await_another_picture(self, index, than):
        self.await_true(
            "([index, than]) => { const found = document.querySelectorAll('.jp-Notebook .jp-Cell')[index]"
            ".querySelector('.jp-Cell-outputArea img'); return found && found.src !== than; }",
            [index, than],
        )
        return self.picture(index)

    def save(self):
        self.command("docmanager:save")
        self.await_true("() => !document.querySelector('.jp-mod-current.jp-mod-dirty')")

    def screenshot(self, file):
        file.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=file)

    def close(self):
        self.page.close()


def below_root(path):
    return pathlib.Path(path).resolve().relative_to(ROOT).as_posix()

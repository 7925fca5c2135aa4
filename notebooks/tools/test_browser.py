"""What a user sees and does in JupyterLab itself, in a headless Chromium, with a Java and a Kotlin
notebook: cells that train, the stop button, a film, a tab that is closed and opened again, themes.
"""

import collections
import contextlib
import dataclasses
import shutil
import unittest

import nbformat
from browser import FOLDER, MISSING, Notebook, below_root, chromium, open_browser, start_lab
from workspace import lay_scratch

REDRAWS_PER_SECOND = 4
SECONDS_WATCHED = 4
# A panel may get a line less, but not the height of a picture.
LARGEST_SHRINKING = 60

# Cells of the fixtures.
BUILD, TRAIN, STANDS, FILM, SHOW = range(5)


@dataclasses.dataclass(frozen=True)
class Language:
    """A notebook in one language; it trains until it is stopped."""

    kernel: str
    end: str
    cells: tuple

    def notebook(self):
        return nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(cell.strip()) for cell in self.cells],
            metadata={
                "kernelspec": {
                    "name": self.kernel,
                    "display_name": f"{self.kernel.capitalize()} (Engram)",
                    "language": self.kernel,
                }
            },
        )


JAVA = Language(
    "java",
    ";",
    (
        """
var envs = Environments.vector("CartPole-v1", 8, MaskVelocity::new);
var network = RecurrentActorCritic.builder(envs).gru(16).hidden(16).build();
var agent = RecurrentPPO.builder().network(network).nSteps(64).epoch(2).seqLen(8).build();
var run = TrainingRun.builder("seen", agent, envs).replace(true).build();
""",
        "run.train(1_000_000);",
        "run.state().update()",
        """
Evaluation.of(run.policy(), "CartPole-v1", MaskVelocity::new).episodes(1).run()
        .film(1, Path.of("videos/seen-in-java.mp4"))
""",
        "Notebook.show(run.curves());\nNotebook.show(run.metrics().first(30));",
    ),
)
KOTLIN = Language(
    "kotlin",
    "",
    (
        """
%use engram
val envs = Environments.vector("CartPole-v1", 8, ::MaskVelocity)
val network = RecurrentActorCritic.builder(envs).gru(16).hidden(16).build()
val agent = RecurrentPPO.builder().network(network).nSteps(64).epoch(2).seqLen(8).build()
val run = TrainingRun.builder("seen-in-kotlin", agent, envs).replace(true).build()
""",
        "run.train(1_000_000)",
        "run.state().update()",
        """
Evaluation.of(run.policy(), "CartPole-v1", ::MaskVelocity).episodes(1).run()
    .film(1, Path.of("videos/seen-in-kotlin.mp4"))
""",
        "Notebook.show(run.curves())\nNotebook.show(run.metrics().first(30))",
    ),
)

# Looks at a cell's output before every frame that the browser paints.
LOOK = """
index => {
    const output = document.querySelectorAll('.jp-Notebook .jp-Cell')[index]
        .querySelector('.jp-Cell-outputArea');
    const seen = {frames: 0, blank: 0, shrunk: 0, scrolled: 0};
    window.seen = seen;
    let height = 0;
    const look = () => {
        if (window.seen !== seen) return;
        const picture = output.querySelector('img');
        seen.frames++;
        if (!picture || !picture.complete || !picture.naturalWidth) seen.blank++;
        seen.shrunk = Math.max(seen.shrunk, height - output.offsetHeight);
        height = output.offsetHeight;
        for (const each of output.querySelectorAll('.jp-OutputArea-output, .jp-OutputArea-output *')) {
            const style = getComputedStyle(each);
            const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
            if (scrolls && (each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight))
                seen.scrolled++;
        }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}
"""

# How readable a cell is: the least contrast of its words with the page, and the share of the grey ink
# in its pictures that has a contrast of at least 3, as WCAG 2.2 asks of large words and of drawings.
CONTRAST = """
index => {
    const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
    const colour = text => text.match(/[\\d.]+/g).map(Number);
    const behind = element => {
        for (let each = element; each; each = each.parentElement) {
            const found = colour(getComputedStyle(each).backgroundColor);
            if (found.length < 4 || found[3] > 0.9) return found;
        }
        return [255, 255, 255];
    };
    const output = document.querySelectorAll('.jp-Notebook .jp-Cell')[index]
        .querySelector('.jp-Cell-outputArea');
    let words = 21, letters = 0;
    const texts = document.createTreeWalker(output, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        // Errors have the kernel's own colours.
        if (!texts.currentNode.data.trim() || !element.offsetWidth || element.closest('[data-mime-type*=stderr]'))
            continue;
        letters += texts.currentNode.data.trim().length;
        words = Math.min(words, contrast(colour(getComputedStyle(element).color), behind(element)));
    }
    const pictures = [...output.querySelectorAll('img')].filter(each => each.offsetWidth).map(picture => {
        const canvas = document.createElement('canvas');
        canvas.width = picture.naturalWidth;
        canvas.height = picture.naturalHeight;
        const drawing = canvas.getContext('2d');
        drawing.drawImage(picture, 0, 0);
        const pixels = drawing.getImageData(0, 0, canvas.width, canvas.height).data;
        const page = behind(picture);
        let ink = 0, readable = 0;
        for (let i = 0; i < pixels.length; i += 4) {
            const [r, g, b, alpha] = pixels.slice(i, i + 4);
            if (alpha < 250 || Math.max(r, g, b) - Math.min(r, g, b) > 8) continue;
            ink++;
            if (contrast([r, g, b], page) >= 3) readable++;
        }
        return {ink, readable};
    });
    return {words, letters, pictures};
}
"""


class BrowserTest(unittest.TestCase):
    """Left out, and said so, where there is no browser."""

    @classmethod
    def setUpClass(cls):
        if not chromium():
            raise unittest.SkipTest(MISSING)
        cls.home = lay_scratch(FOLDER / "home")
        with contextlib.ExitStack() as stack:
            cls.address = stack.enter_context(start_lab(cls.home))
            cls.context = stack.enter_context(open_browser())
            cls.addClassCleanup(stack.pop_all().close)

    def test_a_java_notebook(self):
        self.see(JAVA)

    def test_a_kotlin_notebook(self):
        self.see(KOTLIN)

    def see(self, language):
        """A user's session; a picture of where it stands is kept if something is not as it should be."""
        path = self.home / f"{language.kernel}.ipynb"
        nbformat.write(language.notebook(), path)
        self.path = below_root(path)
        self.language = language
        notebook = self.open_tab()
        try:
            notebook.await_kernel()
            at = self.trains(notebook)
            self.stops_and_goes_on(notebook, at)
            self.plays_a_film(notebook)
            self.is_readable(notebook)
            self.is_found_again(notebook)
        except Exception as failure:
            raise AssertionError(f"{failure}\n{self.picture_of_failure()}") from failure
        finally:
            self.tab.close()

    def open_tab(self):
        """Opens the notebook in the one tab that there is."""
        self.tab = Notebook(self.context, self.address, self.path)
        return self.tab

    def picture_of_failure(self):
        """Where it stood, if it can be drawn: what failed comes first."""
        picture = FOLDER / f"{self.language.kernel}-failed.png"
        try:
            self.tab.screenshot(picture)
        except Exception as error:
            return f"there is no picture of where it stood: {error}"
        return f"{picture} shows where it stood"

    def trains(self, notebook):
        """All cells are run; the first two get their turn, and the curves change while it trains."""
        notebook.run_all()
        at = notebook.await_update(TRAIN, 0)
        shown = notebook.await_another_picture(TRAIN, None)
        self.assertTrue(shown.startswith("data:image/png;base64,"))
        notebook.page.evaluate(LOOK, TRAIN)
        del notebook.redrawn[:]
        for _ in range(2):
            shown = notebook.await_another_picture(TRAIN, shown)
            at = notebook.await_update(TRAIN, at)
        self.assertTrue(notebook.is_running(TRAIN))
        self.assertTrue(notebook.is_running(FILM), "cells below wait")
        # The first second and the last were not watched from beginning to end.
        while len(set(notebook.redrawn) - {""}) < SECONDS_WATCHED + 2:
            at = notebook.await_update(TRAIN, at)
        self.is_calm(notebook)
        self.is_redrawn_at_most_four_times_a_second(notebook)
        return at

    def is_calm(self, notebook):
        """No frame without the picture, no jumping, no scroll bars."""
        seen = notebook.page.evaluate("() => { const seen = window.seen; window.seen = null; return seen; }")
        self.assertGreater(seen["frames"], 10)
        self.assertEqual(0, seen["blank"], seen)
        self.assertLessEqual(seen["shrunk"], LARGEST_SHRINKING, seen)
        self.assertEqual(0, seen["scrolled"], seen)

    def is_redrawn_at_most_four_times_a_second(self, notebook):
        """By the time that the words tell, so that a browser that is behind changes nothing."""
        times = collections.Counter(notebook.redrawn)
        curves = times.pop("")
        self.assertLessEqual(max(times.values()), REDRAWS_PER_SECOND, times)
        self.assertGreater(max(times.values()), 1, times)
        self.assertLessEqual(curves, REDRAWS_PER_SECOND * len(times), times)

    def stops_and_goes_on(self, notebook, at):
        """A Java kernel lets the cells below go, as after an error, and a Kotlin kernel runs them."""
        notebook.stop()
        notebook.await_end()
        stood = int(notebook.execute(STANDS))
        self.assertGreaterEqual(stood, at)
        notebook.await_told(TRAIN, f"interrupted after update {stood}", STANDS)
        self.assertEqual(stood, int(notebook.execute(STANDS)), "it stands still")
        notebook.run(TRAIN)
        first = notebook.await_update(TRAIN, 0)
        self.assertGreaterEqual(first, stood)
        notebook.await_update(TRAIN, stood + 2)
        notebook.stop()
        notebook.await_end()
        self.assertGreater(int(notebook.execute(STANDS)), stood)

    def plays_a_film(self, notebook):
        notebook.execute(FILM)
        film = "() => document.querySelector('.jp-OutputArea-output video')"
        notebook.await_true(f"() => ({film})()?.readyState >= 2 && ({film})().videoWidth > 0")
        for _ in range(2):
            before = notebook.page.evaluate(f"() => ({film})().currentTime")
            notebook.await_true(f"before => ({film})().currentTime !== before", before)
        self.assertFalse(notebook.page.evaluate(f"() => ({film})().paused"))

    def is_readable(self, notebook):
        """Words and pictures, in both themes."""
        notebook.execute(SHOW)
        for dark in (True, False):
            notebook.theme(dark)
            notebook.screenshot(FOLDER / f"{self.language.kernel}-{'dark' if dark else 'light'}.png")
            for index in (TRAIN, SHOW):
                found = notebook.page.evaluate(CONTRAST, index)
                self.assertGreater(found["letters"], 20)
                self.assertGreaterEqual(found["words"], 4.5, f"dark: {dark}, cell {index}")
            # The last is of the curves alone; beside those of training there is a picture of the task.
            (picture,) = found["pictures"]
            self.assertGreater(picture["ink"], 100)
            self.assertGreater(picture["readable"], 0.9 * picture["ink"])

    def is_found_again(self, notebook):
        """Training goes on behind a tab that was closed; in a new one it is watched again."""
        notebook.execute(notebook.append("run.start(2_000_000)" + self.language.end))
        watch = notebook.append("run.watch()" + self.language.end)
        notebook.run(watch)
        at = notebook.await_update(watch, 0)
        notebook.save()
        notebook.close()
        again = self.open_tab()
        again.await_connection()
        # The cell that watched is lost for the new tab, but the kernel is still busy with it.
        again.stop()
        again.await_kernel()
        again.run(watch)
        at = again.await_update(watch, at)
        shown = again.await_another_picture(watch, None)
        again.await_another_picture(watch, shown)
        again.await_update(watch, at)
        self.assertTrue(again.is_running(watch))
        again.stop()
        again.await_end()
        again.execute(again.append("run.stop()" + self.language.end))
        again.await_told(watch, "training goes on", STANDS)
        self.assertGreater(int(again.execute(STANDS)), at)


if __name__ == "__main__":
    unittest.main()

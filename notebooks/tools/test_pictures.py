"""What is seen of every notebook that ships where nothing runs: in the page that nbconvert makes of
it, and on GitHub."""

import base64
import html.parser
import shutil
import struct
import unittest

import nbformat
from browser import FOLDER, MISSING, chromium, open_browser
from workspace import NOTEBOOKS, ROOT

PICTURES = ("image/png", "image/jpeg", "image/gif")

# What a browser has to say of each picture and film of a page, once all of it is there.
SEEN = """
() => {
    document.querySelectorAll('details').forEach(each => each.open = true);
    const output = document.querySelectorAll('.jp-OutputArea-output img, .jp-OutputArea-output video');
    return [...output].map(each => ({
        kind: each.localName,
        ready: each.localName === 'img' ? each.complete : each.readyState >= 1 || !!each.error,
        width: each.naturalWidth ?? each.videoWidth,
        height: each.naturalHeight ?? each.videoHeight,
        shown: each.offsetWidth * each.offsetHeight,
    }));
}
"""


def shipped():
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def outputs(path):
    """The forms in which each output of a notebook can be shown, and the number of its cell."""
    for number, cell in enumerate(nbformat.read(path, as_version=4).cells):
        for output in cell.get("outputs", []):
            if "data" in output:
                yield number, output.data


class Reader(html.parser.HTMLParser):
    """Counts the pictures and films of a piece of HTML, and collects its words."""

    def __init__(self, text):
        super().__init__()
        self.pictures = []
        self.films = 0
        self.words = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.pictures.append(dict(attrs).get("src") or "")
        self.films += tag == "video"

    def handle_data(self, data):
        self.words += data.split()


class GitHub(html.parser.HTMLParser):
    """A piece of HTML as GitHub shows it; see GitHubTest for what is known of that."""

    ELEMENTS = frozenset(
        "h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p ol ul table thead"
        " tbody tfoot blockquote dl dt dd kbd q samp var hr ruby rt rp li tr td th s strike summary"
        " details caption figure figcaption abbr bdo cite dfn mark small span time wbr".split()
    )
    ATTRIBUTES = frozenset(
        "align alt border cellpadding cellspacing colspan dir headers height href hspace lang open"
        " rowspan rules scope span src start summary title type valign vspace width".split()
    )
    GONE = frozenset("script style iframe object embed svg math textarea title noscript template".split())
    VOID = frozenset("br img hr wbr".split())

    def __init__(self, text):
        super().__init__(convert_charrefs=False)
        self.kept = []
        self.inside = []
        self.feed(text)
        self.close()

    def __str__(self):
        return "".join(self.kept)

    def handle_starttag(self, tag, attrs):
        if tag in self.GONE:
            self.inside.append(tag)
        elif not self.inside and tag in self.ELEMENTS:
            kept = "".join(
                f' {name}="{html.escape(value or "")}"' for name, value in attrs if self.keeps(name, value)
            )
            self.kept.append(f"<{tag}{kept}>")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self.inside:
            if tag == self.inside[-1]:
                self.inside.pop()
        elif tag in self.ELEMENTS and tag not in self.VOID:
            self.kept.append(f"</{tag}>")

    def keeps(self, name, value):
        if name not in self.ATTRIBUTES:
            return False
        if name in ("src", "href"):
            target = (value or "").strip().lower()
            if target.startswith("data:"):
                return name == "src" and target.startswith(tuple(f"data:{kind};base64," for kind in PICTURES))
            return ":" not in target.partition("/")[0] or target.startswith(("http://", "https://"))
        return True

    def handle_data(self, data):
        if not self.inside:
            self.kept.append(data)

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")


class SanitiserTest(unittest.TestCase):
    """Our GitHub keeps what it should, and nothing else."""

    def test_scripts_styles_and_drawings_are_gone_with_what_is_in_them(self):
        text = "<p class='a' style='color:red' id='x' onclick='f()'>a<script>b</script><style>c</style></p>"
        self.assertEqual("<p>a</p>", str(GitHub(text)))
        self.assertEqual("", str(GitHub("<svg><script>1</script><text>no</text></svg>")))

    def test_a_film_is_gone_and_what_stands_beside_it_stays(self):
        text = '<div><video src="data:video/mp4;base64,AA=="></video><details><summary>b</summary></details></div>'
        self.assertEqual("<div><details><summary>b</summary></details></div>", str(GitHub(text)))

    def test_data_stays_in_pictures_only(self):
        self.assertEqual("<a>b</a>", str(GitHub('<a href="data:text/html,a">b</a>')))
        self.assertEqual("<a>b</a>", str(GitHub('<a href="javascript:a">b</a>')))
        self.assertEqual("<img>", str(GitHub('<img src="data:image/svg+xml;base64,AA=="/>')))
        kept = '<img alt="a &lt; b" src="data:image/png;base64,AA==">'
        self.assertEqual(kept, str(GitHub(kept)))


class GitHubTest(unittest.TestCase):
    """Every picture of every notebook that ships is seen on GitHub, and every film as stills.

    GitHub does not publish how it shows notebooks. These are the rules that this test assumes, the
    strictest where accounts differ:

    - Nothing runs: notebooks "will render as static HTML files", and "the interactive features of the
      notebook, such as custom JavaScript plots, will not work" (GitHub's documentation, Working with
      Jupyter Notebook files on GitHub).
    - Of the forms of an output one is shown, by the order of nbconvert's HTMLExporter
      (`display_data_priority`): HTML, Markdown, SVG, PNG, JPEG, text. So a PNG beside HTML is not seen.
    - HTML is cleaned. Styles, classes and scripts go (github.com/pandas-dev/pandas issues 33076 and
      37936, github.com/jupyter/nbviewer issue 450, github.com/karolzak/ipyplot issue 3). The elements
      and attributes that stay are those of the SanitizationFilter of
      github.com/gjtorikian/html-pipeline; the words in other elements stay, but for scripts and their
      like.
    - `<video>` goes (github.com/jupyter/notebook issue 2380: "the `video` tag is simply absent on
      GitHub"), or plays nothing (`media-src 'none'`, github.com/google-gemini/cookbook pull request
      1372). So does `<iframe>` (github.com/jupyter/nbviewer issue 990), and SVG, which is shown broken
      if at all (nbviewer issue 1037).
    - `data:` stays in images of PNG, JPEG and GIF only. So github.com/vispy/jupyter_rfb shows its
      snapshots there (pull request 37, `Snapshot._repr_html_`); those of SVG were lost for a time
      (github.com/activeviam/atoti-notebooks issue 425).
    - A picture in Markdown is an attachment, lies in the repository, or has an address.
    """

    PRIORITY = ("text/html", "text/markdown", "image/svg+xml", *PICTURES, "text/plain")

    def for_each_output(self, check):
        """Calls a check with the forms of each output, and the one that is shown."""
        for path in shipped():
            for number, data in outputs(path):
                with self.subTest(f"{path.name}, cell {number}"):
                    check(data, next(form for form in self.PRIORITY if form in data))

    def test_every_picture_is_there_and_every_film_has_stills(self):
        seen = 0

        def check(data, form):
            nonlocal seen
            self.assertNotEqual("image/svg+xml", form)
            if form in PICTURES:
                self.assert_picture(data[form])
                seen += 1
            elif form == "text/html":
                before, after = Reader(data[form]), Reader(str(GitHub(data[form])))
                for source in after.pictures:
                    self.assert_picture(source.partition("base64,")[2])
                self.assertEqual(len(before.pictures), len(after.pictures))
                self.assertGreaterEqual(len(after.pictures), before.films, "a film has stills")
                self.assertFalse(set(PICTURES) & set(data), "a picture behind HTML is not seen")
                seen += len(after.pictures)

        self.for_each_output(check)
        self.assertGreater(seen, 20)

    def test_curves_are_pictures_and_not_html(self):
        """Nobody promises that pictures inside HTML stay, and curves are what a notebook is about."""
        curves = 0

        def check(data, form):
            nonlocal curves
            if data["text/plain"].startswith("[picture] chart"):
                self.assertEqual("image/png", form)
                curves += 1

        self.for_each_output(check)
        self.assertGreaterEqual(curves, 2 * (len(shipped()) - 2))

    def assert_picture(self, png):
        """A PNG's first chunk has its width and height (ISO/IEC 15948, 11.2.2)."""
        head = base64.b64decode("".join(png)[:64])
        self.assertEqual(b"\x89PNG\r\n\x1a\n", head[:8])
        self.assertGreater(min(struct.unpack(">II", head[16:24])), 0)

    def test_every_output_has_words_without_its_style(self):
        def check(data, form):
            self.assertTrue(data["text/plain"].strip(), "text for whoever has no HTML")
            if form == "text/html":
                before, after = Reader(data[form]), Reader(str(GitHub(data[form])))
                self.assertEqual(before.words, after.words)
                self.assertTrue(after.words or after.pictures, "something is left")

        self.for_each_output(check)

    def test_pictures_in_the_text_are_attachments_or_files(self):
        for path in shipped():
            for cell in nbformat.read(path, as_version=4).cells:
                if cell.cell_type == "markdown":
                    for source in Reader(cell.source).pictures + markdown_pictures(cell.source):
                        with self.subTest(f"{path.name}: {source[:60]}"):
                            name = source.removeprefix("attachment:")
                            lies = (path.parent / source).resolve()
                            self.assertTrue(
                                name in cell.get("attachments", {})
                                or source.startswith("https://")
                                or lies.is_file() and lies.is_relative_to(ROOT)
                            )


def markdown_pictures(text):
    parts = text.split("![")[1:]
    return [part.partition("](")[2].partition(")")[0] for part in parts if "](" in part]


class PageOfNotebookTest(unittest.TestCase):
    """nbconvert's page of every notebook that ships has all its pictures, without a network."""

    @classmethod
    def setUpClass(cls):
        if not chromium():
            raise unittest.SkipTest(MISSING)

    def test_every_picture_and_film_is_seen(self):
        import nbconvert

        folder = FOLDER / "pages"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        # Where a notebook finds the films that it links.
        shutil.copytree(ROOT / "videos", FOLDER / "videos", dirs_exist_ok=True)
        with open_browser() as context:
            context.route("http*://**", lambda route: route.abort())
            for path in shipped():
                with self.subTest(path.name):
                    text, _ = nbconvert.HTMLExporter().from_filename(path)
                    page = folder / f"{path.stem}.html"
                    page.write_text(text, encoding="utf-8")
                    self.assert_seen(context, page, path)

    def assert_seen(self, context, page, path):
        tab = context.new_page()
        tab.goto(page.as_uri(), wait_until="domcontentloaded")
        tab.wait_for_function(f"() => ({SEEN})().every(each => each.ready)")
        seen = tab.evaluate(SEEN)
        tab.close()
        for each in seen:
            self.assertGreater(min(each["width"], each["height"], each["shown"]), 0, each)
        for kind, expected in zip(("img", "video"), expected_of(path)):
            self.assertEqual(expected, sum(each["kind"] == kind for each in seen), kind)


def expected_of(path):
    """How many pictures and films the outputs of a notebook have."""
    pictures = films = 0
    for _, data in outputs(path):
        if "text/html" in data:
            read = Reader(data["text/html"])
            pictures += len(read.pictures)
            films += read.films
        else:
            pictures += any(kind in data for kind in PICTURES)
    return pictures, films


if __name__ == "__main__":
    unittest.main()

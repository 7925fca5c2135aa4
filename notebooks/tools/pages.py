"""The Java and Python of README and docs, so that it can be run as it stands: the Java is made a notebook of each page.

A block is a cell. `<!-- java … -->`, which a reader does not see, is one too: what the blocks after it
take for granted. A block behind `<!-- compiled only -->` takes too long, or needs what is not there: it is
compiled, as the body of a method, and not run. One behind `<!-- elsewhere -->` is of a program without
Engram. A block of Python is a program, run after the Java; `# …` behind a print is what it prints.
"""

import re

import nbformat
from workspace import ROOT

BLOCK = re.compile(
    r"<!-- java\n(?P<hidden>.*?)-->"
    r"|(?P<mark><!-- (?:compiled only|elsewhere) -->\n+)?```java\n(?P<shown>.*?)```",
    re.DOTALL,
)

PYTHON = re.compile(r"(?P<mark><!-- elsewhere -->\n+)?```python\n(?P<shown>.*?)```", re.DOTALL)
PRINTED = re.compile(r"^print\(.*\)\s+# (.*)$", re.MULTILINE)


def pages(project=ROOT):
    """README and docs, as far as they have Java or Python."""
    every = [project / "README.md", *sorted((project / "docs").glob("*.md"))]
    return [page for page in every if any(code(page.read_text(encoding="utf-8")) for code in (cells, programs))]


def cells(text):
    """The code of each cell, in order."""
    found = []
    for match in BLOCK.finditer(text):
        code = match["hidden"] or match["shown"]
        mark = match["mark"] or ""
        if "elsewhere" not in mark:
            found.append(compiled(code, len(found)) if mark else code)
    return found


def programs(text):
    """The Python of each block, and the lines that it says it prints."""
    blocks = [match["shown"] for match in PYTHON.finditer(text) if not match["mark"]]
    return [(block, PRINTED.findall(block)) for block in blocks]


def compiled(code, number):
    """A class that has the code, and whose making fails if that cannot be compiled."""
    name = f"Page{number}"
    body = "\n".join(f"        {line}" for line in code.splitlines())
    return f"class {name} {{\n    void block() throws Exception {{\n{body}\n    }}\n}}\nnew {name}();\n"


def notebook(text):
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell.strip()) for cell in cells(text)],
        metadata={"kernelspec": {"name": "java", "display_name": "Java (Engram)"}},
    )

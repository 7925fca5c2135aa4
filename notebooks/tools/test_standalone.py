"""Tests of Engram without its repository: examples/standalone with a stock JJava and a local Maven
repository, and jshell."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import nbclient
import nbformat
from run_notebooks import why
from workspace import ROOT

FOLDER = ROOT / "examples/standalone"
MINUTES = 10


JSHELL = """
import io.engram.environment.*;
System.out.println(Environments.describe("CartPole-v1"))
"""


def link_or_copy(source, target):
    """Links what is never written again."""
    try:
        if not source.endswith((".jar", ".pom")):
            raise OSError("may be written again")
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


class StandaloneTest(unittest.TestCase):
    """Its Maven repository has the libraries of the user's own, and Engram as it is now."""

    def setUp(self):
        self.scratch = ROOT / "target/standalone"
        shutil.rmtree(self.scratch, ignore_errors=True)
        shutil.copytree(FOLDER, self.scratch / "folder")
        repository = self.scratch / "home/.m2/repository"
        own = pathlib.Path(os.environ.get("MAVEN_REPOSITORY", "~/.m2/repository")).expanduser()
        shutil.copytree(
            own,
            repository,
            copy_function=link_or_copy,
            ignore=lambda folder, names: {"engram"} if folder.endswith("/io") else set(),
        )
        settings = pathlib.Path("~/.m2/settings.xml").expanduser()
        if settings.is_file():
            shutil.copy(settings, self.scratch / "home/.m2")
        command = ["./mvnw", "-B", "-q", "-ntp", "-Dmaven.test.skip=true", "-pl", "environments", "-am"]
        command += [f"-Dmaven.repo.local={repository}", "install"]
        subprocess.run(command, cwd=ROOT, check=True)

    def tearDown(self):
        shutil.rmtree(self.scratch / "home", ignore_errors=True)

    def stock_kernel(self):
        """Installs the specification that JJava brings, with a home of its own."""
        jjava = pathlib.Path(sys.prefix, "share/jupyter/kernels/java")
        options = f"-Duser.home={self.scratch}/home -Djava.awt.headless=true"
        spec = {
            "argv": ["java", "-jar", str(jjava / "jjava-launcher.jar"), str(jjava / "jjava.jar"),
                     "{connection_file}"],
            "display_name": "Java (jjava)",
            "language": "java",
            "interrupt_mode": "message",
            "env": {
                "JJAVA_JVM_OPTS": options,
                "DJL_CACHE_DIR": str(pathlib.Path("~/.djl.ai").expanduser()),
                "PATH": f"{os.environ['JAVA_HOME']}/bin:{os.environ['PATH']}",
            },
        }
        kernels = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, kernels)
        folder = pathlib.Path(kernels, "kernels/stock")
        folder.mkdir(parents=True)
        (folder / "kernel.json").write_text(json.dumps(spec))
        path = os.environ.get("JUPYTER_PATH", "")
        os.environ["JUPYTER_PATH"] = f"{kernels}:{path}"
        self.addCleanup(os.environ.__setitem__, "JUPYTER_PATH", path)

    def runTest(self):
        self.stock_kernel()
        folder = self.scratch / "folder"
        notebook = nbformat.read(folder / "train.ipynb", as_version=4)
        client = nbclient.NotebookClient(
            notebook,
            kernel_name="stock",
            timeout=MINUTES * 60,
            startup_timeout=120,
            resources={"metadata": {"path": str(folder)}},
        )
        try:
            client.execute()
        except nbclient.exceptions.CellExecutionError as error:
            raise AssertionError(why(error)) from None
        shown = [list(output.get("data", {})) for cell in notebook.cells
                 for output in cell.get("outputs", [])]
        self.assertIn(["image/png", "text/plain"], [sorted(kinds) for kinds in shown])
        self.assertTrue((folder / "videos/cartpole-masked.mp4").is_file())
        self.assertTrue((folder / "checkpoints/cartpole-masked").is_dir())

    def __str__(self):
        return "examples/standalone, with a stock JJava and a Maven repository"


class SingleFileTest(unittest.TestCase):
    """examples/standalone/Train.java, which JBang runs, without JBang: Java itself runs one file."""

    def test_a_program_of_one_file_trains_tests_and_films(self):
        source = FOLDER / "Train.java"
        options = [line.split(" ", 1)[1].split() for line in source.read_text().splitlines()
                   if line.startswith("//JAVA_OPTIONS ")]
        with tempfile.TemporaryDirectory() as scratch:
            command = [f"{os.environ['JAVA_HOME']}/bin/java", *sum(options, [])]
            command += ["-Djava.awt.headless=true", "-cp", f"{ROOT}/target/lib/*", str(source), "1"]
            done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=True)
            film = pathlib.Path(scratch, "videos/cartpole-jbang.mp4")
            self.assertTrue(film.is_file(), done.stdout + done.stderr)
        self.assertIn("10 episodes, return ", done.stdout)


class JShellTest(unittest.TestCase):
    """What docs/notebooks.md says of jshell."""

    def test_the_shell_of_java_runs_what_cells_run(self):
        jars = ":".join(str(jar) for jar in sorted((ROOT / "target/lib").glob("*.jar")))
        command = [f"{os.environ['JAVA_HOME']}/bin/jshell", "--class-path", jars, "-s", "-"]
        done = subprocess.run(command, input=JSHELL, capture_output=True, text=True, check=True)
        self.assertIn("Keep the pole upright", done.stdout)

"""What the peers run in: virtual environments beside this file, and Engram's jars."""

import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
TARGET = ROOT / "benchmarks" / "target"

PUFFERLIB = "pufferlib==3.0.0"
# What its set-up downloads unless a folder of the name is there; CartPole needs none of it.
PUFFERLIB_DOWNLOADS = ("raylib-5.5_webassembly", "box2d-web", "box2d-linux-amd64")


class UnavailableError(Exception):
    """A peer cannot be had on this machine; the message says why."""


def scratch(out: pathlib.Path) -> pathlib.Path:
    """A folder for whatever a peer leaves behind."""
    folder = out / "scratch"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def variables(folder: pathlib.Path) -> dict[str, str]:
    """The variables of a process that writes nowhere but into a folder."""
    return {
        **os.environ,
        "TMPDIR": str(folder),
        "MPLCONFIGDIR": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def python() -> pathlib.Path:
    """The Python of .venv, which is made if it is not there or its requirements have changed."""
    return _virtual_environment(
        ".venv",
        "requirements.txt",
        lambda folder: _pip(folder, "install", "-q", "-r", FOLDER / "requirements.txt"),
    )


def pufferlib() -> pathlib.Path:
    """The Python of .venv-pufferlib: it asks for an older NumPy than JAX does."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise UnavailableError("its source has the libraries for Linux on x86-64 only")
    python()
    return _virtual_environment(".venv-pufferlib", "requirements-pufferlib.txt", _build_pufferlib)


def engram(build: bool) -> list[str]:
    """The command that starts Engram, from jars that are packaged first."""
    if build:
        goals = ["package", "dependency:copy-dependencies"]
        maven = [ROOT / "mvnw", "-q", "-DskipTests", "-pl", "benchmarks", "-am", *goals]
        _run(maven, "building Engram")
    java = pathlib.Path(os.environ.get("JAVA_HOME", "")) / "bin" / "java"
    return [
        str(java) if "JAVA_HOME" in os.environ else shutil.which("java") or "java",
        f"-Djava.io.tmpdir={scratch(ROOT / 'target' / 'peers')}",
        "-Djava.awt.headless=true",
        "--add-modules=jdk.incubator.vector",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
        "-cp",
        f"{TARGET}/*{os.pathsep}{TARGET}/dependency/*",
        "io.engram.benchmarks.PeerTask",
    ]


def _virtual_environment(
    name: str, requirements: str, install: Callable[[pathlib.Path], None]
) -> pathlib.Path:
    """Makes an environment, unless it is there, and has `install` fill it."""
    folder = FOLDER / name
    python = _python(folder)
    # Written last: an environment without it is not finished, or of other requirements.
    finished = folder / requirements
    wanted = (FOLDER / requirements).read_text(encoding="utf-8")
    if not finished.exists() or finished.read_text(encoding="utf-8") != wanted:
        print(f"making {folder}, which takes a while", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        install(folder)
        finished.write_text(wanted, encoding="utf-8")
    return python


def _build_pufferlib(folder: pathlib.Path) -> None:
    """PufferLib's trainer and its CartPole, from its source distribution."""
    with tempfile.TemporaryDirectory(dir=folder) as work:
        source = _pufferlib_source(folder, pathlib.Path(work))
        for library in PUFFERLIB_DOWNLOADS:
            (source / library).mkdir()
        for binding in source.glob("pufferlib/ocean/**/binding.c"):
            if binding.parent.name != "cartpole":
                binding.unlink()
        # PyTorch, of a gigabyte or more, is that of .venv; what is installed here comes before it.
        (_packages(folder) / "peers.pth").write_text(f"{_packages(FOLDER / '.venv')}\n")
        _pip(folder, "install", "-q", "-r", FOLDER / "requirements-pufferlib.txt")
        _pip(folder, "install", "-q", "--no-deps", "--no-build-isolation", source)


def _pufferlib_source(folder: pathlib.Path, work: pathlib.Path) -> pathlib.Path:
    """The source distribution, unpacked.

    pip has no command for it. It is told to download it while NumPy is not there: it unpacks it,
    fails as soon as it asks it for its requirements, and leaves everything where it is.
    """
    how = ["--no-clean", "--no-deps", "--no-binary", ":all:", "--no-build-isolation"]
    process = subprocess.run(
        [_python(folder), "-m", "pip", "download", "-q", *how, PUFFERLIB],
        cwd=work,
        env={**os.environ, "TMPDIR": str(work)},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    found = list(work.glob("pip-download-*/pufferlib_*/setup.py"))
    if not found:
        raise UnavailableError(f"{PUFFERLIB} was not downloaded: {process.stderr.strip()}")
    return found[0].parent


def _pip(folder: pathlib.Path, *arguments: str | pathlib.Path) -> None:
    _run([_python(folder), "-m", "pip", "--disable-pip-version-check", *arguments], "pip")


def _python(folder: pathlib.Path) -> pathlib.Path:
    return folder / "bin" / "python"


def _packages(folder: pathlib.Path) -> pathlib.Path:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return folder / "lib" / version / "site-packages"


def _run(command: list[str | pathlib.Path], what: str) -> None:
    process = subprocess.run(command, cwd=ROOT, check=False)
    if process.returncode != 0:
        raise UnavailableError(f"{what} ended with status {process.returncode}; see above")

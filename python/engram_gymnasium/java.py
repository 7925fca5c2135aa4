"""Where Java and Engram's jars are."""

import json
import os
import pathlib
import shutil
from importlib import metadata
from urllib.parse import urlsplit
from urllib.request import url2pathname

from engram_gymnasium.errors import WorkerLost

PLACES = "ENGRAM_LIB"


def executable() -> str:
    """The java of JAVA_HOME, or else the one on the path."""
    name = "java.exe" if os.name == "nt" else "java"
    home = os.environ.get("JAVA_HOME")
    if home:
        found = pathlib.Path(home, "bin", name)
        if not found.is_file():
            raise WorkerLost(
                f"JAVA_HOME is {home}, but there is no bin/{name} in it: set it to a Java 17 or newer, "
                "or unset it to use the java on the PATH")
        return str(found)
    found = shutil.which(name)
    if found is None:
        raise WorkerLost("no Java was found: install Java 17 or newer, and set JAVA_HOME to it or put its java on the PATH")
    return found


def class_path() -> str:
    """Engram's jars: those that ENGRAM_LIB names, or else those of the repository that this package is of."""
    named = os.environ.get(PLACES)
    if named:
        entries = [pathlib.Path(entry) for entry in named.split(os.pathsep) if entry]
        for entry in entries:
            if not entry.exists():
                raise WorkerLost(f"{PLACES} names {entry}, but nothing is there: name the folder of Engram's jars, "
                                 "which ./lab setup builds in target/lib")
        return os.pathsep.join(str(entry / "*") if entry.is_dir() and any(entry.glob("*.jar")) else str(entry)
                               for entry in entries)
    looked = [root / "target" / "lib" for root in repositories()]
    for folder in looked:
        if any(folder.glob("gymnasium-*.jar")):
            return str(folder / "*")
    raise WorkerLost(
        f"Engram's jars are not in {' nor in '.join(map(str, looked)) or 'any place that is known'}: run ./lab setup "
        f"in Engram's repository, or set {PLACES} to the folder that has them")


def repositories() -> list[pathlib.Path]:
    """The repositories that this package may be of: around these files, and where it was installed from."""
    found = [pathlib.Path(__file__).resolve().parents[2]]
    try:
        told = metadata.distribution("engram-environments").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        told = None
    address = urlsplit(json.loads(told)["url"]) if told else None
    if address and address.scheme == "file":
        found.append(pathlib.Path(url2pathname(address.path)).parent)
    return [root for root in dict.fromkeys(found) if (root / "lab").is_file()]

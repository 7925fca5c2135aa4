"""Writes .jupyter/kernels/java/kernel.json: how JupyterLab starts Java for this project.

Arguments: the project's folder, the JDK's folder and version, jjava.jar, the folder of libraries.
docs/notebooks.md says why each option is there.
"""

import json
import pathlib
import sys

root, java_home, java_version, jjava, lib = sys.argv[1:]

# $0 is the project. The kernel becomes this very process, so that it can be stopped by it.
start = (
    'home=${ENGRAM_HOME:-$0/workspace} && mkdir -p "$home" && cd "$home" && java=$1 && shift'
    ' && exec "$java" "-Xmx${ENGRAM_HEAP:-4g}" "$@"'
)

folder = pathlib.Path(root, ".jupyter", "kernels", "java")
options = [
    "-Djava.awt.headless=true",
    f"-Djava.util.logging.config.file={folder}/logging.properties",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
    "--add-opens",
    "jdk.jshell/jdk.jshell=ALL-UNNAMED",
]
options += ["--add-modules", "jdk.incubator.vector"]
if int(java_version) >= 22:
    options.append("--enable-native-access=ALL-UNNAMED")
if int(java_version) >= 23:
    options.append("--sun-misc-unsafe-memory-access=allow")

spec = {
    "argv": [
        "/bin/sh",
        "-c",
        start,
        root,
        f"{java_home}/bin/java",
        *options,
        "-cp",
        f"{jjava}:{lib}/*",
        "org.dflib.jjava.distro.JJava",
        "{connection_file}",
    ],
    "display_name": "Java (Engram)",
    "language": "java",
    "interrupt_mode": "signal",
    "env": {"OPT_OUT_TRACKING": "true", "DJL_OFFLINE": "true"},
    "metadata": {},
}
files = {
    "kernel.json": json.dumps(spec, indent=1) + "\n",
    "logging.properties": "handlers=java.util.logging.ConsoleHandler\n.level=WARNING\n",
}
folder.mkdir(parents=True, exist_ok=True)
for name, text in files.items():
    file = folder / name
    if not file.exists() or file.read_text() != text:
        file.write_text(text)

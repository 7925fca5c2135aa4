"""Writes how JupyterLab starts Java and Kotlin for this project: a kernel.json for each, and for
Kotlin the descriptor that `%use engram` reads.

Arguments: the project's folder, the JDK's folder and version, the folder of .venv, the folder of
libraries. They are written into .jupyter, which JUPYTER_PATH puts before all others, and into
.venv, so that a JupyterLab that is started from there by hand has the same ones.
docs/notebooks.md says why each option is there.
"""

import json
import pathlib
import sys

# $0 is the project. The kernel becomes this very process, so that it can be stopped by it.
START = (
    'home=${ENGRAM_HOME:-$0/workspace} && mkdir -p "$home" && cd "$home" && java=$1 && shift'
    ' && exec "$java" "-Xmx${ENGRAM_HEAP:-4g}" "$@"'
)
JAVA_LOGGING = "handlers=java.util.logging.ConsoleHandler\n.level=WARNING\n"
KOTLIN_LOGGING = """<configuration>
  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
    <target>System.err</target>
    <encoder><pattern>%level %logger{0} - %msg%n</pattern></encoder>
  </appender>
  <root level="WARN"><appender-ref ref="console"/></root>
</configuration>
"""


def write(file, text):
    """Writes a file, unless it says just that already."""
    if not file.exists() or file.read_text() != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def options(java_version):
    """What both kernels' Java is told."""
    given = ["-Djava.awt.headless=true", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"]
    given += ["--add-modules", "jdk.incubator.vector"]
    if java_version >= 22:
        given.append("--enable-native-access=ALL-UNNAMED")
    if java_version >= 23:
        given.append("--sun-misc-unsafe-memory-access=allow")
    return given


def spec(name, root, java, arguments):
    """The text of a kernel.json."""
    said = {
        "argv": ["/bin/sh", "-c", START, root, java, *arguments, "{connection_file}"],
        "display_name": f"{name} (Engram)",
        "language": name.lower(),
        "interrupt_mode": "signal",
        "env": {"OPT_OUT_TRACKING": "true", "DJL_OFFLINE": "true"},
        "metadata": {},
    }
    return json.dumps(said, indent=1) + "\n"


def java_arguments(root, venv, folder, lib):
    jjava = venv / "share/jupyter/kernels/java/jjava.jar"
    return [
        f"-Djava.util.logging.config.file={folder}/logging.properties",
        "--add-opens",
        "jdk.jshell/jdk.jshell=ALL-UNNAMED",
        "-cp",
        f"{jjava}:{root}/target/kernel:{lib}/*",
        "io.engram.notebook.EngramKernel",
    ]


def kotlin_arguments(packages, folder, lib):
    """The kernel's own class path, which also has our main class and what `%use` finds, and that of
    cells, to which it adds."""
    toolkit = next(pathlib.Path(lib).glob("toolkit-*.jar"))
    jars = packages / "jars"
    parts = json.loads((packages / "config/jar_args.json").read_text())
    cells = ":".join(str(jars / jar) for jar in parts["classPath"])
    return [
        f"-Dlogback.configurationFile={folder}/logback.xml",
        "-cp",
        f"{jars / parts['mainJar']}:{toolkit}:{folder}",
        "io.engram.notebook.KotlinKernel",
        f"-classpath={cells}",
        f"-home={packages}",
    ]


def descriptor(lib):
    """What `%use engram` reads. It names every jar: the platform in the name of a native one would
    be lost by its Maven coordinate. The rest is in the jars' META-INF/kotlin-jupyter-libraries."""
    jars = sorted(str(jar) for jar in pathlib.Path(lib).glob("*.jar"))
    says = "Policies that remember, trained in notebooks"
    return json.dumps({"description": says, "dependencies": jars}, indent=1) + "\n"


def main(root, java_home, java_version, venv, lib):
    venv = pathlib.Path(venv)
    packages = next(venv.glob("lib/python3*/site-packages/run_kotlin_kernel"))
    kernels = pathlib.Path(root, ".jupyter", "kernels")
    java, kotlin = kernels / "java", kernels / "kotlin"
    write(java / "logging.properties", JAVA_LOGGING)
    write(kotlin / "logback.xml", KOTLIN_LOGGING)
    write(kotlin / "jupyterLibraries/engram.json", descriptor(lib))
    for folder, name, arguments in (
        (java, "Java", java_arguments(root, venv, java, lib)),
        (kotlin, "Kotlin", kotlin_arguments(packages, kotlin, lib)),
    ):
        arguments = options(int(java_version)) + arguments
        text = spec(name, root, f"{java_home}/bin/java", arguments)
        write(folder / "kernel.json", text)
        write(venv / "share/jupyter/kernels" / folder.name / "kernel.json", text)


if __name__ == "__main__":
    main(*sys.argv[1:])

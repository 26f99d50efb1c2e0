"""Sets the project up and runs it, with nothing but Python and its standard library.

    python3 dev.py run [ARGUMENT]...    lift the plans in data/raw (or what the arguments name) into data/clean
    python3 dev.py test [ARGUMENT]...   run the tests, side by side; arguments go to pytest (-n0: one by one)
    python3 dev.py check                style, formatting, types and tests: what has to pass before a change goes in
    python3 dev.py lock                 resolve the dependencies again and write requirements/*.txt
    python3 dev.py sbom [FILE]          list what a run is made of, as CycloneDX JSON (docs/supply-chain.md)
    python3 dev.py audit                ask whether any of it has a known vulnerability; needs a way to the internet

Packages go into .venv beside this file, at the versions and hashes that requirements/ names, and are installed again
only when those change. Paths are relative to this file's folder. Ends with the exit code of what it ran; 1 where the
setup failed; 2 for a command it does not know.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import List, Optional

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST, NEWEST = (3, 11), (3, 13)


class SetupError(Exception):
    """The environment cannot be made; the message says what to do about it."""


def suitable(version: "tuple[int, ...]") -> bool:
    """Whether the project runs on an interpreter of this version (major, minor, ...)."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def find_interpreter() -> Optional[str]:
    """The newest suitable Python on the PATH, None where there is none. A launcher that starts nothing is no Python."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if found and subprocess.call([found, "-c", ""], **quiet) == 0:
            return found
    return None


def require_python() -> None:
    """Goes on under a suitable interpreter, starting this file again with one if need be. Raises SetupError."""
    if suitable(sys.version_info):
        return
    other = find_interpreter()
    if other is None:
        raise SetupError(
            "Planlift needs Python 3.%d to 3.%d, and this is %d.%d; install one of those and run it again"
            % (OLDEST[1], NEWEST[1], sys.version_info[0], sys.version_info[1])
        )
    sys.exit(subprocess.run([other, str(ROOT / "dev.py"), *sys.argv[1:]], check=False).returncode)


def venv_python() -> Path:
    """The interpreter inside the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(lock: str) -> str:
    """What an environment made from `requirements/<lock>.txt` depends on, as a hash: a change means a new one.

    The folder is part of it because the scripts inside an environment name it; the settings of the checking tools are
    not, since nothing is installed from them.
    """
    import tomllib  # only here, because an interpreter that is too old has no such module

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = [settings.get("build-system"), settings.get("project"), settings.get("tool", {}).get("setuptools")]
    packages = (ROOT / "requirements" / (lock + ".txt")).read_text(encoding="utf-8")
    return hashlib.sha256(json.dumps([sys.version, str(ROOT), installed, packages]).encode()).hexdigest()


def stamp(lock: str) -> Path:
    """The file that says which fingerprint the environment was made for."""
    return VENV / ("planlift-%s.sha256" % lock)


def is_current(lock: str) -> bool:
    """Whether the environment holds exactly what the lock asks for."""
    path = stamp(lock)
    return venv_python().exists() and path.exists() and path.read_text() == fingerprint(lock)


def call(command: List[str], trouble: str) -> None:
    """Runs a step of the setup. Raises SetupError with `trouble` where it fails."""
    if subprocess.run(command, cwd=str(ROOT), check=False).returncode != 0:
        raise SetupError(trouble)


def prepare(lock: str) -> None:
    """Makes the environment for `run` or `dev`, or leaves it be where it is current. Raises SetupError."""
    if is_current(lock):
        return
    if not any(is_current(held) for held in ("run", "dev")):
        say("making the environment in .venv")
        call(
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            "the environment could not be made; some systems keep Python's venv module in a package of its own "
            "(python3-venv on Debian and Ubuntu), others may be out of disk space",
        )
    say("installing the locked packages (the first time takes a minute or two)")
    pip = [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    call(
        [*pip, "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", "requirements/%s.txt" % lock],
        "the packages could not be installed; the lines above say why (most often there is no way to the package "
        "index from here, or no built package for this system)",
    )
    call(
        [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", "."],
        "Planlift itself could not be installed into .venv; the lines above say why",
    )
    # The test environment holds everything that a run needs, at the same versions.
    for held in ("run", "dev") if lock == "dev" else ("run",):
        stamp(held).write_text(fingerprint(held))


def say(message: str) -> None:
    """A line about the setup, on standard error so that standard output stays the command's own."""
    print("dev.py: " + message, file=sys.stderr, flush=True)


def module(*arguments: str) -> int:
    """Runs `python -m` inside the environment and gives back its exit code."""
    return subprocess.run([str(venv_python()), "-m", *list(arguments)], cwd=str(ROOT), check=False).returncode


def run(arguments: List[str]) -> int:
    """The main job."""
    prepare("run")
    script = venv_python().with_name("planlift.exe" if os.name == "nt" else "planlift")
    return subprocess.run([str(script), "run", *arguments], cwd=str(ROOT), check=False).returncode


# Files of tests side by side, one process a core: one after the other they took 9 minutes. A process that dies takes
# its test with it and not the others.
SIDE_BY_SIDE = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile")


def provide_browser() -> None:
    """Sees to a Chromium for the tests of the pages, where a way to one is open; without one they say why they skip."""
    quiet = {"cwd": str(ROOT), "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}

    def works(*command: str) -> bool:
        return subprocess.run(list(command), **quiet).returncode == 0

    if works(str(venv_python()), "tests/browsers.py"):
        return
    say("looking for a browser to test the pages in (the first time takes a minute)")
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        # The system's own package brings the libraries that a browser needs, which Playwright's does not.
        os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
        install = [apt, "install", "-q", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]
        if works(*install) or (works(apt, "update", "-q") and works(*install)):
            return
    if not works(str(venv_python()), "-m", "playwright", "install", "chromium"):
        say("no browser is to be had here, so the tests of the pages are skipped (PLANLIFT_CHROMIUM may name one)")


def test(arguments: List[str]) -> int:
    """The tests."""
    prepare("dev")
    provide_browser()
    return module("pytest", *SIDE_BY_SIDE, *arguments)


def check(arguments: List[str]) -> int:
    """Every check, all of them even where one fails, so that one run tells everything."""
    prepare("dev")
    provide_browser()
    steps = (
        ("style", ("ruff", "check", ".")),
        ("formatting", ("ruff", "format", "--check", ".")),
        ("types", ("basedpyright", "--pythonpath", str(venv_python()))),
        ("tests", ("pytest", *SIDE_BY_SIDE, *arguments)),
    )
    failed = []
    for name, command in steps:
        say(name)
        if module(*command) != 0:
            failed.append(name)
    say("failed: " + ", ".join(failed) if failed else "all checks passed")
    return 1 if failed else 0


def lock(arguments: List[str]) -> int:
    """Resolves the dependencies again; `arguments` go to the resolver (such as `--upgrade`)."""
    prepare("dev")
    common = ["uv", "pip", "compile", "pyproject.toml", "requirements/build.in", "--universal", "--generate-hashes"]
    common += ["--python-version", "3.11", "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet"]
    every = module(*common, "--extra", "dev", "--output-file", "requirements/dev.txt", *arguments)
    # A run uses the versions that the tests saw.
    return every or module(*common, "--constraint", "requirements/dev.txt", "--output-file", "requirements/run.txt")


def sbom(arguments: List[str]) -> int:
    """The bill of materials of a run, the same bytes for the same lock."""
    script = str(ROOT / "requirements" / "sbom.py")
    return subprocess.run([sys.executable, script, *(arguments or ["sbom.cdx.json"])], check=False).returncode


def audit(arguments: List[str]) -> int:
    """What is known against the locked packages; pip-audit runs beside the project, in an environment of its own."""
    prepare("dev")
    what = ["--requirement", "requirements/run.txt", "--disable-pip", "--no-deps"]
    return module("uv", "tool", "run", "pip-audit", *what, *arguments)


COMMANDS = {"run": run, "test": test, "check": check, "lock": lock, "sbom": sbom, "audit": audit}


def main(arguments: List[str]) -> int:
    """Runs one command and gives back the exit code."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if arguments else 2
    command = COMMANDS.get(arguments[0])
    if command is None:
        say("no command %r; there are %s" % (arguments[0], ", ".join(COMMANDS)))
        return 2
    try:
        require_python()
        return command(arguments[1:])
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

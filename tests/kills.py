"""Kills runs at random moments, and looks each time whether the published set is whole and the next run sound.

    python -m tests.kills [--kills 200] [--seed 0] [--folder DIR]

Two sets of plans take turns. A run over the next set is killed (SIGKILL, the command alone: its readers have to notice)
at a moment drawn evenly from the length of an undisturbed run; every third starts with an empty cache. Then

- every reader of the killed run must end,
- what is published must be one of the two sets, byte for byte as an undisturbed run publishes it,
- the run after it must end well, publish the other set byte for byte, and leave nothing beside it.

The last line says at how many of the kills which set was published. Ends with exit code 1 where anything was wrong.
"""

import argparse
import hashlib
import importlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.small_pdfs import ROWS, plan_pdf

SETS = ("old", "new")
# What readers of a killed run may take to end, on the most busy of machines.
PATIENCE = 60.0

Bytes = dict[str, bytes]


class Wrong(Exception):
    """Something was not as it has to be after a kill."""


class Harness:
    """Two sets of plans, the bytes that an undisturbed run publishes of each, and how long such a run takes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "place" / "clean"
        self.cache = folder / "cache"
        os.environ["XDG_CACHE_HOME"] = str(self.cache)
        self.sound: dict[str, Bytes] = {}
        self.seconds: dict[bool, float] = {}
        for number, name in enumerate(SETS):
            (folder / name).mkdir(parents=True)
            for n in range(3):
                rows = [(f"{row[0]} {n + number * (n == 1)}", *row[1:]) for row in ROWS]
                plan_pdf(folder / name / f"plan{n}.pdf", rows, pages=2)
                (folder / name / f"plan{n}.toml").write_text(f'council = "Council {n}"\ntitle = "Plan {n}"\n')
            self.publish(name, folder / f"sound-{name}")
            self.sound[name] = published(folder / f"sound-{name}")
        for fresh in (True, False):
            if fresh:
                shutil.rmtree(self.cache)
            began = time.monotonic()
            self.publish("old" if fresh else "new", self.out)
            self.seconds[fresh] = time.monotonic() - began
        self.now = "new"

    def publish(self, name: str, out: Path) -> None:
        """An undisturbed run over a set. Raises Wrong."""
        if (code := wait(self.start(name, out))) != 0:
            raise Wrong(f"a run over {name} ended with {code}: {(self.folder / 'told').read_text('utf-8')}")

    def start(self, name: str, out: Path) -> int:
        """The process of a run over a set, in a session of its own."""

        def run() -> int:
            from pipeline.cli import main

            told = os.open(self.folder / "told", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(told, 1)
            os.dup2(told, 2)
            return main(["run", str(self.folder / name), "--out", str(out), "--jobs", "2"])

        return forked(run)

    def kill(self, dice: random.Random, *, fresh: bool) -> str:
        """Kill a run over the set that is not published, then make it good; says which set the kill left in place."""
        before, after = self.now, SETS[1 - SETS.index(self.now)]
        if fresh:
            shutil.rmtree(self.cache, ignore_errors=True)
        process = self.start(after, self.out)
        time.sleep(dice.uniform(0, 1.1 * self.seconds[fresh]))
        os.kill(process, signal.SIGKILL)
        wait(process)
        bury(process)
        found = published(self.out)
        which = next((name for name in (before, after) if found == self.sound[name]), None)
        if which is None:
            raise Wrong(f"what is published is neither set whole: {sorted(found)}")
        self.publish(after, self.out)
        if published(self.out) != self.sound[after]:
            raise Wrong("the next run published other bytes than an undisturbed one")
        if beside := sorted(path.name for path in self.out.parent.iterdir() if path != self.out):
            raise Wrong(f"the next run left {beside} beside the outputs")
        self.now = after
        return "the last set" if which == before else "the new set"


def published(out: Path) -> Bytes:
    """The digest of every file in `out`; the manifest without the seconds, which are the clock's."""
    found: Bytes = {}
    for file in sorted(path for path in out.rglob("*") if path.is_file()):
        data = file.read_bytes()
        if file.name == "manifest.json":
            data = b"\n".join(line for line in data.splitlines() if b'"seconds"' not in line)
        found[file.relative_to(out).as_posix()] = hashlib.sha256(data).digest()
    return found


def forked(task: Callable[[], int]) -> int:
    """The process, forked from this one with all that it has imported, that ends with what `task` returns."""
    process = os.fork()
    if process:
        return process
    code = 70
    try:
        os.setsid()
        code = task()
    finally:
        # Nothing of the parent's is to be flushed or closed a second time.
        os._exit(code)


def wait(process: int) -> int:
    """The exit code of a process once it has ended, minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def bury(session: int) -> None:
    """Wait until no process of a session is left. Raises Wrong where some will not end."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    raise Wrong("readers of a killed run are still there")


def main(arguments: list[str]) -> int:
    """Kill as many runs as asked for; returns the exit code."""
    parser = argparse.ArgumentParser("kills")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args(arguments)
    # Imported once for all runs, which are forked from here; no thread may be started before that.
    for module in ("expectations.gate", "extractors.document", "pipeline.run.batch", "pipeline.run.summary"):
        importlib.import_module(module)
    from expectations.suites import warm

    warm()
    with tempfile.TemporaryDirectory(dir=options.folder) as made:
        harness = Harness(Path(made))
        dice = random.Random(options.seed)  # noqa: S311 (moments, not secrets)
        counted = Counter(harness.kill(dice, fresh=number % 3 == 0) for number in range(options.kills))
    told = ", ".join(f"{count} with {which} in place" for which, count in sorted(counted.items()))
    print(f"{options.kills} kills: {told}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

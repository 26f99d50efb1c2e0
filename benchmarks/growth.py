"""Grow a corpus of plans and measure what a run over it costs: in one process, in several, on a Dask cluster.

    python benchmarks/growth.py [--sizes 10 100 1000] [--executors serial processes dask] [--rows 24] [--folder DIR]

The plans are random ones (`tests/generator`), made once into the folder: of 24 rows each has three or four pages, of 4
rows two, which makes 1,000 of them a matter of a minute or two. For every executor and size there is one line:
documents per second, how that compares with the first executor, and the peak of resident memory of any process. Then
follow the growth exponent of each executor between the two largest corpora (1 means that twice as many documents take
twice as long), what a second run over the largest corpus costs where nothing has changed, and what one more document
costs, on the clock and of the processors.
"""

import argparse
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.dask_cluster import running
from tests.generator.render import render
from tests.generator.spec import Spec, random_spec

ROOT = Path(__file__).resolve().parents[1]
EXECUTORS = ("serial", "processes", "dask")
WORKERS = 2


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds on the clock, those of its processors, and the largest resident memory in MB.

    Those of the processors include what the scheduler and the workers of a cluster used meanwhile.
    """

    seconds: float
    processor: float
    peak: float


def main() -> int:
    """Print the figures; 1 where a run failed to publish a plan."""
    options = _arguments()
    sizes = sorted(options.sizes)
    with _folder(options.folder) as folder:
        corpora = {size: _corpus(folder, size, options.rows) for size in sizes}
        extra = _corpus(folder, sizes[-1], options.rows, one_more=True)
        first: dict[int, Cost] = {}
        print(f"{'executor':10}{'documents':>10}{'seconds':>10}{'CPU s':>9}{'a second':>10}{'ratio':>8}{'peak MB':>9}")
        for way in options.executors:
            costs: dict[int, Cost] = {}
            with _way(way, folder) as how:
                for size in sizes:
                    home = folder / "homes" / f"{way}-{size}"
                    # What an earlier benchmark kept in the folder is none of this one's.
                    shutil.rmtree(home, ignore_errors=True)
                    costs[size] = cost = _run(corpora[size], folder / "out" / f"{way}-{size}", home, how)
                    alone = first.setdefault(size, cost)
                    print(
                        f"{way:10}{size:10}{cost.seconds:10.1f}{cost.processor:9.1f}{size / cost.seconds:10.1f}"
                        f"{alone.seconds / cost.seconds:8.2f}{cost.peak:9.0f}",
                        flush=True,
                    )
                largest, home = folder / "out" / f"{way}-{sizes[-1]}", folder / "homes" / f"{way}-{sizes[-1]}"
                again = _run(corpora[sizes[-1]], largest, home, how)
                more = _run(extra, largest, home, how)
            if len(costs) > 1:
                print(f"{way}: growth exponent {_exponent(costs):.3f}")
            for what, cost in (("nothing changed", again), ("one more document", more)):
                whole = costs[sizes[-1]]
                print(
                    f"{way}: {what}, {cost.seconds:.2f} s, {100 * cost.seconds / whole.seconds:.2f}% of the first run, "
                    f"{100 * cost.processor / whole.processor:.2f}% of its processor time"
                )
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how the cost of a run grows with its documents.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000], help="documents of each corpus")
    parser.add_argument("--executors", nargs="+", choices=EXECUTORS, default=EXECUTORS, help="who does the work")
    parser.add_argument("--rows", type=int, default=24, help="rows of each document")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="keep corpora, caches and outputs here")
    return parser.parse_args()


@contextmanager
def _folder(given: Path | None) -> Generator[Path]:
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given.resolve()
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def _corpus(folder: Path, size: int, rows: int, *, one_more: bool = False) -> Path:
    """The folder with the first `size` plans of the series (and one that is in no other), made where need be."""
    corpus = folder / f"corpora-{rows}" / (f"{size}-and-one" if one_more else str(size))
    plans = folder / f"plans-{rows}"
    plans.mkdir(exist_ok=True)
    corpus.mkdir(parents=True, exist_ok=True)
    for number in [*range(size), *([10**6] if one_more else [])]:
        plan = plans / f"plan-{number:07}.pdf"
        if not plan.exists():
            # Titles and councils are few in the generator's vocabulary; the seed makes each plan's words its own.
            spec = random_spec(Random(number), producers=("drawn",))  # noqa: S311
            render(Spec(number, spec.kind, "drawn", rows), plan.with_suffix(".part"))
            plan.with_suffix(".part").rename(plan)
        if not (corpus / plan.name).exists():
            (corpus / plan.name).hardlink_to(plan)
    return corpus


@contextmanager
def _way(way: str, folder: Path) -> Generator[Sequence[str]]:
    """The arguments that give a run this executor."""
    if way == "dask":
        place = folder / "dask"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        with running(place, WORKERS) as cluster:
            yield ("--scheduler", cluster.address)
    else:
        yield ("--jobs", "1" if way == "serial" else str(WORKERS))


def _run(corpus: Path, out: Path, home: Path, how: Sequence[str]) -> Cost:
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pipeline.cli", "run", str(corpus), "--out", str(out), *how]
    log = home / "log.txt"
    began, used = time.perf_counter(), _processor()
    with log.open("w") as stream:
        process = subprocess.Popen(command, env=environment, stdout=stream, stderr=stream)  # noqa: S603
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _largest())
            time.sleep(0.1)
    if process.returncode > 1:
        raise SystemExit(log.read_text())
    return Cost(time.perf_counter() - began, _processor() - used, peak)


def _processor() -> float:
    """Seconds that processes which this one started, and those which they started, have used so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = usage.ru_utime + usage.ru_stime
    # That is of processes which have ended; a cluster goes on.
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            used += sum(process.cpu_times()[:4])
    return used


def _largest() -> float:
    """The most that any process of a run, or of a Dask cluster that this benchmark started, holds now, in MB."""
    sizes = [0.0]
    for process in psutil.Process().children(recursive=True):
        try:
            sizes.append(process.memory_info().rss / 1e6)
        except psutil.Error:
            continue
    return max(sizes)


def _exponent(costs: dict[int, Cost]) -> float:
    """The slope of the line through (log documents, log seconds) of the two largest corpora."""
    (few, cheap), (many, dear) = sorted(costs.items())[-2:]
    return math.log(dear.seconds / cheap.seconds) / math.log(many / few)


if __name__ == "__main__":
    sys.exit(main())

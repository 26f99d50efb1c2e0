"""The cells of many documents, each with the evidence for it and whether it is right: what confidence is fitted to.

Three corpora: the plans of `../shared/plans` with their hand-checked truth, random plans of `tests/generator`, and
scans of random plans as `tests/scanner` makes them.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
from rapidfuzz.distance import Levenshtein

from benchmarks.judging import JudgedCell, judge, truths_of
from extractors.confidence.company import companies
from extractors.confidence.fitted import fitted
from extractors.document import published
from extractors.errors import PlanliftError
from extractors.table import PublishedDocument
from tests.generator.render import render
from tests.generator.spec import random_spec
from tests.generator.truth import Truth
from tests.scanner import Binder, Scan

Task = tuple[str, Callable[[], "list[Evidence]"]]

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "plans"
# Random plans for scans are other ones than those for text. A scan with more pages costs more than it teaches.
FIRST_TEXT, FIRST_SCAN, SCANNED_PAGES = 40_000, 60_000, 2


@dataclass(frozen=True)
class Evidence:
    """One cell that was read: `source` is `text` or `scan`, `corpus` is `shared` or `random`.

    `chance` is the recogniser's (1 for text), `company` see `extractors.confidence.company`; `printed` counts the
    characters that are printed, `edits` how many would have to change to make what was read of them.
    """

    corpus: str
    document: str
    source: str
    kind: str
    field: str
    right: bool
    reading: str
    company: str
    repairs: Sequence[str]
    flag: str | None
    chance: float
    printed: int
    edits: int


def evidence_of(
    corpus: str, name: str, source: str, truths: Sequence[Truth], document: PublishedDocument
) -> list[Evidence]:
    """The evidence for every cell of `document`, which is as read, its confidences not yet fitted."""
    # Pictures have no links, and the hand-checked truth does not say in which cell each one is.
    links = (corpus, source) == ("random", "text")
    company: dict[int, str] = {}
    for plan in document.plans:
        for table in plan.tables:
            for row, found in zip(table.rows, companies(table, fitted().company), strict=True):
                company |= {id(row.fields[field]): kept for field, kept in found.items()}
    return [
        Evidence(
            corpus, name, source, one.kind, one.field, one.right, cell.reading, company.get(id(cell), "fits"),
            cell.repairs, cell.flag, cell.confidence,
            len(one.printed or ""), _edits(one),
        )
        for one in judge(truths, document, links=links)
        if (cell := one.cell) is not None
    ]  # fmt: skip


def _edits(one: JudgedCell) -> int:
    """The edits that make what was read of what is printed; none in a row that nobody printed."""
    return 0 if one.right or one.printed is None else Levenshtein.distance(one.printed, one.read)


def shared_plans() -> list[Task]:
    """The shared plans by name, and how to come by the evidence of each; none where the folder is not there."""
    return [(path.name, partial(_shared, path)) for path in sorted(SHARED.glob("*.pdf"))]


def random_plans(count: int) -> list[Task]:
    """`count` random plans, each named by its seed."""
    return [(f"text-{seed}", partial(_random, seed)) for seed in range(FIRST_TEXT, FIRST_TEXT + count)]


def random_scans(count: int) -> list[Task]:
    """`count` random plans as pictures, each named by its seed; only the shorter ones give any cells."""
    return [(f"scan-{seed}", partial(_random_scan, seed)) for seed in range(FIRST_SCAN, FIRST_SCAN + count)]


def add_arguments(parser: argparse.ArgumentParser, texts: int, scans: int) -> None:
    """Ask how many random plans there shall be (so many where nobody says), and how they are read; see `gathered`."""
    parser.add_argument("--random", type=int, default=texts, metavar="N", help="random plans as text")
    parser.add_argument(
        "--scans", type=int, default=scans, metavar="N", help="random plans, of which short ones are scanned"
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes to read documents with")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keep what was found, and use what is kept there")


def gathered(given: argparse.Namespace) -> Iterator[Evidence]:
    """The evidence of all three corpora, as the command line asks for it."""
    corpora = chain(shared_plans(), random_plans(given.random), random_scans(given.scans))
    return gather(corpora, given.cache, given.jobs)


def gather(tasks: Iterable[Task], cache: Path | None, jobs: int = 1) -> Iterator[Evidence]:
    """The evidence of all documents, in their order; what `cache` holds is used as it is, whatever has changed."""
    one = partial(_kept, cache)
    if jobs == 1:
        yield from chain.from_iterable(map(one, tasks))
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from chain.from_iterable(pool.map(one, tasks, chunksize=4))


def _kept(cache: Path | None, task: Task) -> list[Evidence]:
    name, lift = task
    if cache is None:
        return lift()
    kept = cache / f"{name}.json"
    if kept.exists():
        rows = json.loads(kept.read_text("utf-8"))
        return [Evidence(**row) for row in rows]
    found = lift()
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps([asdict(one) for one in found]), "utf-8")
    return found


def _shared(path: Path) -> list[Evidence]:
    source = "scan" if path.stem.endswith(".scan") else "text"
    truths = truths_of(SHARED / "truth" / f"{path.name.split('.')[0]}.json")
    return _lift(path, "shared", path.name, source, truths)


def _random(seed: int) -> list[Evidence]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.pdf")
        return _lift(path, "random", f"text-{seed}", "text", [_made(seed, path)])


def _random_scan(seed: int) -> list[Evidence]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.pdf")
        truth = _made(seed, path)
        with pdfium.PdfDocument(path) as document:
            pages = len(document)
        if pages > SCANNED_PAGES:
            return []
        binder, way = Binder(), _way(Random(seed))  # noqa: S311
        for number in range(1, pages + 1):
            binder.scan(path, number, way, seed=seed)
        return _lift(binder.save(Path(folder, "scan.pdf")), "random", f"scan-{seed}", "scan", [truth])


def _made(seed: int, path: Path) -> Truth:
    return render(random_spec(Random(seed)), path)  # noqa: S311


def _lift(path: Path, corpus: str, name: str, source: str, truths: Sequence[Truth]) -> list[Evidence]:
    try:
        return evidence_of(corpus, name, source, truths, published(path))
    except PlanliftError as error:  # a document that is refused claims nothing
        print(f"{name}: {error}", file=sys.stderr)
        return []


def _way(chance: Random) -> Scan:
    """A scan as offices make them: 150 to 300 dpi, not quite straight, some grey, some noisy."""
    return Scan(
        dpi=chance.choice((150, 200, 200, 250, 300)),
        skew=chance.uniform(-1.5, 1.5),
        colours="grey" if chance.random() < 0.2 else "colour",
        noise=chance.choice((0.0, 3.0, 6.0)),
        quality=chance.choice((60, 75, 90)),
        blur=chance.choice((0.0, 0.0, 0.6)),
    )

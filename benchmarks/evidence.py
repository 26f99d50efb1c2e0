"""The cells of many documents, each with the evidence for it and whether it is right: what confidence is fitted to.

Three corpora: the plans of `../shared/plans` with their hand-checked truth, random plans of `tests/generator`, and
scans of random plans as `tests/scanner` makes them.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from rapidfuzz.distance import Levenshtein

from benchmarks.judging import judge, truths_of
from extractors.company import companies
from extractors.document import published
from extractors.errors import PlanliftError
from extractors.fitted import fitted
from extractors.table import PublishedDocument
from tests.generator.render import render
from tests.generator.spec import random_spec
from tests.generator.truth import Truth
from tests.scanner import Binder, Scan

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "plans"
# Random plans for scans are other ones than those for text. A scan with more pages costs more than it teaches.
FIRST_TEXT, FIRST_SCAN, SCANNED_PAGES = 40_000, 60_000, 2


@dataclass(frozen=True)
class Evidence:
    """One cell that was read: `source` is `text` or `scan`, `corpus` is `shared` or `random`.

    `chance` is the recogniser's (1 for text), `company` see `extractors.company`; `printed` counts the characters that
    are printed, `edits` how many would have to change to make what was read of them.
    """

    corpus: str
    document: str
    source: str
    kind: str
    field: str
    right: bool
    reading: str
    company: str
    repairs: tuple[str, ...]
    flag: str | None
    chance: float
    printed: int
    edits: int


def evidence_of(
    corpus: str, name: str, source: str, truths: Sequence[Truth], document: PublishedDocument
) -> list[Evidence]:
    """The evidence for every cell of `document`, which is as read, its confidences not yet fitted."""
    company: dict[int, str] = {}
    for plan in document.plans:
        for table in plan.tables:
            for row, found in zip(table.rows, companies(table.rows, fitted().company), strict=True):
                company |= {id(row.fields[field]): kept for field, kept in found.items()}
    return [
        Evidence(
            corpus, name, source, one.kind, one.field, one.right, cell.reading, company.get(id(cell), "fits"),
            cell.repairs, cell.flag, cell.confidence,
            len(one.printed or ""), Levenshtein.distance(one.printed or "", one.read),
        )
        for one in judge(truths, document, links=source == "text")
        if (cell := one.cell) is not None
    ]  # fmt: skip


def shared_plans() -> Iterator[tuple[str, Callable[[], list[Evidence]]]]:
    """Each shared plan by name, and how to come by its evidence; none where the folder is not there."""
    for path in sorted(SHARED.glob("*.pdf")):
        source = "scan" if path.stem.endswith(".scan") else "text"
        truths = truths_of(SHARED / "truth" / f"{path.name.split('.')[0]}.json")
        yield path.name, lambda path=path, source=source, truths=truths: _lift(path, "shared", source, truths)


def random_plans(count: int) -> Iterator[tuple[str, Callable[[], list[Evidence]]]]:
    """`count` random plans, each named by its seed."""
    for seed in range(FIRST_TEXT, FIRST_TEXT + count):
        yield f"text-{seed}", lambda seed=seed: _random(seed, scan=False)


def random_scans(count: int) -> Iterator[tuple[str, Callable[[], list[Evidence]]]]:
    """`count` random plans as pictures, each named by its seed; only the shorter ones give any cells."""
    for seed in range(FIRST_SCAN, FIRST_SCAN + count):
        yield f"scan-{seed}", lambda seed=seed: _random(seed, scan=True)


def _lift(path: Path, corpus: str, source: str, truths: Sequence[Truth], name: str | None = None) -> list[Evidence]:
    try:
        return evidence_of(corpus, name or path.name, source, truths, published(path))
    except PlanliftError as error:  # a document that is refused claims nothing
        print(f"{name or path.name}: {error}", file=sys.stderr)
        return []


def _random(seed: int, *, scan: bool) -> list[Evidence]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.pdf")
        truth = render(random_spec(Random(seed)), path)  # noqa: S311
        if not scan:
            return _lift(path, "random", "text", [truth], f"text-{seed}")
        import pypdfium2 as pdfium

        with pdfium.PdfDocument(path) as document:
            pages = len(document)
        if pages > SCANNED_PAGES:
            return []
        binder, way = Binder(), _way(Random(seed))  # noqa: S311
        for number in range(1, pages + 1):
            binder.scan(path, number, way, seed=seed)
        return _lift(binder.save(Path(folder, "scan.pdf")), "random", "scan", [truth], f"scan-{seed}")


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


def gather(corpora: Iterator[tuple[str, Callable[[], list[Evidence]]]], cache: Path | None) -> Iterator[Evidence]:
    """The evidence of all documents. What `cache` holds of one is used as it is, whatever has changed since."""
    for name, lift in corpora:
        kept = cache / f"{name}.json" if cache else None
        if kept and kept.exists():
            rows = json.loads(kept.read_text("utf-8"))
            yield from (Evidence(**{**row, "repairs": tuple(row["repairs"])}) for row in rows)
            continue
        found = lift()
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps([asdict(one) for one in found]), "utf-8")
        yield from found

"""Render random plans to PDFs, read them back, and count what came out wrong.

    python benchmarks/random_plans.py --count 1000 --seed 0 [--producer NAME] [--plain] [--wide] [--wider] [--keep DIR]

Plan number n of a run is made from the seed `seed + n` alone, so that a failure is found again with
`--count 1 --seed N`. With `--keep` the PDFs stay in a folder, `plan-000007.drawn.pdf` beside `truth/plan-000007.json`
(in the shape of the hand-checked truth files), so that a whole run over them can be scored too.

Exit status 0 when nothing was silently wrong, missing, extra or unplaced, 1 otherwise.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import cast, get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extractors.document import read_document
from extractors.errors import PlanliftError
from tests.generator.content import build
from tests.generator.render import render
from tests.generator.score import Tally, Wrong, causes, score
from tests.generator.shrink import shrink
from tests.generator.spec import PRODUCERS, WIDER, Producer, Spec, random_spec, widened
from tests.generator.truth import write_json


@dataclass(frozen=True)
class Result:
    """One plan: its seed, its spec, and its tally."""

    seed: int
    spec: Spec
    tally: Tally


def main() -> int:
    """Run the benchmark and print its figures."""
    args = _arguments().parse_args()
    producers: tuple[Producer, ...] = (cast("Producer", args.producer),) if args.producer else PRODUCERS
    seeds = range(args.seed, args.seed + args.count)
    with _folder(args.keep) as folder:
        job = partial(
            _one, producers=producers, plain=args.plain, wide=args.wide, wider=args.wider, folder=folder,
            keep=args.keep is not None,
        )  # fmt: skip
        if args.jobs > 1:
            with ProcessPoolExecutor(args.jobs) as pool:
                results = list(pool.map(job, seeds, chunksize=4))
        else:
            results = [job(seed) for seed in seeds]
        _report(results)
        failed = sorted((r for r in results if r.tally.failed), key=lambda r: (len(r.spec.features()), r.seed))
        for result in failed[: args.show]:
            _explain(result)
        for result in failed[: args.shrink]:
            least = shrink(result.spec, lambda spec: _read(spec, folder / "shrink.pdf").failed)
            print(f"seed {result.seed} still fails as", _describe(least))
            _wrongs(_read(least, folder / "shrink.pdf"))
    return 1 if failed else 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Read random plans back and count what came out wrong.")
    parser.add_argument("--count", type=int, default=100, help="how many plans")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first plan")
    parser.add_argument("--producer", choices=get_args(Producer), help="only this way of making PDFs")
    parser.add_argument("--plain", action="store_true", help="only plans without special features")
    parser.add_argument("--wide", action="store_true", help="give every plan features that no plan has without this")
    parser.add_argument("--wider", action="store_true", help="give every plan features of whole real documents")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the PDFs and their truth here")
    parser.add_argument("--jobs", type=int, default=1, help="processes to use")
    parser.add_argument("--show", type=int, default=10, metavar="N", help="explain the N plainest failures")
    parser.add_argument("--shrink", type=int, default=0, metavar="N", help="make the N plainest failures smaller")
    return parser


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep:
        (keep / "truth").mkdir(parents=True, exist_ok=True)
        yield keep
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def _one(
    seed: int, *, producers: tuple[Producer, ...], plain: bool, wide: bool, wider: bool, folder: Path, keep: bool
) -> Result:
    spec = random_spec(Random(seed), producers=producers)  # noqa: S311
    if plain:
        spec = Spec(spec.seed, spec.kind, spec.producer, spec.rows)
    if wide:
        spec = widened(spec, Random(f"wide {seed}"))  # noqa: S311
    if wider:
        spec = widened(spec, Random(f"wider {seed}"), features=WIDER, counts=(2, 3, 4))  # noqa: S311
    path = folder / f"plan-{seed:06d}.{spec.producer}.pdf"
    tally = _read(spec, path)
    if keep:
        write_json(build(spec), folder / "truth" / f"plan-{seed:06d}.json")
    else:
        path.unlink()
    return Result(seed, spec, tally)


def _read(spec: Spec, path: Path) -> Tally:
    truth = render(spec, path)
    try:
        return score(truth, read_document(path))
    except PlanliftError as error:  # a document that is refused has all its cells missing
        cells = sum(len(r.fields) + len(r.other) for r in truth.rows)
        return Tally(cells=cells, missing=cells, wrong=[Wrong("missing", "document refused", "", str(error))])


def _report(results: list[Result]) -> None:
    print(f"{'':28}{'plans':>7}{'exact':>7}{'failed':>7}{'cells':>8}{'right':>8}", end="")
    print(f"{'flagged':>8}{'silent':>8}{'missing':>8}{'extra':>7}{'false flags':>12}{'unplaced':>9}")
    _line("all", results)
    for title, names in _GROUPS.items():
        print(title)
        groups = sorted({name for r in results for name in names(r.spec)})
        for group in groups:
            _line(f"  {group}", [r for r in results if group in names(r.spec)])
    total = sum((Counter(causes(r.tally.wrong)) for r in results), Counter[str]())
    print("causes")
    for cause, count in total.most_common(25):
        print(f"  {count:6} {cause}")
    print("failing seeds:", *(r.seed for r in results if r.tally.failed))


_GROUPS: dict[str, Callable[[Spec], tuple[str, ...]]] = {
    "by producer": lambda s: (s.producer,),
    "by kind": lambda s: (s.kind,),
    "by feature": lambda s: s.features() or ("plain",),
}


def _line(name: str, results: list[Result]) -> None:
    total = Tally()
    for result in results:
        total.add(result.tally)
    exact, failed = sum(r.tally.exact for r in results), sum(r.tally.failed for r in results)
    print(f"{name:28.28}{len(results):7}{exact:7}{failed:7}{total.cells:8}{total.right:8}", end="")
    print(f"{total.flagged:8}{total.silent:8}{total.missing:8}{total.extra_rows:7}{total.false_flags:12}", end="")
    print(f"{total.unplaced:9}")


def _describe(spec: Spec) -> str:
    return " ".join((spec.producer, spec.kind, f"rows={spec.rows}", f"words={spec.seed}", *spec.features()))


def _explain(result: Result) -> None:
    print(f"seed {result.seed}:", _describe(result.spec))
    _wrongs(result.tally)


def _wrongs(tally: Tally) -> None:
    for wrong in [w for w in tally.wrong if w.what != "false_flag"][:4]:
        print(f"    {wrong.what} {wrong.where}: printed {wrong.printed[:100]!r}, read {wrong.read[:100]!r}")


if __name__ == "__main__":
    sys.exit(main())

"""What a run does where something has changed: read, normalise, check and publish."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from normalise.corrections import load_corrections
from pipeline.document.lift import Settings
from pipeline.files.swap import beside, real
from pipeline.keeping.cache import Cache
from pipeline.keeping.pagecache import PageCache
from pipeline.keeping.stock import Stock
from pipeline.keeping.version import release
from pipeline.limits import Limits
from pipeline.outputs.store import publish_run
from pipeline.run.crews import Crews, jobs_of
from pipeline.run.documents import read_all
from pipeline.run.inputs import Known, Lifted
from pipeline.run.judged import entries, judge
from pipeline.run.judging import FEW, Judgement, held_back, judge_all, pieces
from pipeline.run.lots import PLANS_IN_LOT
from pipeline.run.order import Order, Outcome
from pipeline.telling.progress import Teller

# A run that reads no more documents judges them in its own process, which can import what that takes meanwhile.
SMALL = FEW * PLANS_IN_LOT


def make(
    files: Sequence[Known | Lifted],
    order: Order,
    teller: Teller,
    *,
    version: str,
    limits: Limits,
    corrections: Path,
    cache: Path | None,
    crews: Crews,
) -> Outcome:
    """Make the outputs of `files`.

    `version` is that of the code, `corrections` a file, `cache` the user's folder (None: nothing is kept), `crews` are
    those who work, done with at the end. Raises as `batch.run` does.
    """
    elsewhere = order.scheduler is not None
    # One process looks at the pictures of a document side by side in threads, and needs no help of itself.
    most_pictures = limits.pictures_at_once if elsewhere or jobs_of(order) > 1 else None
    settings = Settings(
        load_corrections(corrections), limits, version, elsewhere, order.cross_check, cache, most_pictures
    )
    with Stock(cache, beside(real(order.out), "spool")) as stock:
        documents = read_all(files, settings, stock, partial(crews.readers, SMALL), teller)
        teller.stage("checking the data")
        judgement = judge_all(documents, settings, stock, crews.judges, teller)
        crews.close()
        outcome = _publish(documents, judgement, order, stock, teller)
        stock.prune()
    # What this run used stays, and as much of earlier ones.
    Cache(cache).tidy(len(files))
    PageCache(cache).prune(sum(entry.pages for entry in outcome.entries))
    return outcome


def _publish(documents: Sequence[Lifted], judgement: Judgement, order: Order, stock: Stock, teller: Teller) -> Outcome:
    """Write the outputs of documents whose plans are judged, and tell what was noticed of them."""
    for _, verdict in judgement.ruled:
        for finding in verdict.warnings:
            teller.warn(f"{verdict.plan_id}: {finding.message}")
    judged = judge(documents, judgement.verdicts)
    told = entries(documents, judged)
    teller.stage("writing the datasets")
    warned = [one for document in judged for one in document.warned]
    run = {"version": release(), "cross_check": order.cross_check}
    kept = publish_run(order.out, pieces(judgement, stock), held_back(judgement, stock), told, run, warned)
    return Outcome(tuple(told), tuple(judged), kept)

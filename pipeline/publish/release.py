"""`planlift publish`, start to end: from the outputs of a run to a release, or to the reason why there is none."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.schema import to_arrow
from extractors.errors import PlanliftError
from normalise.records import Row
from normalise.registers import load_registers
from pipeline.errors import NOTHING_TO_READ
from pipeline.outputs.package import NAME as DESCRIPTOR
from pipeline.outputs.published import read_published
from pipeline.outputs.warned import NAME as WARNINGS
from pipeline.outputs.warned import so_many_tell
from pipeline.publish import files
from pipeline.publish.changes import Change, Described, compare, described, described_now
from pipeline.publish.content import Content, Edition, Source, sources_of
from pipeline.publish.decisions import find_decisions
from pipeline.publish.names import TitleWords
from pipeline.publish.periods import period_rows
from pipeline.publish.places import Place, StoreError, open_place, workshop
from pipeline.publish.settings import Settings, read_settings
from pipeline.publish.version import FIRST, Level, Version
from pipeline.publish.withhold import Withholding, withhold


class NothingToPublish(PlanliftError):
    """The run published no plan, so that a release would be empty."""

    exit_code = NOTHING_TO_READ
    reason = "nothing_to_publish"


class MajorChange(PlanliftError):
    """Those who use the data would have to change something, and that was not asked for."""

    reason = "major_change"


@dataclass(frozen=True)
class Order:
    """What the user asked for.

    `clean` is the output folder of a run, `to` a folder or an address of object storage, `sources` where the PDFs with
    their sidecars are, `settings` the publisher's file (None: none), `issued` the date that the release is to bear.
    """

    clean: Path
    to: str
    sources: tuple[Path, ...] = ()
    settings: Path | None = None
    allow_major: bool = False
    issued: str | None = None


@dataclass(frozen=True)
class Result:
    """The newest release once all is done; `new` is False where nothing had changed. `notes` are one line each."""

    edition: Edition
    new: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Last:
    """The newest release of a place: what it says of itself, and the checksums of its files."""

    place: Place
    edition: Edition
    sums: Mapping[str, str]

    def read(self, name: str) -> bytes:
        """The contents of one of its files. Raises StoreError where they are not what they were."""
        path = f"{self.edition.version}/{name}"
        data = self.place.read(path)
        if files.sha256_of_bytes(data) != self.sums.get(name):
            raise StoreError("is not the file that was published", where=path, fix="restore it from a copy")
        return data

    def datasets(self) -> dict[str, Described]:
        """Its datasets, as its own descriptor describes them."""
        resources = json.loads(self.read(DESCRIPTOR))["resources"]
        return {
            r["name"]: described(pq.read_table(BytesIO(self.read(f"{r['name']}.parquet"))), r["schema"])
            for r in resources
            if r["format"] == "csv"
        }


def publish(order: Order) -> Result:
    """Make the release that `order` asks for, unless nothing has changed since the last one.

    Raises NothingToPublish, MajorChange, NoOutputs, BadSettings, BadDecision, StoreError or LockHeld; the
    releases that are there stay as they are.
    """
    published = read_published(order.clean)
    if not published.plans:
        raise NothingToPublish("holds no plan", where=str(order.clean), fix="see its manifest.json for the reasons")
    settings = read_settings(order.settings, published.plans)
    decisions = find_decisions(published.plans, order.sources)
    allowed = [plan for plan, decision in decisions.items() if decision.allows]
    rows, withheld = withhold(published.rows, allowed, TitleWords.load(load_registers()))
    sources = sources_of(rows["plans"], decisions, published.warned)
    tables = _tables({**rows, "periods": period_rows(rows)}, sources)
    place = open_place(order.to)
    with place.claim(), workshop() as folder:
        content = Content(settings, sources, tables, files.write_data(folder, tables), tuple(withheld))
        edition, new = _edition(order, content, _last(place))
        if new:
            _complete(folder, content, edition)
            place.add(edition.version, folder)
        pointers = files.pointers(content, edition)
        if new or not _points_there(place, pointers):
            place.point(edition.version, pointers)
    return Result(edition, new, tuple(_notes(settings, sources, withheld)))


def _tables(rows: Mapping[str, Sequence[Row]], sources: tuple[Source, ...]) -> dict[str, pa.Table]:
    return {name: files.with_provenance(to_arrow(name, each), sources) for name, each in rows.items()}


def _last(place: Place) -> Last | None:
    """The newest complete release, None where there is none. Raises StoreError where it cannot be understood."""
    versions = place.versions()
    if not versions:
        return None
    sums = files.parse_checksums(place.read(f"{versions[-1]}/{files.CHECKSUMS}"))
    last = Last(place, Edition(versions[-1]), sums)
    try:
        return replace(last, edition=Edition.of_record(cast("Mapping[str, Any]", json.loads(last.read(files.RECORD)))))
    except (ValueError, KeyError, TypeError) as error:
        where = f"{versions[-1]}/{files.RECORD}"
        raise StoreError("is not the record of a release", where=where, fix="restore it from a copy") from error


def _edition(order: Order, content: Content, last: Last | None) -> tuple[Edition, bool]:
    """The edition that `content` is, and whether it is a new one. Raises MajorChange where that was not asked for.

    Nothing has changed where the last edition, made again from this content, has the checksums that it has.
    """
    if last is None:
        return Edition(FIRST, issued=order.issued), True
    if files.checksums(content, files.descriptions(content, last.edition)) == last.sums:
        return last.edition, False
    changes = compare(last.datasets(), described_now(content.tables))
    changes = changes or [Change(Level.PATCH, None, "descriptions or the form of files have changed")]
    level = max(change.level for change in changes)
    version: Version = last.edition.version.after(level)
    if level is Level.MAJOR and not order.allow_major:
        graver = "; ".join(f"{c.dataset}: {c.what}" for c in changes if c.level is Level.MAJOR)
        raise MajorChange(
            f"users of version {last.edition.version} would have to change something: {graver}",
            where=order.to,
            fix=f"publish with --allow-major to release {version}, or mend what was not meant",
        )
    return Edition(version, last.edition.version, tuple(changes), order.issued), True


def _complete(folder: Path, content: Content, edition: Edition) -> None:
    """Write what describes the data beside it, and the checksums of everything."""
    described = files.descriptions(content, edition)
    for name, data in described.items():
        (folder / name).write_bytes(data)
    (folder / files.CHECKSUMS).write_bytes(files.render_checksums(files.checksums(content, described)))


def _points_there(place: Place, pointers: Mapping[str, bytes]) -> bool:
    """Whether the files beside the releases name the newest one; an interrupted publication leaves them behind."""
    try:
        return all(place.read(name) == data for name, data in pointers.items())
    except StoreError:
        return False


def _notes(settings: Settings, sources: Sequence[Source], withheld: Sequence[Withholding]) -> Iterator[str]:
    """What the publisher should know, a line each."""
    yield from settings.notes
    for source in sources:
        plan = source.plan["plan_id"]
        if not source.plan["licence"]:
            yield f"{plan}: no licence is stated; state `licence` in the TOML beside its PDF before others use the data"
        elif source.licence.url is None:
            yield f"{plan}: the licence {source.licence.title!r} is not in the register, so it has no address"
        if not source.plan["gss_code"]:
            yield f"{plan}: its council has no GSS code"
        if source.warnings:
            tell = so_many_tell(source.warnings)
            yield f"{plan}: {tell} of what may be missing from it; read them in {WARNINGS} before others use it"
    for plan in dict.fromkeys(each.plan_id for each in withheld):
        rows = sum(each.rows for each in withheld if each.plan_id == plan)
        doubt = sum(each.in_doubt for each in withheld if each.plan_id == plan)
        yield f"{plan}: names are withheld in {rows} places" + (f", in {doubt} of them in doubt" if doubt else "")

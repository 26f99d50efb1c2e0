"""From the reports of a plan to the history of its actions' statuses."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from normalise.corrections import record_name
from normalise.periods.calendar import quarter_bounds
from normalise.records import Identity, Row, distinct_ids
from pipeline.compare.confirmed import Confirmed
from pipeline.compare.edition import SILENT, Edition, editions, record_names
from pipeline.compare.match import Item, match
from pipeline.compare.pairs import age, series
from pipeline.compare.rules import limits
from pipeline.outputs.published import Published


@dataclass(frozen=True)
class _Report:
    """A report and the name that it goes by among all reports."""

    name: str
    edition: Edition


@dataclass(frozen=True)
class _Statement:
    """What a report prints for one quarter of an action. `binds` is False for a quarter after the report's own."""

    report: _Report
    status: str
    binds: bool
    flags: tuple[str, ...]


@dataclass
class _Thread:
    """An action through the reports: as the newest one has it, and what they state by quarter."""

    item: Item
    plan_id: str
    quarters: dict[str, list[_Statement]] = field(default_factory=dict[str, list[_Statement]])


@dataclass(frozen=True)
class History:
    """The rows of `rag_history`, the number of reports that they come from, and what a person should know.

    `stale` are decisions on these reports that name a record which is not there.
    """

    rows: tuple[Row, ...]
    reports: int
    notes: tuple[str, ...]
    stale: tuple[tuple[str, str], ...]


def history(runs: Sequence[Published], confirmed: Confirmed) -> History:
    """The history of every action that the plans of `runs` rate.

    An action is followed from report to report by identifier, code and wording, as `planlift compare` does; one that
    is not surely recognised begins a history of its own, and a note says so. `confirmed` are a person's decisions.
    """
    reports = _reports(runs)
    rows: list[Row] = []
    notes: list[str] = []
    for name in sorted({series(report.edition.row) for report in reports}):
        mine = [report for report in reports if series(report.edition.row) == name]
        threads = _threads(mine, confirmed, notes)
        for sequence, thread in enumerate(threads, start=1):
            rows += _rows(name, sequence, thread)
    stale = confirmed.stale(record_names(report.edition for report in reports))
    return History(tuple(rows), len(reports), tuple(notes), tuple(stale))


def _reports(runs: Sequence[Published]) -> list[_Report]:
    """Every plan with ratings, oldest first; of one document that several runs read, what the last one made of it."""
    found: dict[tuple[str, str], Edition] = {}
    for published in runs:
        for edition in editions(published).values():
            if edition.ratings:
                key = edition.plan_id.split("~")[0], str(edition.row["source_sha256"])
                found.pop(key, None)
                found[key] = edition
    names = distinct_ids([Identity(plan, sha, str(e.row["source_file"])) for (plan, sha), e in found.items()])
    reports = [_Report(name, edition) for name, edition in zip(names, found.values(), strict=True)]
    return sorted(reports, key=lambda report: (age(report.edition.row), report.edition.as_of or ""))


def _threads(reports: Iterable[_Report], confirmed: Confirmed, notes: list[str]) -> list[_Thread]:
    threads: list[_Thread] = []
    for report in reports:
        edition = report.edition
        found = match(
            [t.item for t in threads], edition.items("actions"), limits(), _decided(threads, report, confirmed)
        )
        new = list(found.added)
        for pair in found.pairs:
            thread = next(t for t in threads if t.item is pair.old)
            if pair.sure:
                thread.item, thread.plan_id = pair.new, edition.plan_id
                _add(thread, report)
            else:
                one, other = record_name(thread.plan_id, pair.old.id), record_name(edition.plan_id, pair.new.id)
                notes.append(f"{other} may be {one} (likeness {pair.score:g} of 100): not joined")
                new.append(pair.new)
        for item in sorted(new, key=lambda item: int(str(item.row["sequence"]))):
            thread = _Thread(item, edition.plan_id)
            _add(thread, report)
            threads.append(thread)
    return threads


def _decided(threads: Sequence[_Thread], report: _Report, confirmed: Confirmed) -> Callable[[Item, Item], bool | None]:
    """What a person has decided on an action as the newest report so far has it, and one of `report`."""

    def decided(one: Item, other: Item) -> bool | None:
        thread = next(t for t in threads if t.item is one)
        said = confirmed.either_way(record_name(thread.plan_id, one.id), record_name(report.edition.plan_id, other.id))
        return said.holds if said else None

    return decided if confirmed.links else lambda _one, _other: None


def _add(thread: _Thread, report: _Report) -> None:
    edition = report.edition
    for quarter, row in edition.ratings.get(thread.item.id, {}).items():
        status = str(row["status"])
        past = edition.as_of is None or quarter <= edition.as_of
        binds = status not in SILENT or (status == "scheduled" and past)
        flags = tuple(edition.flags(thread.item.id, [f"rag_q{quarter[-1]}"]))
        thread.quarters.setdefault(quarter, []).append(_Statement(report, status, binds, flags))


def _rows(name: str, sequence: int, thread: _Thread) -> Iterator[Row]:
    for quarter, statements in sorted(thread.quarters.items()):
        # Where nobody states anything, the newest report's empty cell stands for the quarter.
        stated = [s for s in statements if s.binds] or [s for s in statements if s.status == statements[-1].status]
        blank = [s for s in statements if s.status == "not_reported" and quarter <= (s.report.edition.as_of or "")]
        statuses = list(dict.fromkeys(s.status for s in reversed(stated)))
        flag = "restated" if len(statuses) > 1 else "left_blank" if blank and stated[0].binds else None
        first, last = quarter_bounds(quarter)
        told = [*stated, *blank] if flag == "left_blank" else stated
        detail = "; ".join(f"{s.report.name}: {s.status}" for s in statements if s in told) if flag else None
        for status in statuses:
            mine = [s for s in stated if s.status == status]
            yield {
                "series": name,
                "action_id": thread.item.id,
                "sequence": sequence,
                "action_code": thread.item.code,
                "title": thread.item.text or None,
                "quarter": quarter,
                "period_start": first,
                "period_end": last,
                "status": status,
                "standing": "latest" if status == statuses[0] else "superseded",
                "reports": [s.report.name for s in mine],
                "source_files": [str(s.report.edition.row["source_file"]) for s in mine],
                "flag": flag,
                "flag_detail": detail,
                "cell_flags": sorted({reason for s in mine for reason in s.flags}),
            }

"""A person's decisions: checked against the run that they were taken on, and added to the project's files.

Corrections go to `data/corrections.csv`, titles that mean a post to the register of aliases. Both files only ever
grow: nothing that stands there is changed, and a decision that already stands is not written twice.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from extractors.errors import PlanliftError
from normalise.commented import without_comments
from normalise.corrections import COLUMNS, Correction, record_name
from normalise.records import Row
from normalise.registers.loading import FOLDER
from normalise.spreadsheet import made_safe, restored
from normalise.text import clean, fold
from pipeline.errors import WRONG_USAGE
from pipeline.files.lock import hold
from pipeline.files.saving import save
from pipeline.outputs.published import Published
from pipeline.outputs.queue import Member
from pipeline.review.forms import problem_with

ALIASES = FOLDER / "officer_aliases.csv"
ALIAS_COLUMNS = ("council", "published", "title", "valid_from", "valid_to", "decided_by", "reason")
# Longer texts than any cell holds come from no review.
LONGEST = 20_000

Rows = Sequence[Mapping[str, str]]


class BadDecision(PlanliftError):
    """A decision that does not fit the run it is said to be about."""

    exit_code = WRONG_USAGE
    reason = "bad_decision"


class Alias(NamedTuple):
    """The decision that a printed title means a post, as a row of the register; dates empty where it always holds."""

    council: str
    published: str
    title: str
    valid_from: str
    valid_to: str
    decided_by: str
    reason: str


@dataclass(frozen=True)
class Files:
    """Where decisions are kept."""

    corrections: Path
    aliases: Path = ALIASES


@dataclass(frozen=True)
class Kept:
    """How many decisions were added to the files, and how many stood there already."""

    added: int
    known: int


class Checker:
    """Takes decisions as they come from a page or a file, and gives those that fit the run."""

    def __init__(self, published: Published) -> None:
        """`published` is the run that the decisions are about."""
        self._printed: dict[Member, str] = {}
        self._datasets: dict[tuple[str, str], Member] = {}
        for row in published.rows["cells"]:
            member = Member(*(str(row[name]) for name in Member._fields))
            self._printed[member] = str(row["published"] or "")
            self._datasets[record_name(member.plan_id, member.record_id), member.field] = member
        self._plans: Mapping[str, Row] = {str(row["plan_id"]).split("~")[0]: row for row in published.plans}

    def plan_of(self, council: str) -> str:
        """A plan of the council with this code, "" where the run has none."""
        return next((plan for plan, row in self._plans.items() if row["council_code"] == council), "")

    def correction(self, told: Mapping[str, object], who: str, when: date) -> Correction:
        """The correction that `told` holds: record, field, expected, corrected, reason. Raises BadDecision."""
        record, field, expected, corrected, reason = (
            _text(told, name) for name in ("record", "field", "expected", "corrected", "reason")
        )
        where = f"{record} {field}"
        member = self._datasets.get((record, field))
        if member is None:
            raise BadDecision("the run has no such cell", where=where, fix="make the page again from the newest run")
        if clean(self._printed[member]) != clean(expected):
            raise BadDecision(
                "the page prints something else", where=where, fix="make the page again from the newest run"
            )
        problem = problem_with(member.dataset, field, corrected)
        if problem:
            raise BadDecision(f"{corrected!r} cannot be taken: {problem}", where=where, fix="mend the value")
        return Correction(
            record, field, expected, corrected, _said(reason, "why", where), _said(who, "who", where), when.isoformat()
        )

    def alias(self, told: Mapping[str, object], who: str) -> Alias:
        """The alias that `told` holds: plan, published, title, reason. Raises BadDecision."""
        plan_id, published, title, reason = (_text(told, name) for name in ("plan", "published", "title", "reason"))
        where = f"{plan_id}, {published!r}"
        plan = self._plans.get(plan_id.split("~")[0])
        if plan is None or not plan["council_code"]:
            raise BadDecision(
                "its council has no code in the register", where=where, fix="correct the lead officer of each record"
            )
        for text in (published, title):
            if not text or text != clean(text) or made_safe(text) != text:
                raise BadDecision(f"{text!r} is no title", where=where, fix="correct the cell's text first")
        return Alias(
            str(plan["council_code"]), published, title, "", "", _said(who, "who", where), _said(reason, "why", where)
        )


def keep_corrections(file: Path, corrections: Sequence[Correction]) -> Kept:
    """Add to `file` the corrections that do not already have the last word there. Raises CannotSave or LockHeld."""

    def new(rows: Rows) -> list[dict[str, str]]:
        last = {(row["record"], row["field"]): (row["expected"], row["corrected"]) for row in rows}
        found: list[dict[str, str]] = []
        for one in corrections:
            if last.get((one.record, one.field)) != (one.expected, one.corrected):
                last[one.record, one.field] = (one.expected, one.corrected)
                found.append(one._asdict())
        return found

    added = _append(file, COLUMNS, new)
    return Kept(added, len(corrections) - added)


def keep_aliases(file: Path, aliases: Sequence[Alias]) -> Kept:
    """Add to `file` the aliases it lacks. Raises BadDecision where it says otherwise, CannotSave or LockHeld."""

    def new(rows: Rows) -> list[dict[str, str]]:
        known = {(row["council"], fold(row["published"])): row["title"] for row in rows}
        found: list[dict[str, str]] = []
        for one in aliases:
            key = one.council, fold(one.published)
            if key not in known:
                known[key] = one.title
                found.append(one._asdict())
            elif known[key] != one.title:
                raise BadDecision(
                    f"{one.published!r} already means {known[key]!r}", where=str(file), fix="change that row by hand"
                )
        return found

    added = _append(file, ALIAS_COLUMNS, new)
    return Kept(added, len(aliases) - added)


def decisions_in(file: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a file of decisions, none where there is no file. Raises BadDecision where it cannot be read."""
    return _parsed(_content(file), columns, file) if file.exists() else []


def _append(file: Path, columns: Sequence[str], new: Callable[[Rows], list[dict[str, str]]]) -> int:
    """Add to `file` what `new` makes of its rows; returns how many rows that is.

    The file is replaced in one step, under its lock, so that a reader never sees half a row and two writers lose none.
    """
    with hold(file):
        content = _content(file) if file.exists() else ""
        rows = new(_parsed(content, columns, file)) if content else new([])
        if not rows:
            return 0
        lines = StringIO()
        heading = next(csv.reader(_lines(content)), [*columns])
        ending = "\r\n" if "\r\n" in content else "\n"
        writer = csv.DictWriter(lines, heading, lineterminator=ending, restval="")
        if not content:
            writer.writeheader()
        writer.writerows({name: made_safe(value) for name, value in row.items()} for row in rows)
        gap = ending if content and not content.endswith("\n") else ""
        save(file, (content + gap + lines.getvalue()).encode("utf-8"))
    return len(rows)


def _content(file: Path) -> str:
    try:
        # As it stands, line ends and all: what is in the file is not ours to change.
        with file.open(encoding="utf-8", newline="") as stream:
            return stream.read()
    except (OSError, UnicodeDecodeError) as error:
        raise BadDecision(f"cannot be read: {error}", where=str(file), fix="save it as CSV in UTF-8") from error


def _parsed(content: str, columns: Sequence[str], file: Path) -> list[dict[str, str]]:
    try:
        table = csv.DictReader(_lines(content), strict=True)
        if missing := [c for c in columns if c not in (table.fieldnames or ())]:
            raise BadDecision(f"has no column {missing[0]}", where=str(file), fix=f"columns: {', '.join(columns)}")
        return [{name: restored((row[name] or "").strip()) for name in columns} for row in table]
    except csv.Error as error:
        raise BadDecision(f"cannot be read: {error}", where=str(file), fix="save it as CSV in UTF-8") from error


def _lines(content: str) -> list[str]:
    """The lines of a file of decisions without comments, as `load_corrections` and the registers take them."""
    return [*without_comments(content.removeprefix("\ufeff").splitlines(keepends=True))]


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or len(value) > LONGEST:
        raise BadDecision(f"{name} is no text", fix="use the page that `planlift review` makes")
    return value.strip()


def _said(text: str, what: str, where: str) -> str:
    """`text` as it may stand in the files; a decision says who took it and why."""
    if not (told := clean(text)):
        raise BadDecision(f"the decision does not say {what}", where=where, fix="fill it in")
    return told

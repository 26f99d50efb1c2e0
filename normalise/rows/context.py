"""What every row of one plan is normalised by, and the columns that several datasets share."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.table import FILL_ONLY, PublishedRow, PublishedTable, TableCell
from normalise.cells import CellLog
from normalise.links import read_links
from normalise.periods.period import AMBIGUOUS_CERTAINTY, Edge, Period, read_period
from normalise.posts.officers import Lead, PlanOfficers
from normalise.records import Row
from normalise.references.outcome import OutcomeCodes, read_outcomes
from normalise.references.theme import numbered_theme, read_theme, theme_of_codes
from normalise.registers import Registers
from normalise.statuses.legend import Legend
from normalise.statuses.rules import About
from normalise.statuses.status import MISREAD, Status, holds_milestones, misread_status, read_status
from normalise.text import clean, fold

# How sure an outcome is that breaks the pattern of the plan's codes.
OFF_PATTERN = 0.5
# How sure an action's outcome is where its cell names several.
SEVERAL = 0.5


@dataclass(frozen=True)
class Context:
    """One plan's own facts (id, council, year, quarter, legend, outcomes, officers) beside the registers and its log.

    `outcomes` maps the plan's outcome codes, in its order, to their theme codes, `themes` the titles of its numbered
    themes (folded) to their codes. `milestones` remembers which status columns (by the identity of their table) hold
    milestones.
    """

    plan_id: str
    council_name: str | None
    council_code: str | None
    year: str | None
    quarter: str | None
    registers: Registers
    log: CellLog
    legend: Legend
    outcomes: Mapping[str, str | None]
    themes: Mapping[str, str]
    officers: PlanOfficers
    milestones: dict[tuple[int, str], bool] = field(default_factory=dict[tuple[int, str], bool])


@dataclass(frozen=True)
class RowReader:
    """One published row on its way to a record: each method gives columns and logs where they come from."""

    context: Context
    dataset: str
    record_id: str
    table: PublishedTable
    row: PublishedRow

    def cell(self, name: str) -> TableCell | None:
        """The row's cell for a field, None where its table has no such column."""
        return self.row.fields.get(name)

    def text(self, field: str, column: str | None = None) -> str | None:
        """A field's text for `column` (the field's own name, if not given), None where empty."""
        cell = self.cell(field)
        if cell is None:
            return None
        told = clean(cell.text) or None
        self.context.log.add(self.dataset, self.record_id, column or field, cell, told)
        return told

    def officer(self) -> Row:
        """The lead officer's columns."""
        cell = self.cell("lead_officer")
        published = self.text("lead_officer", "lead_officer_published")
        lead = Lead()
        if cell is not None:
            lead = self.context.officers.lead(cell)
            self.log("lead_officer", cell, lead.title, certainty=lead.certainty, flag=lead.reason, detail=lead.detail)
        return {
            "lead_officer_published": published,
            "lead_officer": lead.title,
            "lead_officer_id": lead.officer_id,
            "officer_match": lead.match,
            "officer_score": lead.score,
            "officer_margin": lead.margin,
        }

    def log(
        self,
        column: str,
        cell: TableCell,
        value: object,
        *,
        certainty: float,
        flag: str | None,
        detail: str | None,
        repairs: Sequence[str] = (),
    ) -> None:
        """Record where a value of this row comes from."""
        self.context.log.add(
            self.dataset, self.record_id, column, cell, value,
            certainty=certainty, flag=flag, detail=detail, repairs=repairs,
        )  # fmt: skip

    def dates(self, field: str, edge: Edge, before: Period | None = None) -> tuple[Row, Period]:
        """The columns `<field>_published`, `_quarter` and `_date` (its first day for a start, its last for an end).

        `before` is the start that this end must not come before.
        """
        cell = self.cell(field)
        published = self.text(field, f"{field}_published")
        year = next((c.year for c in self.table.columns if c.field == field and c.year), self.context.year)
        period = read_period(cell.text if cell else "", edge, year, self.context.registers.periods)
        day = period.first if edge == "start" else period.last
        reason, detail, certainty = period.reason, period.detail, period.certainty
        if before and before.first and day and day < before.first:
            reason = "date_order"
            detail = f"ends on {day.isoformat()}, before its start on {before.first.isoformat()}"
            certainty = min(certainty, AMBIGUOUS_CERTAINTY)
        if cell is not None:
            for column, value in ((f"{field}_quarter", period.quarter), (f"{field}_date", day)):
                repairs = ("period",) if period.repaired else ()
                self.log(column, cell, value, certainty=certainty, flag=reason, detail=detail, repairs=repairs)
        return {f"{field}_published": published, f"{field}_quarter": period.quarter, f"{field}_date": day}, period

    def outcome_codes(self, column: str, doubt: str | None = None) -> OutcomeCodes:
        """The outcomes that the row names, logged as `column`; `doubt` tells how they break the plan's pattern."""
        cell = self.cell("outcome_code" if column == "outcome_code" else "outcome_codes")
        if cell is None:
            return OutcomeCodes(())
        found = read_outcomes(cell.text, tuple(self.context.outcomes))
        repairs = ("outcome_code",) if found.repaired else ()
        if doubt and not found.reason:
            found = found._replace(reason="code_pattern", detail=doubt, certainty=min(found.certainty, OFF_PATTERN))
        if column == "outcome_code" and len(found.codes) > 1 and not found.reason:
            detail = f"{', '.join(found.codes)} are named, of which the column holds the first"
            found = found._replace(reason="ambiguous_outcome", detail=detail, certainty=min(found.certainty, SEVERAL))
        value = found.codes if column == "outcome_codes" else next(iter(found.codes), None)
        self.context.log.add(
            self.dataset,
            self.record_id,
            column,
            cell,
            value,
            certainty=found.certainty,
            flag=found.reason,
            detail=found.detail,
            repairs=repairs,
        )
        return found

    def theme_code(self, codes: tuple[str, ...], own: str | None = None) -> str | None:
        """The theme above the row by its number, or by its title where the plan numbers that title elsewhere.

        Otherwise that of the row's outcomes, or of its `own` code. A theme without any number has no code.
        """
        by_codes = theme_of_codes(codes, dict(self.context.outcomes)) or numbered_theme(own or "")
        if self.row.theme is None:
            return by_codes
        theme = read_theme(self.row.theme.text, self.context.registers.themes)
        code = theme.code or self.context.themes.get(fold(theme.title)) or by_codes
        self.log("theme_code", self.row.theme, code, certainty=1.0, flag=None, detail=None)
        return code

    def status(self, field: str, column: str) -> Status | None:
        """What a status cell says, logged as `column`; None where the table has no such column."""
        cell = self.cell(field)
        if cell is None:
            return None
        rules = self.context.registers.statuses
        found = read_status(cell.text, cell.fill, self.context.legend, rules, self._about(field))
        repairs = (FILL_ONLY,) if found.evidence == "fill" and not found.published else ()
        if found.reason == "unknown_status" and cell.reading == "ocr":
            word = misread_status(cell.text, self.context.legend, rules)
            if word is not None:
                found = read_status(word, cell.fill, self.context.legend, rules)
                detail = (
                    found.detail or f"{found.published!r} for {clean(cell.text)!r}, a misreading of no other status"
                )
                found = found._replace(
                    published=clean(cell.text), detail=detail, certainty=min(found.certainty, MISREAD)
                )
                repairs = ("status_word",)
        self.context.log.add(
            self.dataset,
            self.record_id,
            column,
            cell,
            found.status,
            certainty=found.certainty,
            flag=found.reason,
            detail=found.detail,
            repairs=repairs,
        )
        return found

    def _about(self, field: str) -> About:
        """What the column of a status field says of its cells."""
        name, _, quarter = field.partition("_q")
        own = [c for c in self.table.columns if c.field == name and (not quarter or c.quarter == int(quarter))]
        key = id(self.table), field
        if key not in self.context.milestones:
            texts = [row.fields[field].text for row in self.table.rows if field in row.fields]
            fills = {c.fill for row in self.table.rows for n, c in row.fields.items() if n.partition("_q")[0] == name}
            rules = self.context.registers.statuses
            self.context.milestones[key] = holds_milestones(texts, fills, self.context.legend, rules)
        return About(next((c.heading for c in own), ""), self.context.milestones[key])

    def links(self) -> list[Row]:
        """The hyperlinks of the row's cells, from left to right, each once."""
        cells = sorted(self.row.cells, key=lambda c: c.column)
        return read_links(link for cell in cells for link in cell.links)

    def other(self, used: Collection[str]) -> list[Row]:
        """What the row prints beside the fields in `used`, under the headings as printed."""
        headings = {c.field: c.heading for c in self.table.columns if c.field}
        beside = [(clean(heading), cell) for heading, cell in self.row.other]
        beside += [(clean(headings.get(f, f)), c) for f, c in self.row.fields.items() if f not in used]
        kept: list[Row] = []
        for heading, cell in beside:
            if told := clean(cell.text):
                kept.append({"heading": heading, "text": told})
                self.log(f"other: {heading}", cell, told, certainty=1.0, flag=None, detail=None)
        return kept

    def pages(self) -> list[int]:
        """The pages on which the row is printed."""
        return list(self.row.pages)

    def page(self) -> int | None:
        """The first page on which the row is printed."""
        return next(iter(self.row.pages), None)

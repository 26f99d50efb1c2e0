"""What has become of the fields of a record that two editions have."""

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from normalise.periods.calendar import year_start
from normalise.records import Row
from normalise.text import fold
from pipeline.compare.changes import Found
from pipeline.compare.ratings import move

# The columns that hold the text of each dataset's rows, and their code.
TEXTS = {"themes": "theme", "outcomes": "outcome", "deliverables": "title", "actions": "title", "kpis": "title"}
_CODES = {"themes": "theme_code", "outcomes": "outcome_code", "actions": "action_code", "kpis": "kpi_code"}
_DATES = {"delivery": ("slipped", "brought_forward"), "start": ("start_later", "start_sooner")}
_OFFICER = ("lead_officer", "lead_officer_published")
# Codes of the older edition by those that the same outcomes and themes have in the newer one.
Translated = Mapping[str, Mapping[str, str]]


def field_changes(dataset: str, old: Row, new: Row, codes: Translated) -> Iterator[Found]:
    """What has changed between two rows of one record. `codes` are those of `outcomes` and `themes`.

    Codes that changed because an outcome or theme was renumbered are no change of the rows under it.
    """
    column = TEXTS[dataset]
    if _folded(old[column]) != _folded(new[column]):
        yield Found("reworded", column, _text(old[column]), _text(new[column]), about=(column,))
    column = _CODES.get(dataset, "")
    if column and old[column] and new[column] and _folded(old[column]) != _folded(new[column]):
        yield Found("renumbered", column, _text(old[column]), _text(new[column]), about=(column,))
    for name, (later, sooner) in _DATES.items():
        if f"{name}_date" in new:
            yield from _date_changes(name, old, new, later, sooner)
    if "lead_officer" in new and _officer(old) != _officer(new):
        shown = (_text(old["lead_officer"] or old[_OFFICER[1]]), _text(new["lead_officer"] or new[_OFFICER[1]]))
        yield Found("reassigned", "lead_officer", *shown, about=_OFFICER)
    yield from _list_changes("outcomes_changed", "outcome_codes", old, new, codes.get("outcomes", {}))
    yield from _list_changes("outcomes_changed", "outcome_code", old, new, codes.get("outcomes", {}))
    if dataset != "themes":
        yield from _list_changes("theme_changed", "theme_code", old, new, codes.get("themes", {}))
    yield from _list_changes("committees_changed", "committees", old, new, {})
    if "strategic_link" in new and _folded(old["strategic_link"]) != _folded(new["strategic_link"]):
        shown = (_text(old["strategic_link"]), _text(new["strategic_link"]))
        yield Found("relinked", "strategic_link", *shown, about=("strategic_link",))
    if dataset == "deliverables":
        kind = move(str(old["status"] or "not_reported"), str(new["status"] or "not_reported"))
        if kind:
            yield Found(kind, "status", _text(old["status"]), _text(new["status"]), about=("status",))


def quarters_between(one: str, other: str) -> int:
    """How many quarters `other` is after `one`, below 0 where it is before. Raises ValueError where one is none."""
    return _count(other) - _count(one)


def _count(quarter: str) -> int:
    return 4 * year_start(quarter.split()[0]) + int(quarter[-1])


def _date_changes(name: str, old: Row, new: Row, later: str, sooner: str) -> Iterator[Found]:
    columns = (f"{name}_published", f"{name}_quarter", f"{name}_date")
    shown = (_text(old[columns[0]]), _text(new[columns[0]]))
    one, other = old[columns[1]], new[columns[1]]
    if one and other:
        by = quarters_between(str(one), str(other))
        if by:
            yield Found(later if by > 0 else sooner, columns[1], *shown, float(by), "quarters", about=columns)
        elif old[columns[2]] != new[columns[2]]:
            yield Found("redated", columns[2], *shown, about=columns)
    elif _folded(shown[0]) != _folded(shown[1]) or one != other:
        yield Found("redated", columns[1], *shown, about=columns)


def _officer(row: Row) -> str:
    """Who leads: the post, or what is printed where no post was accepted."""
    return str(row["lead_officer_id"] or _folded(row["lead_officer"] or row["lead_officer_published"]))


def _list_changes(kind: str, column: str, old: Row, new: Row, codes: Mapping[str, str]) -> Iterator[Found]:
    """The codes of a column, as sets: their order says nothing. An outcome's own code is not one that it serves."""
    if column not in new or (column == "outcome_code" and "outcome" in new):
        return
    one, other = (_codes(row[column]) for row in (old, new))
    if {_folded(codes.get(code, code)) for code in one} != {_folded(code) for code in other}:
        yield Found(kind, column, "; ".join(one) or None, "; ".join(other) or None, about=(column,))


def _codes(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(code) for code in cast("Iterable[object]", value)]
    return [str(value)] if value else []


def _folded(value: object) -> str:
    return fold(str(value)) if value else ""


def _text(value: object) -> str | None:
    return None if value is None else str(value)

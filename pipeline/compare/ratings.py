"""What has become of statuses and values: moves between two reports, and quarters that the newer one states anew."""

from collections.abc import Iterator, Mapping

from normalise.records import Row
from pipeline.compare.changes import Found
from pipeline.compare.edition import SILENT

_RATED = ("red", "amber", "green")
_FINAL = ("complete", "cancelled")
# What a move to one of these is called, wherever it comes from.
_TO = {
    "complete": "completed",
    "cancelled": "cancelled",
    "paused": "paused",
    "scheduled": "put_back",
    "not_reported": "unreported",
}
# What a move from one of these to a rating is called.
_FROM = {"scheduled": "started", "paused": "resumed", "not_reported": "newly_reported"}


def move(old: str, new: str) -> str | None:
    """The kind of change that a move between two statuses is, None where they are equal or say nothing."""
    if old == new:
        return None
    if new in _RATED:
        if old in _RATED:
            return "improved" if _RATED.index(new) > _RATED.index(old) else "worsened"
        return _FROM.get(old, "reopened")
    return None if set(SILENT) == {old, new} else _TO[new]


def rating_moves(
    old: Mapping[str, Row], new: Mapping[str, Row], old_quarter: str | None, new_quarter: str | None
) -> Iterator[Found]:
    """What has changed between the ratings of one action by quarter, in reports on two quarters (or on one).

    The move is that from what the older report says of its quarter to what the newer one says of its own; an action
    that was complete or cancelled stays so where later quarters are left empty. Other quarters that both state
    differently are restated.
    """
    before, after = standing(old, old_quarter), standing(new, new_quarter)
    same = old_quarter == new_quarter
    if before and after and (kind := move(before, after)):
        fields = [_field(q) for q in (old_quarter, new_quarter) if q]
        yield Found(kind, "status", before, after, quarter=new_quarter, about=tuple(fields))
    for quarter in sorted(set(old) & set(new)):
        one, other = str(old[quarter]["status"]), str(new[quarter]["status"])
        told = one not in SILENT and (old_quarter is None or quarter <= old_quarter)
        if told and one != other and not (same and quarter == new_quarter) and other != "not_reported":
            yield Found("restated", "status", one, other, quarter=quarter, about=(_field(quarter),))


def standing(told: Mapping[str, Row], quarter: str | None) -> str | None:
    """How an action stands in a report on `quarter`; None where it has no ratings."""
    if not told or quarter is None:
        return None
    status = str(told[quarter]["status"]) if quarter in told else "not_reported"
    if status == "not_reported":
        earlier = [str(told[q]["status"]) for q in sorted(told) if q < quarter]
        last = next((s for s in reversed(earlier) if s != "not_reported"), status)
        return last if last in _FINAL else status
    return status


def value_moves(old: Mapping[str, Row], new: Mapping[str, Row]) -> Iterator[Found]:
    """What has changed about one indicator by quarter: its newest value and status, and values that were restated."""
    unit = next((str(row["unit"]) for row in (*new.values(), *old.values()) if row["unit"]), None)
    first, last = (max((q for q, row in rows.items() if _value(row)), default=None) for rows in (old, new))
    if first is not None and last is not None and _value(old[first]) != _value(new[last]):
        about = (_field(first, "value_q"), _field(last, "value_q"))
        yield Found("value_moved", "value", *_values(old[first], new[last]), unit, last or None, about)
    elif (first is None) != (last is None):
        shown = tuple(None if q is None else _value(rows[q]) for q, rows in ((first, old), (last, new)))
        yield Found("value_moved", "value", shown[0], shown[1], None, unit, last or first or None, ("value",))
    stated = [max((q for q, row in rows.items() if row["status"] not in (None, *SILENT)), default=None)
              for rows in (old, new)]  # fmt: skip
    one, other = (
        str(rows[q]["status"]) if q is not None else "not_reported" for q, rows in zip(stated, (old, new), strict=True)
    )
    if kind := move(one, other):
        yield Found(kind, "status", one, other, quarter=stated[1] or None, about=("status",))
    for quarter in sorted(set(old) & set(new)):
        before, after = _value(old[quarter]), _value(new[quarter])
        if before and after and before != after and not first == last == quarter:
            about = (_field(quarter, "value_q"),)
            yield Found("restated", "value", *_values(old[quarter], new[quarter]), unit, quarter or None, about)


def target_moves(old: Row, new: Row) -> Iterator[Found]:
    """What has changed about an indicator's target."""
    one, other = (_shown(row["target"], row["target_published"]) for row in (old, new))
    if one != other:
        by = _difference(old["target"], new["target"])
        printed = (_text(old["target_published"]), _text(new["target_published"]))
        yield Found("target_changed", "target", *printed, by, _text(new["unit"]), about=("target", "target_published"))


def _value(row: Row) -> str | None:
    return _shown(row["value"], row["value_published"])


def _shown(number: object, published: object) -> str | None:
    """A number if it is one, so that 80% and 80 % are the same; else what is printed."""
    return f"{number:g}" if isinstance(number, int | float) else _text(published)


def _values(one: Row, other: Row) -> tuple[str | None, str | None, float | None]:
    """Both values as shown, and the difference."""
    return _value(one), _value(other), _difference(one["value"], other["value"])


def _difference(one: object, other: object) -> float | None:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return round(other - one, 6)
    return None


def _field(quarter: str, prefix: str = "rag_q") -> str:
    """The name that `cells` has for what is printed for a quarter."""
    return f"{prefix}{quarter[-1:]}"


def _text(value: object) -> str | None:
    return None if value is None else str(value)

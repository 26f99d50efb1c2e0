"""Which kind of table this is and which field each column holds: headings first, value shapes where they say nothing."""

from dataclasses import dataclass

from extractors.headings import HeadingMatch, match_heading, with_quarter
from extractors.shapes import ARROW, CODE, CODES, NUMBER, PERIOD, STATUS, distinct, filled_share, mean_length, share
from extractors.table import PlanColumn, TableKind

# Fields that a table may hold once only; a second column with such a heading is kept under `other`.
SINGLE = {"title", "code", "outcome_codes", "start", "delivery", "lead_officer", "committees", "strategic_link", "status"}
SINGLE |= {"update", "indicator", "tier", "unit", "target", "direction", "outcome", "outcome_code"}
# A heading that matches this well under a spanning one speaks for itself.
SURE = 0.7
SHAPED = 0.8  # the part of a column's values that must look alike for their shape to name the field


@dataclass(frozen=True)
class Understood:
    """The kind of a table (None: not a plan's), why, and its columns."""

    kind: TableKind | None
    reason: str
    columns: tuple[PlanColumn, ...]


def understand(headings: list[list[str]], values: list[list[str]], overrides: dict[str, str] | None = None) -> Understood:
    """Read a table's columns. `headings[c]` are the heading texts over column c (top row first; a heading that spans
    columns is given to each), `values[c]` the column's body texts. `overrides` maps a heading to a field by hand."""
    matches = [_matches(h, overrides or {}) for h in headings]
    decoys = [m.why for ms in matches for m in ms[:1] if m.field == "decoy"]
    kind, reason = _kind(matches, values)
    if kind in ("deliverables", "actions") and len(decoys) >= 2 or kind is None:
        return Understood(None, "; ".join(decoys[:3]) or reason, _columns(headings, matches, values, None))
    return Understood(kind, reason, _columns(headings, matches, values, kind))


def _matches(texts: list[str], overrides: dict[str, str]) -> tuple[HeadingMatch, ...]:
    """The fields a column's headings may name: all of them read together, then each alone."""
    whole = " ".join(dict.fromkeys(t for t in texts if t))
    for text in (whole, *texts):
        if text and text in overrides:
            return (HeadingMatch(overrides[text], 2.0, f"the file beside the PDF says so of '{text}'"),)
    filled = [t for t in texts if t]
    found: list[HeadingMatch] = []
    if len(filled) > 1:
        # under a heading that spans columns each column has its own; the quarter may stand in either
        about = match_heading(whole)
        quarter = next((m.quarter for m in about if m.quarter), None)
        found = [with_quarter(m, quarter) for m in match_heading(filled[-1]) if m.score >= SURE]
    if whole:
        found.extend(m for m in match_heading(whole) if m not in found)
    if not found:
        for text in reversed(texts):
            found.extend(match_heading(text))
    return tuple(found)


def _kind(matches: list[tuple[HeadingMatch, ...]], values: list[list[str]]) -> tuple[TableKind | None, str]:
    best = [ms[0].field if ms else None for ms in matches]
    every = {m.field for ms in matches for m in ms}
    rag = sum(f == "rag" for f in best)
    measured = "indicator" in best and (every & {"target", "value", "direction"} or rag)
    if measured:
        return "kpis", "an indicator with targets or values"
    if "title" in every and rag:
        return "actions", "actions with a status for each quarter"
    around = {f for f in best if f in ("start", "delivery", "lead_officer", "outcome_codes", "status", "update", "strategic_link")}
    if "title" in every and len(around) >= 2:
        return "deliverables", "titles with " + ", ".join(sorted(str(a) for a in around))
    coded = bool(values) and share(values[0], CODE) >= SHAPED and len([v for v in values[0] if v]) >= 2
    if len(matches) == 2 and coded and ("outcome" in every or "outcome_codes" in every):
        return "outcomes", "codes with outcome statements"
    return None, "no heading names a deliverable, an action or a measure with its officer, dates or status"


def _columns(
    headings: list[list[str]],
    matches: list[tuple[HeadingMatch, ...]],
    values: list[list[str]],
    kind: TableKind | None,
) -> tuple[PlanColumn, ...]:
    texts = [" ".join(dict.fromkeys(t for t in h if t)) for h in headings]
    if kind is None:
        return tuple(PlanColumn(i, t, None, "not a plan table") for i, t in enumerate(texts))
    chosen: list[PlanColumn | None] = [None] * len(texts)
    taken: set[tuple[str, int | None]] = set()
    spanned = _spanned(texts)
    order = sorted(range(len(texts)), key=lambda i: -(matches[i][0].score if matches[i] else 0))
    for i in order:
        if spanned[i]:
            continue
        for m in matches[i]:
            field = _field_in(kind, m, values[i])
            if field is None or (field, m.quarter) in taken:
                continue
            taken.add((field, m.quarter))
            chosen[i] = PlanColumn(i, texts[i], field, m.why, m.quarter, m.year)
            break
    _by_shape(kind, texts, values, chosen, taken, matches)
    return tuple(c or PlanColumn(i, texts[i], None, "no rule knows this heading") for i, c in enumerate(chosen))


def _spanned(texts: list[str]) -> list[bool]:
    """Columns that share one heading with a neighbour: which is which, only their values can tell."""
    return [
        bool(t) and ((i > 0 and texts[i - 1] == t) or (i + 1 < len(texts) and texts[i + 1] == t)) for i, t in enumerate(texts)
    ]


def _field_in(kind: TableKind, m: HeadingMatch, values: list[str]) -> str | None:
    """The field that a match means in a table of this kind, None where it cannot be."""
    field = m.field
    if kind == "kpis":
        if field == "rag" and share(values, NUMBER) >= 0.5:
            return "value"
        names = {"indicator": "title", "title": None, "outcome": None, "rag": "status", "decoy": None, "portfolio_holder": None}
        return names.get(field or "", field)
    if kind == "outcomes":
        return {"code": "code", "outcome": "title", "outcome_codes": "title"}.get(field or "")
    if kind == "actions" and field == "outcome_codes":
        return "outcome_code"
    if field in ("decoy", "outcome", "portfolio_holder", "indicator", "tier", "unit", "target", "value", "direction"):
        return None
    if field in ("start", "delivery") and values and share(values, PERIOD) < 0.3 and mean_length(values) > 40:
        return None
    return field


def _by_shape(
    kind: TableKind,
    texts: list[str],
    values: list[list[str]],
    chosen: list[PlanColumn | None],
    taken: set[tuple[str, int | None]],
    matches: list[tuple[HeadingMatch, ...]],
) -> None:
    """Complete the columns that headings left open, from what their values look like."""
    free = [i for i, c in enumerate(chosen) if c is None]

    def give(i: int, field: str, why: str) -> None:
        taken.add((field, None))
        chosen[i] = PlanColumn(i, texts[i], field, why)
        free.remove(i)

    if ("title", None) not in taken:
        open_titles = [i for i in free if any(m.field in ("title", "indicator") for m in matches[i])] or free
        longest = max(open_titles, key=lambda i: (mean_length(values[i]), -i), default=None)
        if longest is not None:
            give(longest, "title", f"of the columns under '{texts[longest]}' it has the longest texts")
    coded = [i for i in free if share(values[i], CODE) >= SHAPED and _unknown(matches[i])]
    coded.sort(key=lambda i: (-distinct(values[i]) * filled_share(values[i]), i))
    for i in coded:
        if ("code", None) not in taken and distinct(values[i]) >= SHAPED:
            give(i, "code", "its values are codes, each used once")
        elif kind == "actions" and ("outcome_code", None) not in taken:
            give(i, "outcome_code", "its values are codes that stand over several rows")
    if kind == "deliverables" and ("outcome_codes", None) not in taken:
        for i in [i for i in free if _unknown(matches[i]) and share(values[i], CODES) >= SHAPED]:
            give(i, "outcome_codes", "its values are lists of codes")
            break
    dated = [i for i in free if _unknown(matches[i]) and share(values[i], PERIOD) >= SHAPED]
    for i, field in zip(dated, [f for f in ("start", "delivery") if (f, None) not in taken][-len(dated) :], strict=False):
        give(i, field, "its values are dates or quarters")
    if kind == "kpis":
        for i in [i for i in free if share(values[i], ARROW) >= SHAPED and ("direction", None) not in taken]:
            give(i, "direction", "its values are arrows")
    if kind == "deliverables" and ("status", None) not in taken:
        for i in [i for i in free if _unknown(matches[i]) and share(values[i], STATUS) >= SHAPED]:
            give(i, "status", "its values are statuses")
            break


def _unknown(found: tuple[HeadingMatch, ...]) -> bool:
    """Whether a heading leaves room for the shape to speak: none, or one that only names the row's subject."""
    return not found or found[0].field in ("title", "code", "indicator", "outcome_codes")

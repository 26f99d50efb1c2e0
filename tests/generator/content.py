"""From a spec to a plan's contents: which columns, which words, which statuses."""

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from tests.generator.plan import Cell, Column, Decoy, LegendItem, Plan, Row, Section
from tests.generator.spec import Spec
from tests.generator.vocabulary import headings, vocabulary, words
from tests.generator.wider import dated, second, totals, wider_sections

_SHARES = {
    "title": 3.0, "update": 4.0, "lead_officer": 1.7, "strategic_link": 1.4, "other": 1.1, "committees": 0.9,
    "outcome_codes": 1.0, "start": 1.1, "delivery": 1.1, "unit": 0.9, "tier": 0.6, "status": 1.0,
}  # fmt: skip
_CENTRED = {"outcome_code", "outcome_codes", "committees", "status", "tier", "direction"}
_MAY_BE_EMPTY = {"update", "strategic_link", "committees", "other", "tier", "unit", "rag", "status"}

_LONG_TITLE = 90
# A column that nobody has filled in yet.
_UNFILLED = "Date seen by board"


@dataclass(frozen=True)
class _Codes:
    """The codes of one record in its council's own style."""

    outcome: str
    action: str
    kpi: str


def build(spec: Spec) -> Plan:
    """The contents of the plan that `spec` describes; the same spec always gives the same plan."""
    rng = Random(spec.seed)  # noqa: S311
    council: dict[str, Any] = rng.choice(vocabulary()["councils"])
    columns = _columns(spec, rng)
    themes = rng.sample(sorted(vocabulary()["themes"].items()), 3)
    sections, used = _sections(spec, rng, council, columns, themes)
    texts = words("outcome_texts")
    rng.shuffle(texts)
    wider = Random(f"wider {spec.seed}")  # noqa: S311
    return Plan(
        council=council["name"],
        title=f"{council['plan']} 2025/26",
        kind=spec.kind,
        columns=columns,
        sections=wider_sections(spec, sections, wider),
        prose=tuple(rng.sample(words("prose"), 3)),
        legend=_legend(spec, council) if any(_family(c.field) in ("rag", "status") for c in columns) else (),
        outcomes=tuple(zip(used, texts, strict=False)) if spec.outcomes else (),
        decoys=tuple(_decoy(name) for name in spec.decoys),
        totals=totals(columns, sections) if spec.totals else (),
        notes=tuple(wider.sample(words("foot_notes"), 2)) if spec.table_notes else (),
        second=build(second(spec)) if spec.second else None,
    )


def _family(field: str) -> str:
    return field.split("_q")[0] if field[-3:-1] == "_q" else field


def _columns(spec: Spec, rng: Random) -> tuple[Column, ...]:
    def maybe(*names: str) -> list[str]:
        return [n for n in names if rng.random() < 0.5]

    quarters = range(spec.quarters, 0, -1) if spec.newest_first else range(1, spec.quarters + 1)
    if spec.kind == "deliverables":
        names = ["title", "outcome_codes", "start", "delivery", "lead_officer", *maybe("strategic_link", "status")]
        names += ["update"] if spec.text == "long" else maybe("update")
    elif spec.kind == "actions":
        names = ["outcome_code"] if spec.span_codes else maybe("outcome_code")
        names += [*(["code"] if spec.codes else []), "title", "lead_officer", *maybe("committees", "delivery")]
        names += [f"rag_q{q}" for q in quarters]
        names += ["update"] if spec.text == "long" or rng.random() < 0.8 else []
    else:
        names = [*(["code"] if spec.codes else []), "title", *maybe("tier", "unit"), "target"]
        names += [f"value_q{q}" for q in quarters] + ["direction"] + maybe("status", "update")
    names += ["other"] * spec.extra_columns
    if spec.between:
        names.insert(Random(f"between {spec.seed}").randrange(names.index("title") + 1, len(names) + 1), "other")  # noqa: S311
    if spec.shuffled:
        rng.shuffle(names)
    others = rng.sample(headings("other"), spec.extra_columns + spec.between)
    wording = {f: rng.choice(headings(f)) for f in ("rag", "value")}
    columns: list[Column] = []
    for name in names:
        family = _family(name)
        if family in wording:
            heading = wording[family].format(q=name[-1])
        elif name == "other":
            heading = others.pop()
        else:
            heading = rng.choice(headings("kpi_title" if name == "title" and spec.kind == "kpis" else name))
        share = _SHARES.get(name, 0.7) * rng.uniform(0.75, 1.3)
        centred = family in ("rag", "value") or name in _CENTRED or spec.centred
        columns.append(Column(name, heading, share, "centre" if centred else "left"))
    if spec.empty_column:
        columns.append(Column("other", _UNFILLED, 0.9))
    if spec.heading_lines == "many":
        columns = [_replace(c, heading=c.heading.replace(" ", "\n")) for c in columns]
    return _grouped(spec, columns, rng) if spec.group_heading and not spec.shuffled else tuple(columns)


def _replace(column: Column, *, heading: str | None = None, group: str | None = None) -> Column:
    return Column(column.field, heading if heading is not None else column.heading, column.share, column.align, group)


def _grouped(spec: Spec, columns: list[Column], rng: Random) -> tuple[Column, ...]:
    """One heading over several columns: the codes and the title (without headings of their own), or the quarters."""
    quarters = [c for c in columns if _family(c.field) == "rag"]
    if len(quarters) > 1 and rng.random() < 0.5:
        text = rng.choice(headings("group_quarters"))
        return tuple(_replace(c, group=text) if c in quarters else c for c in columns)
    text = rng.choice(headings("group_title"))
    # A code without a heading of its own is only told from another one by the rows that it spans.
    left = {"code", "title"} | ({"outcome_code"} if spec.span_codes else set())
    return tuple(_replace(c, heading="", group=text) if c.field in left else c for c in columns)


def _sections(
    spec: Spec, rng: Random, council: dict[str, Any], columns: tuple[Column, ...], themes: list[tuple[str, str]]
) -> tuple[tuple[Section, ...], list[str]]:
    counts = [spec.rows // 3 + (1 if i < spec.rows % 3 else 0) for i in range(3)]
    titles = _titles(spec, rng)
    sections: list[Section] = []
    used: list[str] = []
    number = 0
    for t, ((letters, name), count) in enumerate(zip(themes, counts, strict=True), 1):
        rows: list[Row] = []
        outcome, under = 1, 0
        for j in range(count):
            if under and (under >= 4 or rng.random() < 0.4):
                outcome, under = outcome + 1, 0
            under += 1
            number += 1
            context = {"t": t, "n": outcome, "i": under, "j": j + 1, "k": number, "letters": letters, "roman": "I" * t}
            context["letter"] = "ABCDEFGHIJKL"[outcome - 1]
            codes = _Codes(*(council[f"{c}_code"].format(**context) for c in ("outcome", "action", "kpi")))
            if codes.outcome not in used:
                used.append(codes.outcome)
            rows.append(Row(tuple(_cell(spec, rng, c, codes, used, titles[number - 1], council) for c in columns)))
        theme = council["theme"].format(t=t, name=name) if spec.bands != "none" else None
        if rows:
            sections.append(Section(theme, _spanned(rows, columns) if spec.span_codes else tuple(rows)))
    if spec.bands == "none":
        sections = [Section(None, tuple(r for s in sections for r in s.rows))]
    if spec.shared_officers:
        sections = [Section(s.theme, _shared(s.rows, columns, rng)) for s in sections]
    if spec.notes:
        sections = [Section(s.theme, _noted(s.rows, rng)) for s in sections]
    return tuple(sections), used


def _shared(rows: tuple[Row, ...], columns: tuple[Column, ...], rng: Random) -> tuple[Row, ...]:
    """The rows with one officer for two or three of them here and there, in one cell."""
    at = next(i for i, c in enumerate(columns) if c.field == "lead_officer")
    found: list[Row] = []
    while len(found) < len(rows):
        count = min(rng.choice((1, 1, 2, 3)), len(rows) - len(found))
        first = rows[len(found)]
        for k in range(count):
            row = rows[len(found)]
            cells = (*row.cells[:at], first.cells[at], *row.cells[at + 1 :])
            found.append(replace(row, cells=cells, shared=0 if k else count))
    return tuple(found)


def _noted(rows: tuple[Row, ...], rng: Random) -> tuple[Row, ...]:
    """The rows with a note above some of them; none cuts through an officer who is there for several."""
    notes = words("notes")
    return tuple(replace(r, note=rng.choice(notes)) if r.shared and r.span and rng.random() < 0.2 else r for r in rows)


def _spanned(rows: list[Row], columns: tuple[Column, ...]) -> tuple[Row, ...]:
    at = next(i for i, c in enumerate(columns) if c.field == "outcome_code")
    codes = [r.cells[at].text for r in rows]
    return tuple(
        replace(r, span=codes.count(codes[i]) if i == codes.index(codes[i]) else 0) for i, r in enumerate(rows)
    )


def _titles(spec: Spec, rng: Random) -> list[str]:
    if spec.kind == "kpis":
        measures = words("measures")
        rng.shuffle(measures)
        return [m if i < len(measures) else f"{m} (rural wards)" for i, m in enumerate(measures * 2)]
    verbs, objects = words("verbs"), words("objects")
    rng.shuffle(objects)
    titles: list[str] = []
    for i in range(spec.rows):
        parts = [rng.choice(verbs), objects[i % len(objects)]]
        extra = {"short": rng.randrange(2), "medium": rng.randrange(1, 3), "long": rng.choice((1, 1, 2, 6))}[spec.text]
        if spec.interleave:
            extra = 4 if i % 2 else 0
        parts += rng.sample(words("purposes"), extra)
        titles.append(" ".join(parts))
    return titles


def _sentences(spec: Spec, rng: Random, title: str) -> str:
    if spec.interleave:  # a long title over a short update is what makes a row's text rise into the row above
        count = 1 if len(title) > _LONG_TITLE else 5
        return " ".join(f"{rng.choice(words('update_starts'))}." for _ in range(count))
    most = {"short": (1, 1), "medium": (1, 4), "long": rng.choice(((1, 3), (6, 14), (25, 60)))}[spec.text]
    count = rng.randint(*most)
    pick = [f"{rng.choice(words('update_starts'))} {rng.choice(words('update_ends'))}." for _ in range(count)]
    return " ".join(pick)


def _cell(
    spec: Spec, rng: Random, column: Column, codes: _Codes, used: list[str], title: str, council: dict[str, Any]
) -> Cell:
    family = _family(column.field)
    if column.heading.replace("\n", " ") == _UNFILLED:
        return Cell("")
    if family in _MAY_BE_EMPTY and rng.random() < spec.empty:
        return Cell("")
    if family in ("rag", "status"):
        return _status(spec, rng.choice(("red", "amber", "green", "green", "complete", "scheduled")), council)
    if family in ("title", "update") and spec.footnotes and rng.random() < 0.3:
        return Cell(_text(spec, rng, column, family, codes, used, title) + rng.choice("¹²³"))
    if family == "title" and spec.links and rng.random() < 0.4:
        first = " ".join(title.split()[:3])
        return Cell(title, link=(first, f"https://www.example.org/{rng.randrange(1000, 9999)}"))
    return Cell(_text(spec, rng, column, family, codes, used, title))


def _text(spec: Spec, rng: Random, column: Column, family: str, codes: _Codes, used: list[str], title: str) -> str:
    match family:
        case "title":
            return title
        case "code":
            return codes.kpi if spec.kind == "kpis" else codes.action
        case "outcome_code":
            return codes.outcome
        case "outcome_codes":
            return ", ".join(sorted({codes.outcome, *rng.sample(used, min(len(used), rng.randrange(3)))}))
        case "start":
            return _date(spec, rng, 2025)
        case "delivery":
            return _date(spec, rng, 2026)
        case "lead_officer":
            officer = rng.choice(words("officers"))
            if spec.officers == "name_title":
                between = "\n" if spec.officer_lines else ", "
                return f"{rng.choice(words('first_names'))} {rng.choice(words('last_names'))}{between}{officer}"
            return officer
        case "committees":
            return rng.choice(("/", ", ")).join(rng.sample(words("committees"), rng.choice((1, 1, 2))))
        case "strategic_link":
            return rng.choice(words("links"))
        case "update":
            return _sentences(spec, rng, title)
        case "tier":
            return rng.choice(("1", "2", "3"))
        case "unit":
            return rng.choice(words("units"))
        case "target" | "value":
            return rng.choice(("{a}", "{a}.{b}", "{a}%", "£{a}k", "{b},{c}")).format(
                a=rng.randrange(10, 99), b=rng.randrange(1, 9), c=rng.randrange(100, 999)
            )
        case "direction":
            return rng.choice(("↑", "↓", "→") if spec.arrows else ("Up", "Down", "Same"))
        case _:
            return _other(rng, column.heading)


def _other(rng: Random, heading: str) -> str:
    plain = heading.replace("\n", " ")
    if plain.startswith("Budget"):
        return str(rng.randrange(10, 900))
    if plain == "Risk ref":
        return f"RR{rng.randrange(10, 99)}"
    if plain == "Portfolio holder":
        return rng.choice(("Cllr Amina Rowe", "Cllr Tom Pask"))
    return rng.choice(("Yes", "No", "In part")) if plain == "Evidence held" else rng.choice(words("partners"))


def _date(spec: Spec, rng: Random, year: int) -> str:
    """A start in 2025/26 or an end in 2026/27, in one of the forms that the data contract lists."""
    forms = ("Quarter 4 2025-26", "March 2027", "31/03/2026", "Sep-25", "Spring 2026", "2025/26", "Ongoing", "TBC")
    form = rng.choice((*forms, "Q3 26/27")) if spec.dates == "mixed" else spec.dates
    month, quarter, nxt = rng.randrange(12), rng.randrange(1, 5), (year + 1) % 100
    name = words("months")[month]
    return {
        "Q1 2025/26": f"Q{quarter} {year}/{nxt}",
        "Q3 26/27": f"Q{quarter} {year % 100}/{nxt}",
        "Quarter 4 2025-26": f"Quarter {quarter} {year}-{nxt}",
        "March 2027": f"{name} {year}",
        "Mar 2027": f"{name[:3]} {year}",
        "31/03/2026": f"{rng.randrange(1, 29):02d}/{month + 1:02d}/{year}",
        "31 March 2026": f"{rng.randrange(1, 29)} {name} {year}",
        "Sep-25": f"{name[:3]}-{year % 100}",
        "Spring 2026": f"{rng.choice(words('seasons'))} {year}",
        "2025/26": f"{year}/{nxt}",
        "Ongoing": "Ongoing",
        "TBC": "TBC",
    }[form]


def _status(spec: Spec, meaning: str, council: dict[str, Any]) -> Cell:
    colour: str = vocabulary()["palettes"][spec.palette][meaning]
    text = _mark(spec, meaning, council)
    if spec.icons:
        return Cell(text, mark="icon", mark_colour=colour, meaning=meaning)
    if spec.dated_status:
        text = f"{text}\n{dated(meaning, text)}".strip()
    if spec.status in ("pill", "circle"):
        return Cell(text, mark=spec.status, mark_colour=colour, meaning=meaning)
    return Cell(text, fill=colour if spec.status_fill else None, meaning=meaning)


def _mark(spec: Spec, meaning: str, council: dict[str, Any]) -> str:
    """What is printed for a status: a letter, a word, a symbol, or nothing where colour says it all."""
    if spec.status in ("colour", "circle"):
        return ""
    if spec.status in ("letters", "symbols"):
        return vocabulary()["status_marks"][spec.status][meaning]
    return vocabulary()["statuses"][council["status_set"]][meaning]


def _legend(spec: Spec, council: dict[str, Any]) -> tuple[LegendItem, ...]:
    labels: dict[str, str] = vocabulary()["statuses"][council["status_set"]]
    colours: dict[str, str] = vocabulary()["palettes"][spec.palette]
    coloured = spec.status_fill or spec.status in ("colour", "circle", "pill")
    return tuple(
        LegendItem(_mark(spec, m, council), label, colours[m] if coloured else None) for m, label in labels.items()
    )


def _decoy(name: str) -> Decoy:
    d = vocabulary()["decoys"][name]
    return Decoy(d["caption"], tuple(d["headings"]), tuple(tuple(r) for r in d["rows"]))

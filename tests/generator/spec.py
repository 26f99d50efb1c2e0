"""What one random plan is like: a seed for its words, and one field for each way in which pages differ.

Every field's default is the plain case, so a spec is described by the fields that differ from their defaults, and
a failing spec is made smaller by putting fields back one at a time.
"""

import dataclasses
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

Kind = Literal["deliverables", "actions", "kpis"]
Producer = Literal["drawn", "platypus", "fpdf2", "typst", "weasyprint"]

#: Producers that install from the package index alone; `weasyprint` also needs Pango from the system.
PRODUCERS: tuple[Producer, ...] = ("drawn", "platypus", "fpdf2", "typst")


@dataclass(frozen=True)
class Spec:
    """One random plan. Lengths are PDF points, shares lie between 0 and 1."""

    seed: int = 0
    kind: Kind = "deliverables"
    producer: Producer = "drawn"
    rows: int = 12
    landscape: bool = True
    font: str = "sans"
    size: float = 9.0
    shuffled: bool = False
    extra_columns: int = 0
    quarters: int = 2
    text: str = "short"
    rules: str = "grid"
    rule_ink: str = "line"
    valign: str = "top"
    centred: bool = False
    padding: float = 4.0
    min_height: float = 0.0
    heading_lines: str = "free"
    headings: str = "repeated"
    group_heading: bool = False
    bands: str = "none"
    span_codes: bool = False
    codes: bool = True
    split_rows: bool = False
    open_split: bool = False
    start: str = "new_page"
    decoys: tuple[str, ...] = ()
    outcomes: bool = False
    overshoot: float = 0.0
    interleave: bool = False
    status: str = "letters"
    palette: str = "office"
    status_fill: bool = True
    empty: float = 0.0
    ligatures: bool = False
    hyphens: str = "none"
    narrow: bool = False
    furniture: bool = True
    rotate: bool = False
    crop: bool = False
    links: bool = False
    dates: str = "Q1 2025/26"
    officers: str = "title"
    order: str = "cell"
    chunk: str = "line"
    arrows: bool = False
    newest_first: bool = False
    footnotes: bool = False
    notes: bool = False
    shared_officers: bool = False
    turned_headings: bool = False
    letter_spaced: bool = False
    empty_column: bool = False
    small_print: bool = False
    justified: bool = False
    table_notes: bool = False
    blank_rows: bool = False
    between: bool = False
    dated_status: bool = False
    icons: bool = False
    officer_lines: bool = False
    slim: bool = False
    totals: bool = False
    second: bool = False
    heading_again: bool = False
    section_notes: bool = False
    margins: bool = False
    all_turned: bool = False
    front: bool = False
    key: str = "above"

    def features(self) -> tuple[str, ...]:
        """`field=value` for each field that is not plain; what merely identifies the plan is left out."""
        skip = {"seed", "kind", "producer", "rows", "palette"}
        return tuple(
            f"{f.name}={getattr(self, f.name)}"
            for f in dataclasses.fields(self)
            if f.name not in skip and getattr(self, f.name) != f.default
        )


#: The values besides the plain one that a field may take.
VARIANTS: dict[str, tuple[Any, ...]] = {
    "landscape": (False,),
    "font": ("serif", "vera", "mono"),
    "size": (7.0, 8.0, 10.0, 11.0),
    "shuffled": (True,),
    "extra_columns": (1, 2),
    "text": ("medium", "long"),
    "rules": ("horizontal", "zebra", "white", "dashed", "double", "none", "outer"),
    "rule_ink": ("rect",),
    "valign": ("middle", "bottom"),
    "centred": (True,),
    "padding": (2.0, 6.0),
    "min_height": (36.0, 54.0),
    "heading_lines": ("many",),
    "headings": ("first",),
    "group_heading": (True,),
    "bands": ("band", "heading"),
    "span_codes": (True,),
    "codes": (False,),
    "split_rows": (True,),
    "open_split": (True,),
    "start": ("half_way", "after_table"),
    "decoys": (("risk",), ("finance",), ("contents",), ("contacts", "risk"), ("finance", "contents")),
    "outcomes": (True,),
    "overshoot": (6.0, 12.0, 16.0),
    "interleave": (True,),
    "status": ("words", "symbols", "colour", "pill", "circle"),
    "status_fill": (False,),
    "empty": (0.15, 0.4),
    "ligatures": (True,),
    "hyphens": ("soft", "hard"),
    "narrow": (True,),
    "furniture": (False,),
    "rotate": (True,),
    "crop": (True,),
    "links": (True,),
    "dates": ("Quarter 4 2025-26", "March 2027", "Mar 2027", "31/03/2026", "31 March 2026", "Sep-25", "mixed"),
    "officers": ("name_title",),
    "order": ("line", "column"),
    "chunk": ("word", "glyph"),
    "arrows": (True,),
}

#: More of them, drawn after the others so that a seed keeps the features that it had before there were any.
MORE: dict[str, tuple[Any, ...]] = {
    "newest_first": (True,),
    "footnotes": (True,),
    "notes": (True,),
    "shared_officers": (True,),
    "turned_headings": (True,),
}

#: What real plans do besides: drawn from a stream of its own, so that no seed changes what it draws.
WIDE: dict[str, tuple[Any, ...]] = {"letter_spaced": (True,), "empty_column": (True,), "small_print": (True,)}

#: What whole real documents do: texts set to both edges, blank rows, totals, two tables, covers, keys in other places.
#: A stream of its own as well.
WIDER: dict[str, tuple[Any, ...]] = {
    "justified": (True,),
    "table_notes": (True,),
    "blank_rows": (True,),
    "between": (True,),
    "dated_status": (True,),
    "icons": (True,),
    "officer_lines": (True,),
    "slim": (True,),
    "totals": (True,),
    "second": (True,),
    "heading_again": (True,),
    "section_notes": (True,),
    "margins": (True,),
    "all_turned": (True,),
    "front": (True,),
    "key": ("below", "table", "table_below"),
}

# What only our own drawing code can do: the other producers lay pages out by themselves.
_DRAWN_ONLY = (
    *("rule_ink", "min_height", "overshoot", "interleave", "ligatures", "hyphens"),
    *("rotate", "crop", "order", "chunk", "open_split", "start", "notes", "shared_officers", "turned_headings"),
    *("letter_spaced", "small_print"),
    *(name for name in WIDER if name not in ("between", "slim")),
)


def sensible(spec: Spec) -> Spec:
    """The spec without what its producer cannot do, and without what no reader could tell from the page."""
    plain = {f.name: f.default for f in dataclasses.fields(Spec)}
    change: dict[str, Any] = {}

    def drop(*names: str) -> None:
        change.update({n: plain[n] for n in names})

    if spec.producer != "drawn":
        drop(*_DRAWN_ONLY)
        if spec.status in ("pill", "circle") and spec.producer != "weasyprint":
            change["status"] = "colour"
        if spec.producer in ("platypus", "fpdf2") and spec.span_codes:
            drop("split_rows")
        if spec.producer == "platypus" and spec.text == "long":
            drop("valign")  # it prints the text of a row that is split in its middle outside the page
        if spec.producer == "fpdf2":  # it keeps each row on one page, so a row must not be taller than that
            drop("links", "split_rows", "span_codes", "arrows")
            if spec.bands == "band":
                change["bands"] = "heading"
            if spec.text == "long":
                change["text"] = "medium"
            if spec.status == "symbols":
                change["status"] = "words"
        if spec.rules in ("dashed", "double"):
            drop("rules")
    if spec.kind != "actions":
        drop("span_codes", "group_heading", "shared_officers")
    if spec.kind == "deliverables":
        drop("quarters", "codes", "arrows", "newest_first", "turned_headings")
    if spec.kind != "kpis":
        drop("arrows")
    if spec.kind != "deliverables":
        drop("outcomes")
    if spec.ligatures and spec.font != "vera":
        change["font"] = "vera"  # the core fonts have no code for a ligature
    if spec.hyphens == "soft":
        change["font"] = "vera"  # a core font prints U+00AD as an ordinary hyphen
    if spec.rules in ("horizontal", "zebra") and spec.span_codes:
        drop("valign")  # without lines on all sides nobody could tell which rows a centred code belongs to
    if spec.rules in ("none", "outer"):  # white space alone tells the rows apart, so it must not mislead
        drop("interleave", "split_rows", "min_height", "valign")
        change["padding"] = max(spec.padding, 4.0)
    if spec.span_codes:
        drop("shuffled")
        change["codes"] = True
        if spec.producer == "platypus" and spec.text == "long":
            change["text"] = "medium"  # ReportLab cannot break a group of rows whose first cell spans them
    if spec.interleave and spec.rules not in ("none", "outer"):
        drop("min_height", "split_rows", "text", "narrow", "hyphens", "valign")
    if spec.status in ("colour", "circle"):
        drop("status_fill")
    if spec.rules in ("none", "outer", "horizontal", "zebra"):  # nothing would tell which rows an officer is for
        drop("shared_officers")
    if spec.rules in ("none", "outer", "zebra"):  # without a line it is the next row's first
        drop("notes")
    if spec.shared_officers:
        drop("split_rows", "interleave", "overshoot", "open_split")
    return _sensible_wider(dataclasses.replace(spec, **change))


def _sensible_wider(spec: Spec) -> Spec:
    """`sensible` for what whole documents do."""
    change: dict[str, Any] = {}
    if spec.centred:
        change["justified"] = False
    if spec.span_codes or spec.shared_officers or spec.interleave:  # a blank row would part what stands over it
        change["blank_rows"] = False
    if spec.group_heading:
        change["between"] = False
    if spec.icons:
        change |= {"status": "words", "status_fill": False, "dated_status": False}
    if spec.status in ("pill", "circle"):
        change["dated_status"] = False
    if spec.officer_lines:
        change["officers"] = "name_title"
    if spec.section_notes:
        change["bands"] = "heading"
    elif spec.heading_again and spec.bands == "none":
        change["bands"] = "band"
    return dataclasses.replace(spec, **change)


def random_spec(rng: Random, *, producers: tuple[Producer, ...] = PRODUCERS) -> Spec:
    """A spec drawn from `rng`: a third are plain but for their words, the others mix one to eight features.

    `rng` may be hypothesis's own (`hypothesis.strategies.randoms`), which then makes failing examples smaller.
    """
    kind: Kind = rng.choice(("deliverables", "actions", "kpis"))
    producer: Producer = rng.choice((*producers, "drawn") if "drawn" in producers else producers)
    count = rng.choice((0, 1, 1, 2, 3, 4, 6, 8))
    change = {name: rng.choice(VARIANTS[name]) for name in rng.sample(sorted(VARIANTS), count)}
    spec = Spec(
        seed=rng.randrange(10**6),
        kind=kind,
        producer=producer,
        rows=rng.randrange(4, 28),
        quarters=rng.randrange(1, 5),
        palette=rng.choice(("office", "soft", "deep")),
    )
    more = {name: rng.choice(MORE[name]) for name in rng.sample(sorted(MORE), rng.choice((0, 0, 1, 1, 2)))}
    return sensible(dataclasses.replace(spec, **change, **more))


def widened(
    spec: Spec, rng: Random, *, features: dict[str, tuple[Any, ...]] = WIDE, counts: tuple[int, ...] = (1, 2)
) -> Spec:
    """`spec` with one of `counts` more `features` drawn from `rng`, as far as its producer has them."""
    wide = {name: rng.choice(features[name]) for name in rng.sample(sorted(features), rng.choice(counts))}
    return sensible(dataclasses.replace(spec, **wide))

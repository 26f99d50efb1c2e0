"""Compares what was read from a PDF with the record of what was printed in it, cell by cell."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extractors.table import PLAN_KINDS, PublishedDocument, PublishedRow, TableCell
from tests.generator.truth import TrueCell, TrueRow, Truth

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "\u00ad": ""})
#: Two rows are taken for the same record when their titles are at least this alike (rapidfuzz ratio, 0 to 100).
_SAME_TITLE = 60.0
#: How far apart (per channel, of 255) two colours may be that count as the same: renderers round.
_SAME_COLOUR = 12


@dataclass(frozen=True)
class Wrong:
    """One thing that did not come out as printed. `what` is silent, flagged, missing, extra, false_flag or unplaced."""

    what: str
    where: str
    printed: str
    read: str
    ambiguous: bool = False


@dataclass
class Tally:
    """Counts of printed cells by what became of them; each is in exactly one of right, flagged, silent and missing."""

    cells: int = 0
    right: int = 0
    flagged: int = 0
    silent: int = 0
    missing: int = 0
    false_flags: int = 0
    extra_rows: int = 0
    unplaced: int = 0
    wrong: list[Wrong] = field(default_factory=list[Wrong])

    @property
    def failed(self) -> bool:
        """Whether something was lost, invented or wrong without a flag."""
        return bool(self.silent or self.missing or self.extra_rows or self.unplaced)

    @property
    def exact(self) -> bool:
        """Whether every cell is right, nothing is extra and every glyph has its place."""
        return self.right == self.cells and not self.failed

    def add(self, other: "Tally") -> None:
        """Add another plan's counts to these."""
        for name in ("cells", "right", "flagged", "silent", "missing", "false_flags", "extra_rows", "unplaced"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wrong += other.wrong


def fold(text: str) -> str:
    """Text in the form in which two printings are compared: quotes and dashes folded, white space collapsed."""
    text = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES)
    return re.sub(r"\s*([-/])\s*", r"\1", re.sub(r"\s+", " ", text).strip())


def score(truth: Truth, document: PublishedDocument) -> Tally:
    """The tally of one plan. Rows are paired by code, else by the likeness of their titles."""
    tally = Tally()
    rows = [(t.kind, r) for p in document.plans for t in p.tables if t.kind in PLAN_KINDS for r in t.rows]
    tables = (truth, truth.second) if truth.second else (truth,)
    extra = [r for kind, r in rows if kind not in {t.kind for t in tables}]
    for table in tables:
        extra += _table(tally, table, [r for kind, r in rows if kind == table.kind], document)
    tally.extra_rows = len(extra)
    tally.wrong += [Wrong("extra", "row", "", _text(r.fields.get("title"))) for r in extra]
    _outcomes(tally, truth, document)
    _legend(tally, truth, document)
    tally.unplaced = sum(abs(p.ink.unplaced) for p in document.plans)  # below 0: a glyph was placed twice
    if tally.unplaced:
        tally.wrong.append(Wrong("unplaced", "ink", "", str(tally.unplaced)))
    return tally


def _table(tally: Tally, truth: Truth, mine: list[PublishedRow], document: PublishedDocument) -> list[PublishedRow]:
    """Count the rows of one table; those read that no printed row is like come back."""
    pairs = pair_rows(truth.rows, mine)
    for i, want in enumerate(truth.rows):
        if i in pairs:
            _row(tally, want, mine[pairs[i]], f"row {i + 1}")
        else:
            count = len(want.fields) + len(want.other) + (want.theme is not None)
            tally.cells += count
            tally.missing += count
            if pairs:
                tally.wrong.append(Wrong("missing", f"row {i + 1}", want.fields["title"].text, ""))
    if not pairs:
        tables = [f"{t.kind} with {len(t.rows)} rows" for p in document.plans for t in p.tables]
        tally.wrong.append(Wrong("missing", "every row", truth.kind, ", ".join(tables) or "no plan table"))
    return [r for j, r in enumerate(mine) if j not in pairs.values()]


def _text(cell: TableCell | None) -> str:
    return fold(cell.text) if cell else ""


def pair_rows(truth: tuple[TrueRow, ...], rows: list[PublishedRow]) -> dict[int, int]:
    """The place in `rows` of every printed row that is found there: by code, else by the likeness of their titles."""
    pairs: dict[int, int] = {}
    codes = {_text(r.fields.get("code")): j for j, r in reversed(list(enumerate(rows)))}
    for i, want in enumerate(truth):
        j = codes.get(fold(want.fields["code"].text)) if "code" in want.fields else None
        if j is not None and j not in pairs.values():
            pairs[i] = j
    titles = [_text(r.fields.get("title")) for r in rows]
    alike = [
        (fuzz.ratio(fold(want.fields["title"].text), titles[j]), -i, -j)
        for i, want in enumerate(truth)
        if i not in pairs
        for j in range(len(rows))
        if j not in pairs.values()
    ]
    for likeness, i, j in sorted(alike, reverse=True):
        if likeness >= _SAME_TITLE and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def _row(tally: Tally, want: TrueRow, got: PublishedRow, where: str) -> None:
    split = " (split)" if want.split else ""
    for name, cell in want.fields.items():
        _cell(tally, cell, got.fields.get(name), f"{where}{split} {name}")
    for heading, cell in want.other:
        read = next((c for h, c in got.other if fold(h) == fold(heading)), None)
        if read is None and not cell.text:  # an empty cell of an unknown column may be left out
            read = TableCell(0, "")
        _cell(tally, cell, read, f"{where}{split} other: {heading}")
    if want.theme is not None:
        _cell(tally, TrueCell("theme", want.theme), got.theme, f"{where} theme")


def _cell(tally: Tally, want: TrueCell, got: TableCell | None, where: str) -> None:
    tally.cells += 1
    flagged = got is not None and got.flag is not None
    printed, read = as_printed(want), as_read(want, got)
    if printed == read:
        tally.right += 1
        if flagged and not want.ambiguous:
            tally.false_flags += 1
            tally.wrong.append(Wrong("false_flag", where, printed, str(got.flag if got else "")))
    else:
        what = "flagged" if flagged else "silent"
        setattr(tally, what, getattr(tally, what) + 1)
        tally.wrong.append(Wrong(what, where, printed, read, want.ambiguous))


def as_printed(want: TrueCell) -> str:
    """What a cell says in one string: its words, its link, or its colour where it has nothing else."""
    link = f" <{want.link[1]}: {fold(want.link[0])}>" if want.link else ""
    return fold(want.text) + link + (f"[{want.colour}]" if want.colour else "")


def as_read(want: TrueCell, got: TableCell | None) -> str:
    """What was read where `want` is printed, in the form of `as_printed`."""
    if got is None:
        return "[no such field]"
    urls = dict.fromkeys(link.url for link in got.links)
    link = "".join(f" <{u}: {fold(' '.join(k.text for k in got.links if k.url == u))}>" for u in urls)
    colour = f"[{want.colour if _same_colour(want.colour, got.fill) else got.fill}]" if want.colour else ""
    return _text(got) + link + colour


def _same_colour(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return a == b
    return all(abs(int(a[i : i + 2], 16) - int(b[i : i + 2], 16)) <= _SAME_COLOUR for i in (1, 3, 5))


def _outcomes(tally: Tally, truth: Truth, document: PublishedDocument) -> None:
    read = {fold(o.code): o.cell for p in document.plans for o in p.outcomes}
    for code, text in truth.outcomes:
        _cell(tally, TrueCell("outcome", text), read.get(fold(code)), f"outcome {code}")


def _legend(tally: Tally, truth: Truth, document: PublishedDocument) -> None:
    """Each colour of the legend with its words; the letter that some legends print before them may be kept.

    An entry that has lost its colour is found by its words, one with a flag is as good as a flagged cell.
    """
    read = [e for p in document.plans for e in p.legend]
    for label, colour in truth.legend:
        entry = next((e for e in read if _same_colour(colour, e.fill)), None)
        entry = entry or next((e for e in read if fold(e.label).endswith(fold(label))), None)
        found = entry is not None and _same_colour(colour, entry.fill) and fold(entry.label).endswith(fold(label))
        tally.cells += 1
        tally.right += found
        if not found:
            what = "flagged" if entry is not None and entry.flag else "silent"
            setattr(tally, what, getattr(tally, what) + 1)
            told = "[no such field]" if entry is None else fold(entry.label)
            tally.wrong.append(Wrong(what, "legend", f"{fold(label)}[{colour}]", told))


def causes(wrong: Iterable[Wrong]) -> dict[str, int]:
    """How often each kind of mistake was made in each field, for grouping: `silent lead_officer` -> 3."""
    counts: dict[str, int] = {}
    for w in wrong:
        name = w.where.split(" ")[0 if w.where.startswith("outcome ") else -1]
        name = "other" if "other:" in w.where else name
        if w.what == "missing":
            name = w.where if w.where in ("every row", "document refused") else "row"
        key = f"{w.what} {name}" + (" (no such field)" if w.read == "[no such field]" else "")
        counts[key] = counts.get(key, 0) + 1
    return counts

"""How wide text is, how it wraps, and how wide each column must be. All lengths are PDF points."""

import re
from functools import cache
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tests.generator.plan import Plan
from tests.generator.spec import Spec

#: Regular and bold face of each family that a spec can name.
FACES = {
    "sans": ("Helvetica", "Helvetica-Bold"),
    "serif": ("Times-Roman", "Times-Bold"),
    "mono": ("Courier", "Courier-Bold"),
    "vera": ("Vera", "VeraBd"),
}
# Between two consonants with a vowel on either side: where English words are commonly hyphenated.
_SYLLABLE = re.compile(r"[aeiou][bcdfglmnprst][bcdfglmnprst][aeiou]")
# Besides those of the quarters, the columns whose headings are turned where a plan does so to save room.
_NARROW = ("code", "outcome_code", "outcome_codes", "committees", "tier", "unit", "status", "direction")
# What is left of the share of titles and updates where these have a word or two in each line.
_SLIM = 0.05
VERA = Path(reportlab.__file__).parent / "fonts"
_SYMBOLS = dict.fromkeys("✘▲●✔■▼", "ZapfDingbats") | dict.fromkeys("↑↓→↔", "Symbol")


@cache
def _vera() -> None:
    for face in FACES["vera"]:
        pdfmetrics.registerFont(TTFont(face, str(VERA / f"{face}.ttf")))


def face(family: str, *, bold: bool = False, text: str = "") -> str:
    """The font that prints `text`: the family's own, or a symbol font for text that is one symbol."""
    if text[:1] in _SYMBOLS:
        return _SYMBOLS[text[0]]
    if family == "vera":
        _vera()
    return FACES[family][bold]


def width(text: str, font: str, size: float) -> float:
    """The advance width of `text` in points."""
    return pdfmetrics.stringWidth(text, font, size)


def wrap(text: str, font: str, size: float, room: float, *, hyphen: str = "") -> list[tuple[str, bool]]:
    """Lines of `text` no wider than `room`, each with whether a word was broken at its end.

    A word wider than `room` is broken where the line is full; with `hyphen`, any long word that does not fit the rest
    of a line is broken there with that hyphen. A line may also end after a hyphen of the text itself.
    """
    lines: list[tuple[str, bool]] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _pieces(paragraph):
            while True:
                joined = line + word
                if width(joined.rstrip(), font, size) <= room:
                    line = joined
                    break
                cut = _cut(line, word, font, size, room, hyphen)
                if cut:
                    lines.append((line + word[:cut] + hyphen, True))
                    line, word = "", word[cut:]
                elif line:
                    lines.append((line.rstrip(), False))
                    line = ""
                else:
                    line = word
                    break
        lines.append((line.rstrip(), False))
    return lines or [("", False)]


def _pieces(text: str) -> list[str]:
    """Words with the space that follows; a compound is two pieces, so that a line may end after its hyphen."""
    pieces: list[str] = []
    for word in text.split():
        head, hyphen, tail = word.partition("-")
        if hyphen and len(head) > 3 and len(tail) > 3 and tail.isalpha():
            pieces += [head + hyphen, tail + " "]
        else:
            pieces.append(word + " ")
    return pieces


def _cut(line: str, word: str, font: str, size: float, room: float, hyphen: str) -> int:
    """How many letters of `word` go on this line before it is broken; 0 to leave it whole."""
    bare = word.strip()
    too_wide = width(bare, font, size) > room
    if not too_wide and not (hyphen and len(bare) >= 8 and bare.isalpha()):
        return 0
    if too_wide and line:
        return 0
    for cut in range(len(bare) - 3, 2 if hyphen else 1, -1):
        if hyphen and not _SYLLABLE.search(bare[cut - 2 : cut + 2].lower()):
            continue
        if width(line + bare[:cut] + hyphen, font, size) <= room:
            return cut
    return 0


def turned_heading(spec: Spec, field: str) -> bool:
    """Whether the heading of a column runs upwards: those of the quarters, or of all narrow columns."""
    quarterly = field[:-1] in ("rag_q", "value_q")
    return (spec.turned_headings and quarterly) or (spec.all_turned and (quarterly or field in _NARROW))


def column_widths(plan: Plan, spec: Spec, room: float) -> tuple[list[float], float]:
    """Column widths that fill `room`, and the font size with which every word fits its column.

    A narrow plan keeps its title and officer columns so narrow that their longest words break.
    """
    size = spec.size
    shares = [c.share * _SLIM if spec.slim and c.field in ("title", "update") else c.share for c in plan.columns]
    while True:
        least = [_least(plan, spec, i, size) for i in range(len(shares))]
        if sum(least) <= room or size <= 4.5:
            break
        size -= 0.5
    spare = max(room - sum(least), 0.0)
    total = sum(shares)
    return [low + spare * s / total for low, s in zip(least, shares, strict=True)], size


def _least(plan: Plan, spec: Spec, column: int, size: float) -> float:
    """The narrowest that a column may be: its longest word, in the body or in the heading."""
    c = plan.columns[column]
    bold = face(spec.font, bold=True)
    upright = () if spec.all_turned and turned_heading(spec, c.field) else c.heading.split()
    heading = max((width(w, bold, size) for w in upright), default=0.0)
    if spec.narrow and c.field in ("title", "lead_officer"):
        return max(heading, 5 * size * 0.6) + 2 * spec.padding + 1
    body = 0.0
    for row in plan.rows:
        text = row.cells[column].text
        whole = c.field in ("start", "delivery", "code", "outcome_code", "target") or c.field.startswith("value")
        regular = face(spec.font, text=text)
        body = max([body, *(width(w, regular, size) for w in ([text] if whole else text.split()))])
    icon = 2 * size + 4 if spec.icons and (c.field == "status" or c.field.startswith("rag")) else 0.0
    return max(body + icon, heading, size) + 2 * spec.padding + 1.5

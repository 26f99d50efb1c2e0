"""Outcome statements (a code and what it means) and themes, wherever a plan prints them: prose, boxes, tables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.confidence.sureness import of_picture
from extractors.headings.vocabulary import outcome_words, theme_pattern
from extractors.printed.hyphens import Hyphens
from extractors.printed.prose import Paragraph, Segment
from extractors.table import OutcomeStatement, Piece, TableCell, ThemeStatement

# A code as outcome columns print it: 1.6, P1.1, HP3, CP1-2, II.4.
_CODE = re.compile(r"^(?=.*\d)[A-Z]{0,4}\d{0,3}(?:[.\-/]\d{1,3}){0,3}$")
_BETWEEN = re.compile(r"[,;&|\s]+|\band\b")
# The number of a section, and what parts a theme's number from its title.
_SECTION, _PARTED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+"), re.compile(r"\s*[:)–—-]\s*\S")


def code_patterns(texts: Iterable[str], words: str = "") -> list[re.Pattern[str]]:
    """What the outcome codes of a plan look like, as patterns for a line that begins with one.

    `texts` are those of its outcome columns. Whole numbers need a word before them (`Outcome 3`): any numbered list
    would match them. It is one of `words`, a pattern, or where that is empty any word that is said of outcomes.
    """
    shapes: set[str] = set()
    numbered = False
    for text in texts:
        for code in _BETWEEN.split(text):
            numbered = numbered or code.isdigit()
            if _CODE.match(code) and not code.isdigit():
                parts = re.findall(r"[A-Z]+|\d+|[^A-Z\d]", code)
                shapes.add(
                    "".join(
                        r"[A-Z]{1,4}" if p.isalpha() else r"\d{1,2}" if p.isdigit() else re.escape(p) for p in parts
                    )
                )
    before = rf"(?i:{outcome_words()}\s+)"
    found = [rf"^\W{{0,2}}{before}?({s})(?![.\d])\s*[):.–-]?\s+(?=\S)(.*)$" for s in sorted(shapes)]
    if numbered:
        named = rf"(?i:(?:{words or outcome_words()})\s+)"
        found.append(rf"^\W{{0,2}}{named}(\d{{1,2}})(?![.\d])\s*[):.–-]?\s+(?=\S)(.*)$")
    return [re.compile(pattern) for pattern in found]


def outcome_statements(
    blocks: Sequence[Paragraph], patterns: Sequence[re.Pattern[str]], hyphens: Hyphens
) -> list[OutcomeStatement]:
    """Statements that begin with a code, each with the theme announced last before it.

    Every code once: the longest run of statements wins over a stray line that begins with the same code.
    """
    found: list[OutcomeStatement] = []
    theme: str | None = None
    announced = [(block, said) for block in blocks if (said := theme_of(block, hyphens))]
    begun = {(s.page, m[1]) for block in blocks for s in block.segments if (m := _begins(s, patterns))}

    def keep(code: str, segments: list[Segment], first: str) -> None:
        """Record a statement; the next code in the middle of its text begins the next one, unless a line does."""
        lines = [first, *(s.text for s in segments[1:])]
        text = hyphens.join(lines)
        while (after := successor(code)) and (segments[0].page, after) not in begun:
            # A bare number may be said of anything: `Build 3 New Schools`.
            word = rf"(?i:{outcome_words()})\s+" if after.isdigit() else ""
            parted = re.split(rf"\s+{word}{re.escape(after)}[):.–-]?\s+(?=[A-Z])", text, maxsplit=1)
            if len(parted) == 1:
                break
            found.append(OutcomeStatement(code, _cell(segments, lines, parted[0]), over or theme))
            code, text = after, parted[1]
        found.append(OutcomeStatement(code, _cell(segments, lines, text), over or theme))

    for block in blocks:
        theme = next((said.text for own, said in announced if own is block), theme)
        over = _theme_over(block, announced)
        current: tuple[str, list[Segment], str] | None = None
        for segment in block.segments:
            match = _begins(segment, patterns)
            if match:
                if current:
                    keep(*current)
                current = (match[1], [segment], match[2])
            elif current:
                current[1].append(segment)
        if current:
            keep(*current)
    return _once(found)


def _theme_over(block: Paragraph, announced: Sequence[tuple[Paragraph, ThemeStatement]]) -> str | None:
    """The theme right above a paragraph on its page, None where none stands above any of its width.

    Points of a list are set further right than the theme over them, and read as another column of the page.
    """
    box = block.box
    above = [
        (own.box.top, said.text)
        for own, said in announced
        if own.page == block.page and own.box.top <= box.top and own.box.x0 < box.x1 and own.box.x1 > box.x0
    ]
    return max(above, default=(0.0, None))[1]


def _begins(segment: Segment, patterns: Sequence[re.Pattern[str]]) -> re.Match[str] | None:
    """The code with which a line begins, and the rest of it; None where it begins with none."""
    return next((m for p in patterns if (m := p.match(segment.text))), None)


def successor(code: str) -> str:
    """The code that follows: `1.3` -> `1.4`, `HP1` -> `HP2`."""
    number = re.search(r"\d+$", code)
    return code[: number.start()] + str(int(number[0]) + 1) if number else ""


def _once(found: list[OutcomeStatement]) -> list[OutcomeStatement]:
    """One statement for each code.

    Where a code is stated twice differently, the one on the page with most wins and is flagged.
    """
    per_page: dict[int, int] = {}
    for s in found:
        per_page[s.cell.pieces[0].page] = per_page.get(s.cell.pieces[0].page, 0) + 1
    chosen: dict[str, OutcomeStatement] = {}
    for s in found:
        known = chosen.get(s.code)
        if known is None:
            chosen[s.code] = s
        elif known.cell.text != s.cell.text:
            best = max((known, s), key=lambda o: per_page[o.cell.pieces[0].page])
            other = s if best is known else known
            detail = f"also stated as: {other.cell.text[:200]}"
            chosen[s.code] = replace(best, cell=replace(best.cell, flag="stated_twice", flag_detail=detail))
    return list(chosen.values())


def theme_of(block: Paragraph, hyphens: Hyphens) -> ThemeStatement | None:
    """The theme that a paragraph announces (`Aim 1 - An open organisation`), None where it announces none.

    The number of a section before it (`2.1 Aim 1: An open organisation`) is left out.
    """
    first = block.segments[0]
    section = _section(block)
    if not (section or theme_pattern().match(first.text)):
        return None
    own = [first]
    for s in block.segments[1:]:
        if s.bold != first.bold or theme_pattern().match(s.text):
            break
        own.append(s)
    if len(own) > 3:
        own = own[:1]
    lines = [s.text for s in own]
    text = hyphens.join(lines)[section:]
    return ThemeStatement(text, _cell(own, lines, text))


def _section(block: Paragraph) -> int:
    """How long the number of a section is that stands before a theme with its title; 0 where none does.

    The numbered paragraphs of a report are sentences.
    """
    text = block.segments[0].text
    number = _SECTION.match(text)
    said = theme_pattern().match(text[number.end() :]) if number else None
    if number is None or said is None or block.segments[-1].text.endswith("."):
        return 0
    return number.end() if _PARTED.match(text, number.end() + said.end(2)) else 0


def block_cell(block: Paragraph, hyphens: Hyphens) -> TableCell:
    """A paragraph as one cell."""
    lines = [s.text for s in block.segments]
    return _cell(block.segments, lines, hyphens.join(lines))


def _cell(segments: Sequence[Segment], lines: list[str], text: str) -> TableCell:
    box = segments[0].box
    for s in segments[1:]:
        box = box.union(s.box)
    piece = Piece(segments[0].page, *(round(v, 2) for v in box))
    cell = TableCell(0, text, (piece,), lines=tuple(lines), reading="flow")
    return of_picture(cell, [s.confidence for s in segments if s.confidence is not None])

"""The labels of a column, told from each other by the white between them or by the codes with which they begin."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractors.headings.headings import HeadingMatch
from extractors.headings.shapes import CODE
from extractors.headings.vocabulary import names_theme
from extractors.page import Ints, Page
from extractors.printed.text import Line, lines_of

# What the labels of a column may name, where its heading says so for sure.
NAMED = ("outcome_codes", "theme")
# White between two labels is wider than that between the lines of one by so many font sizes; without any line to
# compare with, lines of one label follow each other at up to so many.
WIDER, LONGEST = 0.3, 1.6
# Labels begin with codes where this part of them does: the rest are further paragraphs.
CODED = 0.6


def label_texts(page: Page, glyphs: Ints) -> list[Ints]:
    """The glyphs of each label, from top to bottom: told by the white between them, by codes where most have one."""
    lines = [ln for ln in lines_of(page.glyphs, glyphs) if ln.text]
    if not lines:
        return []
    bases = [_base(page, ln) for ln in lines]
    size = float(np.median(page.glyphs.size[glyphs]))
    steps = [b - a for a, b in pairwise(bases)]
    leading = min((s for s in steps if s > 0.9 * size), default=LONGEST * size)
    most = min(leading + WIDER * size, LONGEST * size) if leading < LONGEST * size else LONGEST * size
    groups: list[list[Line]] = [[lines[0]]]
    for line, step in zip(lines[1:], steps, strict=True):
        if step > most:
            groups.append([])
        groups[-1].append(line)
    coded = [_is_coded(g[0].text) for g in groups]
    if coded[0] and sum(coded) >= max(2, CODED * len(coded)):
        groups = _from_codes([ln for g in groups for ln in g])
    return [np.concatenate([ln.glyphs for ln in g]) for g in groups]


def _is_coded(text: str) -> bool:
    return bool(CODE.match(text.split()[0])) and any(ch.isdigit() for ch in text.split()[0])


def _from_codes(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if _is_coded(line.text) or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups


def _base(page: Page, line: Line) -> float:
    return float(np.median(page.glyphs.baseline[line.glyphs]))


def names_groups(heading: str, matches: Sequence[HeadingMatch]) -> bool:
    """Whether a heading names outcomes or themes: `Priority deliverables` names titles before it names a priority."""
    if names_theme(heading):
        return True
    titled = matches[:1] and matches[0].sure and matches[0].field == "title"
    return not titled and any(m.sure and m.field in NAMED for m in matches[:2])

"""Rows beside labels of outcomes and themes, in whatever column these stand, where white alone parts rows.

A label in the middle of its rows, or at their foot, stands level with the white between two of them. There rows were
read as one, or the table in pieces: of 31,731 cells of plans with merged outcomes 1,600 stood in no record.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.headings.headings import match_heading
from extractors.headings.shapes import CODES
from extractors.page import Page
from extractors.printed.runs import Run, in_bands
from extractors.readings.labels.texts import label_texts, names_groups
from extractors.readings.rows.besidenames import COLUMNS, Texts, rows_beside


class BesideLabels(NamedTuple):
    """The y of row edges, and the column of labels that they leave out; None where each row has its own code there."""

    edges: list[float]
    column: int | None


def edges_beside_labels(
    page: Page, xs: Sequence[float], ys: Sequence[float], runs: Sequence[Run], texts: Texts, *, going_on: bool
) -> BesideLabels | None:
    """The rows' edges of a table with edges `xs` and `ys` that holds `runs`, the first band its headings.

    None where no column is headed as one of labels, or rows beside it do not fill all other columns. There are fewer
    labels than rows. A table that is `going_on` from the page before may begin with the rest of a row.
    """
    column = _labelled(xs, ys, runs)
    if column is None or len(xs) - 2 < COLUMNS:
        return None
    own = [r for r in runs if xs[column] <= r.x_mid < xs[column + 1]]
    beside = [r for r in runs if not xs[column] <= r.x_mid < xs[column + 1]]
    labels = [r.glyphs for r in own if r.y_mid > ys[1]]
    if not labels:
        return None
    found = rows_beside(xs, ys, beside, texts, column, going_on=going_on)
    rows = sum(map(bool, in_bands(beside, sorted({*ys, *found}))[1:]))
    told = len(label_texts(page, np.sort(np.concatenate(labels))))
    # a code or two on a line are a row's: no label has them one below the other
    coded = len(labels) > told and all(CODES.match(r.text.strip()) for r in own if r.y_mid > ys[1])
    return BesideLabels(found, None if coded else column) if found and told < rows else None


def _labelled(xs: Sequence[float], ys: Sequence[float], runs: Sequence[Run]) -> int | None:
    """The only column whose heading names outcomes or themes."""
    heads = sorted(in_bands(runs, ys)[0], key=lambda r: (round(r.baseline), r.x0))
    columns = [[r.text.strip() for r in heads if a <= r.x_mid < z] for a, z in pairwise(xs)]
    words = [" ".join(texts) for texts in columns]
    named = [n for n, text in enumerate(words) if text and names_groups(text, match_heading(text))]
    return named[0] if len(named) == 1 else None

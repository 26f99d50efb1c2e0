"""The row of the plan itself."""

from extractors.table import InkCounts
from normalise.about.metadata import About
from normalise.cells import Counts
from normalise.records import Row
from normalise.source import Source


def plan_row(plan_id: str, about: About, source: Source, ink: InkCounts, counted: Counts) -> Row:
    """The `plans` row: what the plan is, where it came from, where its ink ended, and how many cells it has."""
    council = about.council
    return {
        "plan_id": plan_id,
        "council_name": council.name if council else None,
        "council_code": council.code if council else None,
        "gss_code": council.gss_code if council else None,
        "title": about.title,
        "plan_type": about.plan_type,
        "financial_year": about.year,
        "quarter": about.quarter,
        "source_file": source.file,
        "source_url": source.url or None,
        "source_sha256": source.sha256,
        "licence": source.licence or None,
        "page_count": source.page_count,
        **{f"glyphs_{place}": count for place, count in _ink(ink)},
        "cells": counted.cells,
        "cells_flagged": counted.flagged,
    }


def _ink(ink: InkCounts) -> tuple[tuple[str, int], ...]:
    return (
        ("in_cells", ink.cells),
        ("in_headings", ink.headings),
        ("in_furniture", ink.furniture),
        ("in_prose", ink.prose),
        ("unplaced", ink.unplaced),
    )

"""From one plan as published to the rows of every dataset: what it is, then each kind of row, then corrections."""

from extractors.table import RATINGS, PublishedPlan, TableCell
from normalise.about.announced import announced_counts, as_read
from normalise.about.metadata import About, about_plan
from normalise.about.plan import plan_row
from normalise.cells import CellLog, counts
from normalise.corrections import Corrections, apply_corrections
from normalise.identity import plan_id
from normalise.periods.calendar import year_bounds
from normalise.periods.laterdates import with_later_dates
from normalise.posts.officers import PlanOfficers
from normalise.records import PlanRecords, Row
from normalise.references.theme import theme_codes
from normalise.registers import Registers
from normalise.rows.actions import action_rows, undated_quarters
from normalise.rows.context import Context
from normalise.rows.deliverables import deliverable_rows
from normalise.rows.kpis import kpi_rows
from normalise.rows.outcomes import outcome_rows
from normalise.source import Source
from normalise.statuses.legend import Legend, read_legend
from normalise.statuses.status import with_own_colours, with_own_words
from normalise.statuses.twoquarters import with_two_quarters


def normalise_plan(plan: PublishedPlan, source: Source, registers: Registers, corrections: Corrections) -> PlanRecords:
    """The records of one plan, with exactly the columns of the data contract.

    The result depends on the arguments alone. A quarterly column of no known year is a fault of the plan, and its rows
    have no quarter. Raises what `apply_corrections` raises.
    """
    about = about_plan(plan, source, registers.councils, registers.periods, registers.metadata)
    if (dated := with_two_quarters(plan, about.quarter)) != plan:
        plan = dated
        about = about_plan(plan, source, registers.councils, registers.periods, registers.metadata)
    plan = with_later_dates(plan, about.year, registers.periods)
    council = about.council.name if about.council else None
    one = plan_id(council, about.title, about.year, about.quarter)
    log = CellLog(one)
    outcomes = outcome_rows(one, plan, registers.themes, log)
    legend = read_legend(plan.legend, registers.statuses.phrases, registers.statuses.hues)
    rated = [(n, c) for table in plan.tables for row in table.rows for n, c in row.fields.items()]
    ratings = [(c.text, c.fill) for n, c in rated if n in RATINGS]
    legend = with_own_words(ratings, legend, registers.statuses)
    legend = with_own_colours(ratings, legend, registers.statuses)
    officers = _officers(plan, about, registers)
    context = Context(
        plan_id=one,
        council_name=council,
        council_code=about.council.code if about.council else None,
        year=about.year,
        quarter=about.quarter,
        registers=registers,
        log=log,
        legend=legend,
        outcomes={str(o["outcome_code"]): _or_none(o["theme_code"]) for o in outcomes},
        themes=theme_codes(_themes(plan), registers.themes),
        officers=officers,
    )
    deliverables = deliverable_rows(plan, context)
    actions, rag = action_rows(plan, context)
    kpis = kpi_rows(plan, context)
    datasets: dict[str, list[Row]] = {
        "plans": [plan_row(one, about, source, plan.ink, counts(log.rows))],
        "outcomes": outcomes,
        "deliverables": deliverables,
        "actions": actions,
        "rag_status": rag,
        "kpis": kpis,
        "officers": officers.rows(one),
        "cells": log.rows,
    }
    warnings = (*about.warnings, *_warnings(plan, legend, context))
    phrases = registers.statuses.phrases
    announced = announced_counts(plan.lines, about, legend, phrases, registers.announced)
    counted = as_read(announced, {name: len(rows) for name, rows in datasets.items()})
    faults = tuple(filter(None, [undated_quarters(plan, about.year)]))
    return apply_corrections(PlanRecords(one, datasets, warnings, counted, faults), corrections)


def _themes(plan: PublishedPlan) -> list[str]:
    """Every theme as the plan prints it: announced, above a row, beside an outcome."""
    above = [row.theme.text for table in plan.tables for row in table.rows if row.theme and row.theme.text]
    return [*(theme.text for theme in plan.themes), *above, *(o.theme for o in plan.outcomes if o.theme)]


def _officers(plan: PublishedPlan, about: About, registers: Registers) -> PlanOfficers:
    """The officer cells of the plan's tables, with the posts and aliases that hold in its year."""
    code, name = (about.council.code, about.council.name) if about.council else (None, None)
    first, last = year_bounds(about.year) if about.year else (None, None)
    cells: list[TableCell] = [
        row.fields["lead_officer"]
        for table in plan.tables
        if table.kind in ("deliverables", "actions")
        for row in table.rows
        if "lead_officer" in row.fields
    ]
    posts, aliases = registers.posts_of(code, first, last), registers.aliases_of(code, first, last)
    return PlanOfficers(cells, name, posts, aliases, registers.officers)


def _warnings(plan: PublishedPlan, legend: Legend, context: Context) -> list[str]:
    """What a person should know about the plan as a whole."""
    warnings = [f"the legend's entry {label!r} names no status that the register knows" for label in legend.unknown]
    fields = {field for table in plan.tables for row in table.rows for field in row.fields}
    if not context.outcomes and fields & {"outcome_code", "outcome_codes"}:
        warnings.append("the plan prints no list of outcomes, so its outcome codes could not be checked")
    quarterly = any(field.startswith("rag_q") for field in fields)
    if quarterly and not legend.colours:
        warnings.append("the plan prints no legend of colours, so that plainly named hues were taken for their status")
    return warnings


def _or_none(value: object) -> str | None:
    return None if value is None else str(value)

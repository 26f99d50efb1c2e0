"""What normalising promises for any text at all."""

import json
import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from normalise_plans import action, actions_table, deliverable, deliverables_table, kpi, kpis_table, plan

from expectations.schema import to_arrow
from normalise.corrections import Corrections
from normalise.document import normalise_plan
from normalise.identity import by_code, by_title, plan_id
from normalise.number import read_figure
from normalise.periods.calendar import quarter_bounds, quarter_of, year_bounds, year_of
from normalise.periods.period import read_period
from normalise.posts.officer_cell import read_cell
from normalise.references.outcome import read_outcomes
from normalise.registers import load_registers
from normalise.source import Source
from normalise.statuses.colour import difference
from normalise.statuses.legend import Legend
from normalise.statuses.status import read_status
from normalise.text import clean, slug

REGISTERS = load_registers()
DAYS = st.dates(date(2000, 4, 1), date(2098, 3, 31))
COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
ODD = st.text(st.characters(codec=None), max_size=40)
SHAPES = st.sampled_from(["%d/%m/%Y", "%d %B %Y", "%Y-%m-%d", "%d.%m.%y", "%d %b %Y"])


@given(ODD)
def test_clean_text_stays_clean_and_can_be_written(text: str) -> None:
    told = clean(text)
    assert clean(told) == told
    told.encode("utf-8")
    assert not re.search("[\x00-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069]", told)


@given(ODD, st.integers(1, 80))
def test_a_slug_is_a_safe_part_of_a_path(text: str, limit: int) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug(text, limit))


@given(ODD, ODD)
def test_a_plan_id_always_has_three_parts(council: str, title: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+/2025-26-q3", plan_id(council, title, "2025/26", "2025/26 Q3"))


@given(st.lists(st.sampled_from(["A", "A-2", "A-3", "B: x", "B: y", "", "a"]), max_size=12))
def test_ids_are_unique_whatever_repeats(titles: list[str]) -> None:
    assert len(set(by_title("X Council", titles))) == len(titles)
    assert len(set(by_code("X Council", "2025/26", [t or None for t in titles], titles))) == len(titles)


@given(DAYS)
def test_every_day_is_in_its_quarter_and_quarters_tile_the_year(day: date) -> None:
    first, last = quarter_bounds(quarter_of(day))
    assert first <= day <= last
    assert quarter_of(last + timedelta(days=1)) != quarter_of(day)
    start, end = year_bounds(year_of(day))
    assert start <= first <= last <= end


@given(DAYS, SHAPES)
def test_a_printed_day_is_read_back(day: date, shape: str) -> None:
    period = read_period(day.strftime(shape), "end", None, REGISTERS.periods)
    assert (period.first, period.last, period.quarter, period.reason) == (day, day, quarter_of(day), None)


@given(ODD | st.from_regex(r"(Q[0-9]|[A-Z][a-z]{2}|[0-9]{1,4})[ /\-](20)?[0-9]{2}([/\-][0-9]{2,4})?", fullmatch=True))
def test_a_period_is_dates_in_order_or_none_and_said(text: str) -> None:
    period = read_period(text, "end", "2025/26", REGISTERS.periods)
    if period.first is None or period.last is None:
        assert (period.first, period.last, period.quarter) == (None, None, None)
        assert period.reason or not re.search(r"\d", clean(text))
    else:
        assert period.first <= period.last
        assert period.quarter == quarter_of(period.last)


@given(ODD, st.lists(st.from_regex(r"[A-Z]{0,2}[0-9]\.?[0-9]?", fullmatch=True), max_size=5, unique=True))
def test_an_outcome_code_that_is_not_flagged_is_on_the_list(text: str, known: list[str]) -> None:
    found = read_outcomes(text, known)
    if known and found.reason is None:
        assert set(found.codes) <= set(known)


@given(
    st.lists(st.sampled_from(["1.1", "1.2", "2.1", "3.4"]), min_size=1, unique=True),
    st.sampled_from([", ", "; ", " ", " & ", "/", " and "]),
)
def test_codes_come_back_in_their_order(codes: list[str], joint: str) -> None:
    found = read_outcomes(joint.join(codes), ("1.1", "1.2", "2.1", "3.4"))
    assert (list(found.codes), found.reason) == (codes, None)


@given(COLOURS, COLOURS)
def test_colour_difference_is_a_distance(one: str, other: str) -> None:
    assert difference(one, one) == 0
    assert difference(one, other) == difference(other, one) >= 0


@given(ODD, st.none() | COLOURS)
def test_any_status_cell_has_a_status_and_says_what_it_could_not_read(text: str, fill: str | None) -> None:
    found = read_status(text, fill, Legend({}, ()), REGISTERS.statuses)
    assert 0 <= found.certainty <= 1
    assert (found.reason is None) == (found.detail is None)
    if found.published and found.status == "not_reported":
        assert found.reason or found.evidence


@given(st.integers(-(10**9), 10**9))
def test_a_whole_number_is_read_back(number: int) -> None:
    assert read_figure(f"{number:,}", REGISTERS.numbers).number == number


@given(ODD)
def test_no_text_upsets_a_reader(text: str) -> None:
    read_figure(text, REGISTERS.numbers)
    assert all(n.title or n.name for n in read_cell(text, REGISTERS.officers))


@settings(max_examples=40, deadline=None)
@given(ODD, ODD, ODD, ODD)
def test_any_plan_fits_the_contract(one: str, two: str, three: str, four: str) -> None:
    published = plan(
        deliverables_table([deliverable(one, start=two, lead_officer=three, outcome_codes=four), deliverable(one)]),
        actions_table([action(two, rag_q1=three, committees=one, title=four), action(two)]),
        kpis_table([kpi(four, target=one, value_q1=two, direction=three)]),
    )
    source = Source("a.pdf", "0" * 64, 1, council_name=one, title=two, financial_year="2025/26")
    records = normalise_plan(published, source, REGISTERS, Corrections())
    for name, rows in records.datasets.items():
        assert to_arrow(name, rows).num_rows == len(rows)
    keys = [r["deliverable_id"] for r in records.datasets["deliverables"]]
    assert len(set(keys)) == 2
    json.dumps(records.warnings).encode("utf-8")

from dataclasses import replace
from pathlib import Path

import pytest
from normalise_plans import action, actions_table, deliverables_table, plan

from extractors.table import PublishedPlan, TextLine
from normalise.about.council import Council, infer_council
from normalise.about.metadata import about_plan, years_in
from normalise.registers import BadRegister, Registers, load_registers
from normalise.registers.loading import FOLDER
from normalise.source import Source

REGISTERS = load_registers()
SOURCE = Source("some.pdf", "0" * 64, 3)


def lines(*texts: tuple[str, float] | str, page: int = 1) -> tuple[TextLine, ...]:
    told = [(t, 10.0) if isinstance(t, str) else t for t in texts]
    return tuple(TextLine(page, size, False, text) for text, size in told)


def council_of(*texts: str) -> Council | None:
    rules = REGISTERS.metadata
    return infer_council(lines(*texts), REGISTERS.councils, rules.generic, rules.joining)


@pytest.mark.parametrize(
    ("line", "name", "code"),
    [
        ("Cardiff Council", "City of Cardiff Council", "CRF"),
        ("Presented to Leeds City Council on 4 May", "Leeds City Council", "LDS"),
        ("CORNWALL COUNCIL", "Cornwall Council", "CON"),
        ("Bournemouth, Christchurch & Poole Council", "Bournemouth, Christchurch and Poole Council", "BPC"),
        ("the London Borough of Brent's plan", "London Borough of Brent", "BEN"),
        ("Brent Council", "London Borough of Brent", "BEN"),
        ("Marlow Vale Council", "Marlow Vale Council", None),
        ("Upton and Nether Wold District Council", "Upton and Nether Wold District Council", None),
    ],
)
def test_a_council_is_told_by_the_name_that_is_printed(line: str, name: str, code: str | None) -> None:
    council = council_of("Annual plan", line)
    assert council is not None
    assert (council.name, council.code) == (name, code)


@pytest.mark.parametrize(
    "line", ["The Council will meet", "our council", "Full Council", "Town Council", "A Council That Works"]
)
def test_councils_in_general_are_no_council(line: str) -> None:
    assert council_of(line) is None


def test_a_name_in_large_letters_may_stand_on_two_lines() -> None:
    rules = REGISTERS.metadata
    for rest, name in (("District Council", "Lough Errin District Council"), ("Council tax and you", None)):
        texts = lines(("Lough Errin", 34.0), (rest, 34.0), "A plan for the year")
        council = infer_council(texts, REGISTERS.councils, rules.generic, rules.joining)
        assert (council.name if council else None) == name


def test_headings_of_parts_are_no_part_of_the_title() -> None:
    prose = "This report says how far we have come with what we promised to do this year."
    large = [(t, 14.0) for t in ("Tracker 2025/26", "Priority 1: Homes", "2. Jobs")]
    assert about(replace(plan(deliverables_table([])), lines=lines(*large, prose))).title == "Tracker 2025/26"
    texts = lines(("Tracker 2025/26", 14.0), prose, ("Homes for all", 14.0))
    assert about(replace(plan(deliverables_table([])), lines=texts)).title == "Tracker 2025/26"


def test_the_first_page_goes_before_what_is_printed_often() -> None:
    texts = (*lines("Cardiff Council"), *lines(*["Leeds City Council"] * 9, page=2))
    council = infer_council(texts, REGISTERS.councils, REGISTERS.metadata.generic, REGISTERS.metadata.joining)
    assert council is not None
    assert council.code == "CRF"


def test_the_register_of_councils_has_sound_codes() -> None:
    councils = set(REGISTERS.councils.forms.values())
    assert len(councils) == 382
    codes = [c.code for c in councils if c.code]
    gss = [c.gss_code for c in councils if c.gss_code]
    assert len(codes) == len(set(codes))
    assert len(gss) == len(set(gss))
    assert all(len(c) == 3 and c.isupper() for c in codes)
    assert all(len(g) == 9 and g[0] in "ENSW" and g[1:].isdigit() for g in gss)
    assert REGISTERS.councils.named("cheshire east council").gss_code == "E06000049"


def about(published: PublishedPlan, source: Source = SOURCE, registers: Registers = REGISTERS):  # noqa: ANN201
    return about_plan(published, source, registers.councils, registers.periods, registers.metadata)


def test_what_the_pages_say_is_inferred_and_said() -> None:
    texts = lines(("Cardiff Council", 30.0), ("Delivery", 24.0), ("Plan", 24.0), ("2025/26", 24.0), "For everyone")
    found = about(replace(plan(deliverables_table([])), lines=texts))
    assert (found.title, found.year, found.quarter, found.plan_type) == (
        "Delivery Plan",
        "2025/26",
        None,
        "delivery_plan",
    )
    assert any("title inferred as Delivery Plan" in w for w in found.warnings)
    assert any("council inferred as City of Cardiff Council" in w for w in found.warnings)


def test_what_the_sidecar_says_goes_first_and_without_a_warning() -> None:
    source = replace(
        SOURCE,
        council_name="Leeds City Council",
        title="Best Plan",
        plan_type="progress_report",
        financial_year="2024-25",
        quarter="Q3",
    )
    found = about(replace(plan(actions_table([action()])), lines=lines(("Other Plan 2025/26 Q1", 30.0))), source)
    assert found.council == REGISTERS.councils.named("Leeds City Council")
    assert found[1:5] == ("Best Plan", "progress_report", "2024/25", "2024/25 Q3")
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("line", "quarter"),
    [
        ("Report for Q3 2025/26", "2025/26 Q3"),
        ("Quarter 3", "2025/26 Q3"),
        ("Position at 30 September 2025", "2025/26 Q2"),
        ("As at 31st December 2025", "2025/26 Q3"),
        ("Half-Year Report", "2025/26 Q2"),
        ("Nothing said", "2025/26 Q1"),
    ],
)
def test_a_reports_quarter_is_told_by_its_heading_or_its_columns(line: str, quarter: str) -> None:
    table = actions_table([action(rag_q1="G", rag_q2="", rag_q3="")])
    found = about(replace(plan(table), lines=lines(("Plan 2025/26", 20.0), line)))
    assert found.quarter == quarter


def test_the_months_of_a_quarter_in_a_heading_tell_year_and_quarter() -> None:
    table = actions_table([action(rag_q1="", rag_q2="", rag_q3="G")])
    found = about(replace(plan(table), lines=lines(("Dashboard, January to March 2026", 20.0), "It was cold.")))
    assert (found.year, found.quarter) == ("2025/26", "2025/26 Q4")
    told = "We were asked for all that was spent on roads from January to March 2026, and by whom it was spent."
    assert about(replace(plan(table), lines=lines(("Dashboard", 20.0), told))).year is None


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("Community Risk Management Plan 2024-2028: year two delivery, position at 31 December 2025", "2025/26"),
        ("Position as at 31 March 2026", "2025/26"),
        ("The balance at 31 March 2024 was spent on the roads that the flood of that winter took", None),
    ],
)
def test_the_day_of_a_report_at_the_end_of_a_heading_tells_its_year(line: str, year: str | None) -> None:
    table = actions_table([action(rag_q1="", rag_q2="", rag_q3="G")])
    assert about(replace(plan(table), lines=lines(("Dashboard", 20.0), line))).year == year


def test_what_cannot_be_told_is_said() -> None:
    found = about(plan(deliverables_table([])))
    assert (found.council, found.year, found.title) == (None, None, "some")
    assert any("financial year is not stated" in w for w in found.warnings)


def test_a_sidecar_that_cannot_be_used_is_said() -> None:
    odd = replace(SOURCE, financial_year="last year", quarter="autumn", plan_type="novel")
    warnings = " ".join(about(plan(actions_table([action()])), odd).warnings)
    for word in ("last year", "autumn", "novel"):
        assert word in warnings


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2025/26", ["2025/26"]),
        ("Plan 2025-26 and 2026–2027", ["2025/26", "2026/27"]),
        ("Our Delivery Plan 2025 to 2026", ["2025/26"]),
        ("Plan 2025–2029", []),
        ("Plan 2025 to 2029", []),
        ("2025", []),
        ("1999/2000", []),
    ],
)
def test_years_in_a_text(text: str, years: list[str]) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("councils.csv", "name,code\nX,Y\n"),
        ("councils.csv", "name,code,gss_code,aliases\nX,Y\n"),
        ("councils.csv", "name,code,gss_code,aliases\nX,AAA,,Z\nY,BBB,,Z\n"),
        (
            "officer_aliases.csv",
            "council,published,title,valid_from,valid_to,decided_by,reason\nA,B,C,yesterday,,x,y\n",
        ),
        ("periods.toml", "not toml"),
        ("periods.toml", ""),
        ("status.toml", None),
    ],
)
def test_a_broken_register_is_named(tmp_path: Path, file: str, content: str | None) -> None:
    for one in FOLDER.iterdir():
        if one.suffix in (".csv", ".toml"):
            (tmp_path / one.name).write_bytes(one.read_bytes())
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_text(content)
    with pytest.raises(BadRegister, match=file):
        load_registers(tmp_path)


def test_the_fingerprint_changes_with_any_register(tmp_path: Path) -> None:
    for one in FOLDER.iterdir():
        if one.suffix in (".csv", ".toml"):
            (tmp_path / one.name).write_bytes(one.read_bytes())
    assert load_registers(tmp_path).fingerprint == REGISTERS.fingerprint
    with (tmp_path / "flags.csv").open("a") as file:
        file.write("new,normalise,page,why,what\n")
    assert load_registers(tmp_path).fingerprint != REGISTERS.fingerprint

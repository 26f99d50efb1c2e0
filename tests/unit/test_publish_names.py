from typing import Any

import pytest
from releases import council_plan, set_officer

from normalise.registers import load_registers
from pipeline.publish.names import TitleWords, publishable
from pipeline.publish.withhold import withhold

WORDS = TitleWords.load(load_registers())


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Ann Bishop, Director of Place", "Director of Place"),
        ("Director of Place – Ann Bishop", "Director of Place"),
        ("Director of Place (Ann Bishop)", "Director of Place"),
        ("A. Bishop, Head of Housing", "Head of Housing"),
        ("Dr Aisha Khan, Director of Public Health", "Director of Public Health"),
        ("Ann Bishop (Director of Place)", "Director of Place"),
        ("Ann Bishop Director of Place", "Director of Place"),
        ("ANN BISHOP DIRECTOR OF PLACE", "DIRECTOR OF PLACE"),
        ("Ann Bishop", None),
        ("Mr Bishop", None),
        ("Ann Bishop and John O'Neill", None),
    ],
)
def test_a_name_is_left_out_and_the_title_stays(cell: str, told: str | None) -> None:
    assert publishable(cell, WORDS).text == told


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("Director of Place Ann Bishop", "Director of Place [withheld]"),
        ("Maria de Souza Head of Finance", "[withheld] Head of Finance"),
        ("Director of Place and Ann Bishop", "Director of Place and [withheld]"),
        ("Head of Service – Ann Bishop", "Head of Service – [withheld]"),
        ("Bishop, Director", "[withheld], Director"),
        ("Director of Place, Bishop", "Director of Place, [withheld]"),
        ("Tatton Park Manager", "[withheld] Manager"),
        ("Bishop", None),
        ("ann bishop", None),
    ],
)
def test_what_may_be_a_name_is_withheld_as_well(cell: str, told: str | None) -> None:
    found = publishable(cell, WORDS)
    assert found.text == told
    assert not found.sure


@pytest.mark.parametrize(
    "cell",
    [
        "Director of Place",
        "Executive Director – Place",
        "Head of Tatton Park",
        "Director of Quays",
        "Head of HR",
        "Section 151 Officer",
        "Communities Team",
        "Director of Place / Head of Housing",
        "Strategic lead for SEND and inclusion",
        "Quays Director",
        "Quays and Water Engineer",
        "Head of Planning & Quays",
        "TBC",
        "-",
    ],
)
def test_a_title_without_a_name_stays_as_it_is(cell: str) -> None:
    assert publishable(cell, WORDS) == (cell, (), True)


def test_every_post_of_the_registers_may_be_published() -> None:
    titles = [each.post.title for each in load_registers().posts]
    assert [t for t in titles if publishable(t, WORDS).text != t] == []


def rows_without_names(cell: str, title: str | None, **texts: str) -> dict[str, list[dict[str, Any]]]:
    given = set_officer(council_plan(), cell, title, detail=f"{cell!r} was read")
    given.datasets["actions"][1].update(texts)
    return {name: list(rows) for name, rows in withhold(given.datasets, [], WORDS)[0].items()}


def test_a_name_leaves_every_column_that_repeats_it() -> None:
    rows = rows_without_names("Ann Bishop, Head of Quays", "Head of Quays", update="Agreed with ann  bishop in May")
    assert "bishop" not in repr(rows).lower()
    assert rows["actions"][0]["lead_officer_published"] == "Head of Quays"
    assert rows["actions"][0]["lead_officer"] == "Head of Quays"
    assert rows["actions"][0]["lead_officer_id"] == "x/y"
    assert rows["actions"][1]["update"] == "Agreed with [withheld] in May"
    cells = [r for r in rows["cells"] if str(r["field"]).startswith("lead_officer")]
    assert {(r["published"], r["value"]) for r in cells} == {("Head of Quays", "Head of Quays")}
    assert cells[1]["flag_detail"] == "'[withheld], Head of Quays' was read"


def test_an_identifier_made_of_a_name_goes_with_it() -> None:
    rows = rows_without_names("Bishop, Head of Quays", "Bishop, Head of Quays")
    assert "bishop" not in repr(rows).lower()
    assert rows["actions"][0]["lead_officer"] == "[withheld], Head of Quays"
    assert rows["actions"][0]["lead_officer_id"] is None


def test_words_in_doubt_stay_where_they_are_no_officer() -> None:
    rows = rows_without_names("Tatton Park Manager", "Tatton Park Manager", update="Tatton Park has reopened")
    assert rows["actions"][0]["lead_officer_published"] == "[withheld] Manager"
    assert rows["actions"][1]["update"] == "Tatton Park has reopened"


def test_what_is_left_out_is_counted() -> None:
    given = set_officer(council_plan(), "Ann Bishop", None)
    set_officer(given, "Bishop, Head of Quays", "Head of Quays", action=1)
    found = [(w.dataset, w.field, w.rows, w.in_doubt) for w in withhold(given.datasets, [], WORDS)[1]]
    assert found == [
        ("actions", "lead_officer_published", 2, 1),
        ("cells", "published", 4, 2),
        ("cells", "value", 2, 1),
    ]


def test_a_plan_whose_names_may_go_out_stays_as_it_is() -> None:
    given = set_officer(council_plan(), "Ann Bishop", None)
    other = set_officer(council_plan("other/plan/2025-26"), "Ann Bishop", None)
    both = {name: given.datasets[name] + other.datasets[name] for name in given.datasets}
    rows, withheld = withhold(both, [given.plan_id], WORDS)
    assert [r["lead_officer_published"] for r in rows["actions"]][::2] == ["Ann Bishop", None]
    assert {w.plan_id for w in withheld} == {"other/plan/2025-26"}

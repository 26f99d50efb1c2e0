from dataclasses import replace
from datetime import date

import pytest

from extractors.table import Piece, Reading, TableCell
from normalise.posts.officer import Alias, Post, form_of, known_posts, likeness, match_officer
from normalise.posts.officer_cell import Named, people_of, read_cell
from normalise.posts.officers import PlanOfficers
from normalise.registers import load_registers

REGISTERS = load_registers()
RULES = REGISTERS.officers
POSTS = [
    Post("Executive Director of Place", "Place"),
    Post("Head of Finance"),
    Post("Head of Communications"),
    Post("Head of Strategic Transport and Parking"),
    Post("Director of Public Health"),
]


def cell(text: str, reading: Reading = "ruled") -> TableCell:
    return TableCell(0, text, (Piece(1, 0, 0, 10, 10),), reading=reading)


def officers(*texts: str, posts: list[Post] | None = None, aliases: tuple[Alias, ...] = ()) -> PlanOfficers:
    return PlanOfficers(
        [cell(t) for t in texts], "Testshire Council", POSTS if posts is None else posts, aliases, RULES
    )


@pytest.mark.parametrize(
    "printed",
    [
        "Executive Director – Place",
        "Exec. Director of Place",
        "EXECUTIVE DIRECTOR, PLACE",
        "Executive Director: Place",
        "Executive  Director of Place",
    ],
)
def test_domain_normalising_makes_printings_exact(printed: str) -> None:
    found = match_officer(printed, known_posts(POSTS, RULES), (), RULES)
    assert (found.title, found.match, found.score, found.reason) == (
        "Executive Director of Place",
        "exact",
        100.0,
        None,
    )


def test_head_of_service_is_a_head() -> None:
    one = form_of("Head of Service: Cared for Children and Care Leavers", RULES)
    assert one == form_of("Head of Cared for Children & Care Leavers", RULES)
    assert form_of("Head of Service Improvement", RULES) != form_of("Head of Improvement", RULES)


def test_a_misprint_is_fuzzy_with_score_and_margin() -> None:
    found = match_officer("Head of Strategic Transport and Parkng", known_posts(POSTS, RULES), (), RULES)
    assert (found.title, found.match, found.known) == ("Head of Strategic Transport and Parking", "fuzzy", True)
    assert found.score is not None
    assert found.score >= RULES.limits.accept
    assert found.margin is not None
    assert found.margin >= RULES.limits.margin
    assert found.certainty < 1


@pytest.mark.parametrize(
    "new",
    [
        "Head of Finance and Procurement",
        "Director of Finance",
        "Head of Communities",
        "Head of Public Health",
        "Fleet Manager",
    ],
)
def test_a_new_title_is_a_new_officer_and_no_error(new: str) -> None:
    found = match_officer(new, known_posts(POSTS, RULES), (), RULES)
    assert (found.title, found.known, found.reason) == (new, True, None)


def test_near_two_posts_is_for_a_person_to_decide() -> None:
    posts = known_posts([Post("Head of Adult Services North"), Post("Head of Adult Services South")], RULES)
    found = match_officer("Head of Adult Services Nouth", posts, (), RULES)
    assert (found.known, found.match, found.reason) == (False, "none", "ambiguous_officer")
    assert "North" in (found.detail or "")


def test_a_title_from_a_picture_is_doubted_sooner() -> None:
    posts = known_posts([Post("Head of Place")], RULES)
    assert match_officer("Head of Plece", posts, (), RULES).known
    assert match_officer("Head of Plece", posts, (), RULES, from_picture=True).reason == "ambiguous_officer"


def test_grades_are_never_mixed() -> None:
    assert likeness(form_of("Head of Place", RULES), form_of("Director of Place", RULES)) == 0


def test_an_alias_goes_first() -> None:
    alias = Alias("Head of Finance", "Director of Money")
    found = match_officer("head of finance", known_posts(POSTS, RULES), (alias,), RULES)
    assert (found.title, found.match) == ("Director of Money", "alias")


def test_registers_hold_for_their_years(tmp_path_factory: pytest.TempPathFactory) -> None:
    import shutil

    from normalise.registers.loading import FOLDER

    folder = tmp_path_factory.mktemp("registers") / "copy"
    shutil.copytree(FOLDER, folder)
    with (folder / "officer_aliases.csv").open("a", encoding="utf-8") as file:
        file.write("ABC,Head of X,Head of Y,2024-04-01,2025-03-31,someone,a test\n")
    registers = load_registers(folder)
    assert registers.aliases_of("ABC", date(2024, 4, 1), date(2025, 3, 31))
    assert not registers.aliases_of("ABC", date(2025, 4, 1), date(2026, 3, 31))
    assert not registers.aliases_of("ABC", date(2023, 4, 1), date(2024, 3, 31))
    assert not registers.aliases_of("XYZ", date(2024, 4, 1), date(2025, 3, 31))
    assert registers.fingerprint != REGISTERS.fingerprint


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Head of Finance", [(None, "Head of Finance")]),
        ("Odile Marchant, Executive Lead for Places", [("Odile Marchant", "Executive Lead for Places")]),
        ("Tobias Okon-Reed – Head of Skills", [("Tobias Okon-Reed", "Head of Skills")]),
        ("Head of Skills - Tobias Okon-Reed", [("Tobias Okon-Reed", "Head of Skills")]),
        ("Head of Skills, Tobias Reed", [("Tobias Reed", "Head of Skills")]),
        ("Chief Executive – Terence Green", [("Terence Green", "Chief Executive")]),
        ("Felicity West, Director of Place", [("Felicity West", "Director of Place")]),
        ("Executive Director - Adult Care", [(None, "Executive Director - Adult Care")]),
        ("Head of Planning – Capital Projects", [(None, "Head of Planning – Capital Projects")]),
        ("Head of Service - Marsh Lane", [(None, "Head of Service - Marsh Lane")]),
        ("Director - Marsh Lane", [(None, "Director - Marsh Lane")]),
        ("Estate Renewal, Director", [(None, "Estate Renewal, Director")]),
        ("Building Control, Service Manager", [(None, "Building Control, Service Manager")]),
        ("Waste Transformation, Programme Manager", [(None, "Waste Transformation, Programme Manager")]),
        ("Dog Registrations, Manager", [(None, "Dog Registrations, Manager")]),
        ("Head of Skills (Tobias Reed)", [("Tobias Reed", "Head of Skills")]),
        ("Tobias Reed (Head of Skills)", [("Tobias Reed", "Head of Skills")]),
        ("Tobias Reed Head of Skills", [("Tobias Reed", "Head of Skills")]),
        ("Odile Marchant Assistant Director - Place", [("Odile Marchant", "Assistant Director - Place")]),
        ("Environmental Services Head of Waste", [(None, "Environmental Services Head of Waste")]),
        ("Strategic Director Resources", [(None, "Strategic Director Resources")]),
        ("Odile Marchant", [("Odile Marchant", "")]),
        ("Governance, Compliance & Monitoring Officer", [(None, "Governance, Compliance & Monitoring Officer")]),
        ("Corporate Manager, Health Improvement", [(None, "Corporate Manager, Health Improvement")]),
        (
            "Director Education, Strong Start and Integration",
            [(None, "Director Education, Strong Start and Integration")],
        ),
        ("Principal Social Worker (Children)", [(None, "Principal Social Worker (Children)")]),
        ("Executive Director – Place", [(None, "Executive Director – Place")]),
        ("Democratic Services, Head of", [(None, "Head of Democratic Services")]),
        ("Grounds Supervisor", [(None, "Grounds Supervisor")]),
        ("Senior Ecologist", [(None, "Senior Ecologist")]),
        ("Cllr A Hart / Waste & Recycling Manager", [(None, "Waste & Recycling Manager")]),
        ("Head of Parks, Cllr K O'Dowd", [(None, "Head of Parks")]),
        ("Cllr P Sidhu Chief Finance Officer", [("Cllr P Sidhu", "Chief Finance Officer")]),
        ("Head of Finance / Head of HR", [(None, "Head of Finance"), (None, "Head of HR")]),
        (
            "Head of Finance; Head of HR; Fleet Manager",
            [(None, "Head of Finance"), (None, "Head of HR"), (None, "Fleet Manager")],
        ),
        ("Director of Place and Head of Housing", [(None, "Director of Place"), (None, "Head of Housing")]),
        ("Head of Rural and Cultural Economy", [(None, "Head of Rural and Cultural Economy")]),
        ("Director of Adult Social Care and Health", [(None, "Director of Adult Social Care and Health")]),
        ("", []),
        ("TBC", []),
    ],
)
def test_a_cell_tells_names_from_titles(text: str, named: list[tuple[str | None, str]]) -> None:
    assert read_cell(text, RULES) == tuple(Named(*n) for n in named)


def test_a_name_with_two_titles_tells_nothing() -> None:
    cells = [(Named("A B", "Head of X"),), (Named("A B", "Head of Y"),), (Named("C D", "Head of Z"),)]
    assert people_of(cells) == {"c d": "Head of Z"}


def test_a_name_alone_has_the_title_that_the_plan_prints_elsewhere() -> None:
    plan = officers("Odile Marchant, Executive Lead for Places", "Odile Marchant")
    lead = plan.lead(cell("Odile Marchant"))
    assert (lead.title, lead.officer_id, lead.match) == (
        "Executive Lead for Places",
        "testshire/executive-lead-for-places",
        "alias",
    )


def test_a_person_without_a_post_is_flagged_and_not_published_as_a_title() -> None:
    lead = officers("Odile Marchant").lead(cell("Odile Marchant"))
    assert (lead.title, lead.officer_id, lead.reason) == (None, None, "unknown_officer")


def test_a_person_without_a_post_is_flagged_where_the_plan_names_that_person_first() -> None:
    cells = [replace(cell("Odile Marchant"), column=n) for n in range(3)]
    plan = PlanOfficers(cells, "Testshire", [], (), RULES)
    assert [plan.lead(c).reason for c in cells] == ["unknown_officer", None, None]
    assert {plan.lead(c).match for c in cells} == {"none"}


def test_a_member_of_the_council_holds_no_post() -> None:
    lead = officers("Cllr A Hart").lead(cell("Cllr A Hart"))
    assert (lead.title, lead.match, lead.reason) == (None, None, None)


def test_no_name_of_a_person_enters_the_officers_dataset() -> None:
    rows = officers("Odile Marchant, Executive Lead for Places", "Odile Marchant", "Jo Bloggs").rows("p")
    assert "Marchant" not in str(rows)
    assert "Bloggs" not in str(rows)
    assert [(r["published"], r["seen"]) for r in rows] == [("Executive Lead for Places", 2)]


def test_a_new_post_is_called_what_the_plan_calls_it_most() -> None:
    plan = officers("Director – Parks", "Director of Parks", "Director of Parks")
    assert plan.lead(cell("Director – Parks")).title == "Director of Parks"
    assert [(r["lead_officer"], r["published"], r["seen"], r["grade"]) for r in plan.rows("p")] == [
        ("Director of Parks", "Director of Parks", 2, "Director"),
        ("Director of Parks", "Director – Parks", 1, "Director"),
    ]


def test_of_several_officers_the_first_leads_and_all_are_counted() -> None:
    plan = officers("Head of Finance / Fleet Manager")
    lead = plan.lead(cell("Head of Finance / Fleet Manager"))
    assert (lead.title, lead.reason) == ("Head of Finance", None)
    assert "Fleet Manager" in (lead.detail or "")
    assert {r["lead_officer"] for r in plan.rows("p")} == {"Head of Finance", "Fleet Manager"}
    assert lead.certainty < 1


def test_the_registers_own_titles_are_clear_of_each_other() -> None:
    for council in {p.council for p in REGISTERS.posts}:
        posts = REGISTERS.posts_of(council, None, None)
        for post in posts:
            found = match_officer(post.title, known_posts(posts, RULES), (), RULES)
            assert (found.title, found.match) == (post.title, "exact")

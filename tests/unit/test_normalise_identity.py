import pytest

from normalise.identity import by_code, by_title, council_slug, plan_id

COUNCIL = "Testshire Council"


def test_a_plan_is_named_by_council_title_and_year() -> None:
    assert plan_id(COUNCIL, "Delivery Plan", "2025/26", None) == "testshire/delivery-plan/2025-26"
    assert plan_id(COUNCIL, "Our Plan 2024-25", "2024/25", "2024/25 Q3") == "testshire/our-plan/2024-25-q3"
    assert plan_id(None, "2025/26", None, None) == "unknown-council/plan/undated"


def test_editions_of_a_plan_differ_in_the_last_part_alone() -> None:
    one = plan_id(COUNCIL, "Progress report, Quarter 2 2025/26", "2025/26", "2025/26 Q2")
    other = plan_id(COUNCIL, "Progress report, Quarter 3 2025/26", "2025/26", "2025/26 Q3")
    assert one.rpartition("/")[0] == other.rpartition("/")[0]
    assert one != other


@pytest.mark.parametrize("odd", ["../../etc", "a/b\\c", "..", "\x00", "x" * 5000, "\u202e計画", "C:"])
def test_no_text_makes_a_path(odd: str) -> None:
    one = plan_id(odd, odd, "2025/26", None)
    assert one.count("/") == 2
    assert ".." not in one
    assert "\\" not in one
    assert len(one) < 200


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Cardiff Council", "cardiff"),
        ("Leeds City Council", "leeds"),
        ("Stockport Metropolitan Borough Council", "stockport"),
        ("London Borough of Brent", "brent"),
        ("City of York Council", "city-of-york"),
    ],
)
def test_a_council_is_called_by_its_place(name: str, slug: str) -> None:
    assert council_slug(name) == slug


def test_a_deliverable_is_known_by_its_name() -> None:
    assert by_title(COUNCIL, ["Waste: A new service", "Libraries: Longer hours"]) == [
        "testshire/waste",
        "testshire/libraries",
    ]


def test_ids_do_not_depend_on_the_order_or_the_wording_after_the_name() -> None:
    there = by_title(COUNCIL, ["Libraries: Longer hours", "Waste: The same service, reworded"])
    assert there == ["testshire/libraries", "testshire/waste"]


def test_rows_of_one_name_are_told_apart_by_their_words_and_not_by_their_place() -> None:
    titles = ["Review: Parks", "Review: Roads"]
    ids = by_title(COUNCIL, titles)
    assert len(set(ids)) == 2
    assert by_title(COUNCIL, titles[::-1]) == ids[::-1]


def test_long_titles_that_begin_alike_stay_apart() -> None:
    start = "Develop and publish a long strategy that begins with the very same words as another "
    assert len(set(by_title(COUNCIL, [start + "one", start + "two"]))) == 2


def test_rows_that_are_the_same_in_every_word_are_numbered() -> None:
    ids = by_title(COUNCIL, ["Same", "Same", "Same"])
    assert len(set(ids)) == 3
    assert ids[1] == f"{ids[0]}-2"


def test_a_number_never_takes_another_rows_id() -> None:
    ids = by_code(COUNCIL, "2025/26", ["A1", "A1", "A1-2"], ["x", "y", "z"])
    assert ids == ["testshire/2025-26/a1", "testshire/2025-26/a1-3", "testshire/2025-26/a1-2"]


def test_a_code_counts_within_its_year() -> None:
    codes, titles = ["A1.1.1", "HP-01", None, "11.1"], ["a", "b", "Open the park: soon", "d"]
    ids = by_code(COUNCIL, "2024/25", codes, titles)
    assert ids == [
        "testshire/2024-25/a1.1.1",
        "testshire/2024-25/hp-01",
        "testshire/open-the-park",
        "testshire/2024-25/11.1",
    ]
    assert set(ids[:2]).isdisjoint(by_code(COUNCIL, "2025/26", codes, titles))

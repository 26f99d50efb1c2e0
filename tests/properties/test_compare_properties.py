"""What holds for the comparison of any two editions."""

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.compare.match import Item, match
from pipeline.compare.page import marked
from pipeline.compare.ratings import move
from pipeline.compare.rules import kinds, limits

# Few words, so that rows are often alike, equal or nearly so.
WORDS = st.sampled_from(
    ["plant", "trees", "mend", "the", "river", "wall", "open", "a", "new", "library", "by", "spring"]
)
TITLES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


@st.composite
def editions(draw: st.DrawFn) -> list[Item]:
    titles = draw(st.lists(TITLES, max_size=7))
    ids = draw(st.lists(st.integers(0, 9), min_size=len(titles), max_size=len(titles), unique=True))
    codes = st.sampled_from([None, "A1", "A2", "A3"])
    return [Item(str(i), draw(codes), None, title, {}) for i, title in zip(ids, titles, strict=True)]


CROSSED = [Item("0", "A1", None, "plant plant mend", {}), Item("1", "A1", None, "plant mend mend", {})]


@settings(max_examples=150, deadline=None)
@given(editions(), editions())
@example(CROSSED, [CROSSED[1]._replace(id="0"), CROSSED[0]._replace(id="1")])
def test_exchanging_the_editions_mirrors_what_is_found(one: list[Item], other: list[Item]) -> None:
    there, back = match(one, other, limits()), match(other, one, limits())
    assert (there.dropped, there.added) == (back.added, back.dropped)
    turned = {(p.new.id, p.old.id, p.score, p.sure) for p in back.pairs}
    assert {(p.old.id, p.new.id, p.score, p.sure) for p in there.pairs} == turned


@settings(max_examples=100, deadline=None)
@given(editions(), editions())
def test_every_row_ends_in_one_place(one: list[Item], other: list[Item]) -> None:
    found = match(one, other, limits())
    assert Counter(i.id for i in (*found.dropped, *(p.old for p in found.pairs))) == Counter(i.id for i in one)
    assert Counter(i.id for i in (*found.added, *(p.new for p in found.pairs))) == Counter(i.id for i in other)


@settings(max_examples=100, deadline=None)
@given(editions())
def test_an_edition_is_the_same_as_itself(one: list[Item]) -> None:
    found = match(one, one, limits())
    assert [(p.old.id, p.new.id, p.sure) for p in found.pairs] == [(i.id, i.id, True) for i in one]


@given(st.lists(WORDS), st.lists(WORDS))
def test_marked_pieces_make_the_texts_again(old: list[str], new: list[str]) -> None:
    left, right = marked(" ".join(old), " ".join(new))
    assert " ".join(text for _, text in left) == " ".join(old)
    assert " ".join(text for _, text in right) == " ".join(new)
    assert [t for how, t in left if how == "same"] == [t for how, t in right if how == "same"]


STATUSES = ["red", "amber", "green", "complete", "scheduled", "paused", "cancelled", "not_reported"]


@given(st.sampled_from(STATUSES), st.sampled_from(STATUSES))
def test_every_move_has_a_name(old: str, new: str) -> None:
    silent = {"scheduled", "not_reported"}
    kind = move(old, new)
    assert (kind is None) == (old == new or {old, new} == silent)
    assert kind is None or kind in kinds()

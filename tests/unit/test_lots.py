"""Where lots end, and that a plan more or less changes one of them."""

from hypothesis import given
from hypothesis import strategies as st

from expectations.duplicates import Standing
from pipeline.document.contents import PlanBrief
from pipeline.run.lots import Member, in_lots


def members(numbers: set[int], cells: int = 100) -> list[Member]:
    ids = [f"council/plan-{number}/2025-26" for number in sorted(numbers)]
    return [Member(i, "key", PlanBrief(i, "a.pdf", {"cells": cells}, cells, 0), Standing()) for i in ids]


@given(st.sets(st.integers(0, 3000), min_size=1, max_size=600), st.integers(0, 3000))
def test_one_more_plan_changes_no_lot_beyond_the_natural_ends_around_it(numbers: set[int], more: int) -> None:
    plans = members(numbers)
    before, after = in_lots(plans), in_lots(members(numbers | {more}))
    assert [m for lot in before for m in lot] == plans
    assert all(before)
    assert max(map(len, before)) <= 96
    # Alone with one that follows it, a plan that ends its lot stays alone.
    ends = {n for n in numbers if len(in_lots(members({n, 10_000}))) == 2}

    def stretch(number: int) -> int:
        return sum(end < number for end in ends)

    here = {m.plan_id for n, m in zip(sorted(numbers), plans, strict=True) if stretch(n) == stretch(more)}
    assert all(lot in after for lot in before if not here & {m.plan_id for m in lot})


def test_a_lot_holds_no_more_cells_than_memory_has_room_for() -> None:
    lots = in_lots(members(set(range(50)), cells=30_000))
    assert max(map(len, lots)) == 2
    assert [len(lot) for lot in in_lots(members({1, 2}, cells=1_000_000))] == [1, 1]


def test_thousands_of_plans_make_lots_of_dozens() -> None:
    lots = in_lots(members(set(range(5000))))
    assert 80 <= len(lots) <= 200

"""What became of a document survives the way through bytes."""

import copy
from typing import Any

from plan_rows import plan

from expectations.contract import DATASETS
from expectations.gate import enforce
from expectations.schema import arrow_schema, to_arrow
from normalise.records import Fault, PlanRecords
from pipeline.document.contents import Contents, FlagSeen, Trouble
from pipeline.document.parcel import content, contents, misfits, pack, unpack
from pipeline.files.packing import join, split


def records(**changes: Any) -> PlanRecords:
    rows = copy.deepcopy(plan().datasets)
    for name, change in changes.items():
        rows[name][0].update(change)
    return PlanRecords("harrowmere/plan/2025-26", rows, announced={"actions": 2}, faults=(Fault("r", "d", "f", "m"),))


def parcel(*plans: PlanRecords) -> bytes:
    return pack(Contents(4, 1.25, warnings=("careful",)), [(p, enforce(p, p.announced)) for p in plans])


def test_parts_come_back_as_they_went() -> None:
    assert [bytes(part) for part in split(join([b"", b"one", b"\0" * 9]))] == [b"", b"one", b"\0" * 9]


def test_a_plan_comes_back_whole_and_under_the_id_of_its_run() -> None:
    packed = parcel(records(), records(cells={"flag": "unclear"}))
    told = contents(packed)
    assert (told.pages, told.seconds, told.warnings, len(told.plans)) == (4, 1.25, ("careful",), 2)
    first, second = told.plans
    assert (first.cells, first.rows["actions"], first.flags) == (12, 2, ())
    assert second.flags == (FlagSeen("unclear", 1, "title", 3),)
    for number, brief in enumerate(told.plans):
        back = unpack(packed, brief, f"new/id/{number}")
        assert (back.announced, back.faults, back.source_file) == (
            {"actions": 2},
            (Fault("r", "d", "f", "m"),),
            "plan.pdf",
        )
        for name in DATASETS:
            rows = copy.deepcopy(plan().datasets[name])
            for row in rows:
                row["plan_id"] = f"new/id/{number}"
            if number and name == "cells":
                rows[0]["flag"] = "unclear"
            assert back.tables[name].equals(to_arrow(name, rows))
            assert back.tables[name].schema.equals(arrow_schema(name), check_metadata=True)


def test_a_value_in_two_pieces_is_one_flag() -> None:
    made = records(cells={"flag": "unclear"})
    made.datasets["cells"].append({**made.datasets["cells"][0], "page": 4})
    (brief,) = contents(parcel(made)).plans
    assert brief.flags == (FlagSeen("unclear", 1, "title", 3),)


def test_rows_that_do_not_fit_their_schema_are_kept_as_they_are() -> None:
    packed = parcel(records(kpis={"target": "ninety"}))
    (brief,) = contents(packed).plans
    back = unpack(packed, brief, "new/id")
    assert set(DATASETS) - set(back.tables) == {"kpis"}
    assert [finding.dataset for finding in back.misfits] == ["kpis"]
    odd = misfits(packed, brief, "new/id")
    assert (odd["kpis"][0]["target"], odd["kpis"][0]["plan_id"]) == ("ninety", "new/id")


def test_content_is_what_a_plan_says_wherever_it_came_from() -> None:
    one, copied = (
        parcel(records()),
        parcel(records(plans={"source_file": "copy.pdf", "source_url": "https://a.example"})),
    )
    other = parcel(records(actions={"title": "another"}))
    told = [content(packed, contents(packed).plans[0]) for packed in (one, copied, other)]
    assert told[0] == told[1] != told[2]


def test_trouble_is_told_without_plans() -> None:
    told = contents(pack(Contents(3, trouble=Trouble("encrypted", "a.pdf: is encrypted"))))
    assert (told.pages, told.plans, told.trouble) == (3, (), Trouble("encrypted", "a.pdf: is encrypted"))

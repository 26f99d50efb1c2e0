"""Every reason for which a cell can be flagged is explained in `normalise/registers/flags.csv`.

The reasons are found in the code itself: what is passed or assigned as `flag` or `reason`, to functions and to methods,
by name or by position, what stands there unless another is given, and what a name of the same module means.
"""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What a stage calls the code of a flag. In reading, a reason is why a table or column was taken for what it is.
STAGES = {"extractors": {"flag"}, "normalise": {"flag", "reason"}}


def modules_of(stage: str) -> list[ast.Module]:
    return [ast.parse(file.read_text("utf-8")) for file in sorted((ROOT / stage).rglob("*.py"))]


def reasons_in(trees: list[ast.Module], names: set[str]) -> set[str]:
    """The reason codes that the modules can give, under any of `names`."""
    places = {name: i for tree in trees for name, i in _places(tree, names)}
    return {reason for tree in trees for reason in _of_module(tree, places, names)}


def _places(tree: ast.Module, names: set[str]) -> Iterator[tuple[str, int]]:
    """Classes, functions and methods that take a `flag` or `reason`, and its position in their calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            fields = [n.target.id for n in node.body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)]
        elif isinstance(node, ast.FunctionDef):
            fields = [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]
        else:
            continue
        yield from ((node.name, i) for i, field in enumerate(fields) if field in names)


def _of_module(tree: ast.Module, places: dict[str, int], names: set[str]) -> Iterator[str]:
    # What stands in a class body is the code of an error, not of a flag.
    of_errors = {id(n) for c in ast.walk(tree) if isinstance(c, ast.ClassDef) for n in c.body}
    assigned: dict[str, list[ast.expr]] = {}
    given: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and id(node) not in of_errors:
            for target, value in (p for t in node.targets for p in _pairs(t, node.value)):
                if isinstance(target, ast.Name):
                    assigned.setdefault(target.id, []).append(value)
                if (target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")) in names:
                    given.append(value)
        elif isinstance(node, ast.Call):
            given += [k.value for k in node.keywords if k.arg in names]
            at = places.get(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
            if at is not None and len(node.args) > at and not any(isinstance(a, ast.Starred) for a in node.args[:at]):
                given.append(node.args[at])
        elif isinstance(node, ast.AnnAssign) and node.value is not None and getattr(node.target, "id", "") in names:
            given.append(node.value)
        elif isinstance(node, ast.FunctionDef) and node.args.defaults:
            positional = [*node.args.posonlyargs, *node.args.args]
            defaulted = positional[-len(node.args.defaults) :]
            given += [v for a, v in zip(defaulted, node.args.defaults, strict=True) if a.arg in names]
    for value in given:
        for meant in assigned.get(value.id, []) if isinstance(value, ast.Name) else [value]:
            yield from _texts(meant)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from zip(target.elts, value.elts, strict=False)
    else:
        yield target, value


def _texts(value: ast.expr) -> Iterator[str]:
    """The texts that an expression can come to."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from (*_texts(value.body), *_texts(value.orelse))
    elif isinstance(value, ast.BoolOp):
        yield from (text for one in value.values for text in _texts(one))


@pytest.mark.parametrize(
    "code",
    [
        "replace(cell, flag='x_y', flag_detail='words')",
        "FLAG = 'x_y'\nreplace(cell, flag=FLAG)",
        "cell.flag, cell.flag_detail = 'x_y', 'words'",
        "class Status(NamedTuple):\n    status: str\n    reason: str\nStatus('red', 'x_y')",
        "def mark(cell, flag, detail):\n    return replace(cell, flag=flag)\nmark(cell, 'x_y', 'words')",
        "class Cell:\n    def mark(self, flag, detail):\n        ...\ncell.mark('x_y', 'words')",
        "class Doubt(NamedTuple):\n    page: int\n    flag: str = 'x_y'",
        "def mark(cell, flag='x_y'):\n    return replace(cell, flag=flag)",
        "twice = 'x_y' if many else None\nlog(cell, flag=twice)",
        "if late:\n    reason = 'x_y'",
    ],
)
def test_a_reason_is_found_however_it_is_given(code: str) -> None:
    assert reasons_in([ast.parse(code)], STAGES["normalise"]) == {"x_y"}


def test_the_code_of_an_error_is_no_reason_of_a_flag() -> None:
    error = ast.parse("class Bad(PlanliftError):\n    reason = 'bad'")
    assert reasons_in([error], STAGES["normalise"]) == set()


def test_why_a_table_was_taken_for_what_it_is_is_no_reason_of_a_flag() -> None:
    known = ast.parse("class Known(NamedTuple):\n    reason: str\nKnown('its headings say so')")
    assert reasons_in([known], STAGES["extractors"]) == set()


def test_every_reason_is_explained_and_every_explanation_has_its_reason() -> None:
    found = {stage: reasons_in(modules_of(stage), names) for stage, names in STAGES.items()}
    text = (ROOT / "normalise" / "registers" / "flags.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    assert {r["reason"] for r in rows if r["stage"] == "extractors"} == found["extractors"]
    assert {r["reason"] for r in rows if r["stage"] == "normalise"} == found["normalise"]
    assert all(r["explanation"].endswith(".") and r["what_to_do"].endswith(".") for r in rows)
    assert len({r["reason"] for r in rows}) == len(rows)

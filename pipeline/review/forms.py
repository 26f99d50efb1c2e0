"""How each field is corrected: the kind of input, and what a corrected text must look like to be taken."""

import math
import re
from datetime import date
from typing import Literal, NamedTuple

from expectations.contract import Field, dataset
from normalise.corrections import OTHER, RECORDS
from normalise.periods.calendar import quarter_bounds
from normalise.text import clean

Kind = Literal["text", "choice", "quarter", "date", "number", "list", "fixed"]
_QUARTERLY = {"rag_q": "status", "value_q": "value"}
_QUARTER = r"[0-9]{4}/[0-9]{2} Q[1-4]"


class Form(NamedTuple):
    """A field's name for people, the kind of its input and, for a choice, its terms with their meanings.

    `fixed` says that no correction can be made, since the field names the record.
    """

    label: str
    kind: Kind
    terms: tuple[tuple[str, str], ...] = ()


def form_of(dataset_name: str, field: str) -> Form:
    """The form for `field` as rows of `cells` name it (`rag_q2`, `start_quarter`, `other: Notes`)."""
    label = field.replace("_published", " as printed").replace("_", " ").capitalize()
    label = re.sub(r"^(?:Rag|Value) q([1-4])$", r"Quarter \1", label)
    if field.startswith(OTHER):
        return Form(field.removeprefix(OTHER), "text")
    described = _described(dataset_name, field)
    if described is None or described.members:
        return Form(label, "fixed")
    if described.vocabulary:
        return Form(label, "choice", tuple(described.vocabulary.items()))
    if described.is_list:
        return Form(label, "list")
    if described.pattern == _QUARTER:
        return Form(label, "quarter")
    return Form(label, "date" if described.type == "date" else "number" if described.type == "number" else "text")


def problem_with(dataset_name: str, field: str, text: str) -> str | None:
    """Why `text` cannot be the corrected value of `field`, None where it can. Nothing at all is null."""
    form = form_of(dataset_name, field)
    if form.kind == "fixed":
        return "this field cannot be corrected"
    if text != clean(text):
        return "line breaks, double spaces and invisible characters are left out of values"
    if not text:
        return None
    if form.kind == "choice" and text not in dict(form.terms):
        return f"not one of {', '.join(term for term, _ in form.terms)}"
    try:
        if form.kind == "quarter":
            quarter_bounds(text)
        elif form.kind == "date":
            date.fromisoformat(text)
        elif form.kind == "number" and not math.isfinite(float(text)):
            return "not a number such as 12.5"
    except ValueError:
        examples = {"quarter": "2025/26 Q1", "date": "2025-06-30", "number": "12.5"}
        return f"not a {form.kind} such as {examples[form.kind]}"
    return None


def _described(dataset_name: str, field: str) -> Field | None:
    """The column of the contract that a correction of `field` sets, None where it sets none."""
    column = field
    for prefix, name in _QUARTERLY.items():
        if re.fullmatch(prefix + "[1-4]", field):
            column = name
    if dataset_name not in RECORDS or column == RECORDS[dataset_name]:
        return None
    return next((f for f in dataset(dataset_name).fields if f.name == column), None)

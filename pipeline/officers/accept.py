"""A person's decision that a printed title means a post, written into the register of aliases."""

from datetime import date
from pathlib import Path

from normalise.registers import Registers
from normalise.spreadsheet import made_safe
from normalise.text import clean, fold
from pipeline.officers.survey import near_posts, titles_of
from pipeline.outputs.published import Published
from pipeline.review.decisions import Alias, BadDecision, Kept, keep_aliases


def accept(file: Path, alias: Alias, published: Published, registers: Registers) -> Kept:
    """Add `alias` to the register `file`, unless it stands there.

    Raises BadDecision where no such title was printed or no such post is known, where its dates are in the wrong order,
    or where the register says something else of the title; CannotSave or LockHeld where the file cannot be written.
    """
    where = f"{alias.council}, {alias.published!r}"
    plans = {str(row["plan_id"]) for row in published.plans if row["council_code"] == alias.council}
    printed = {fold(str(row["published"])) for row in published.rows["officers"] if str(row["plan_id"]) in plans}
    if fold(alias.published) not in printed:
        raise BadDecision("no plan of the run prints this title", where=where, fix="see `planlift officers`")
    titles = titles_of(published, registers, alias.council)
    if fold(alias.title) not in map(fold, titles):
        near = ", ".join(repr(one.title) for one in near_posts(alias.title, titles, registers.officers))
        raise BadDecision(
            f"{alias.title!r} is no post of the register, and no plan of the run uses it",
            where=where,
            fix=f"did you mean {near}?" if near else "add the post to officers.csv first",
        )
    for text in (alias.published, alias.title):
        if not text or text != clean(text) or made_safe(text) != text:
            raise BadDecision(f"{text!r} is no title", where=where, fix="correct the cell's text first")
    if not clean(alias.reason) or not clean(alias.decided_by):
        raise BadDecision("the decision does not say who took it and why", where=where, fix="give --reason and --by")
    first, last = (date.fromisoformat(day) if day else None for day in (alias.valid_from, alias.valid_to))
    if first and last and last < first:
        raise BadDecision(f"ends on {last} before it begins on {first}", where=where, fix="exchange the dates")
    title = next(title for title in titles if fold(title) == fold(alias.title))
    return keep_aliases(file, [alias._replace(title=title)])

"""Who is named in an officer's cell: titles, and the names of persons that stand beside them.

`Name, Job title` is matched by the title; a name alone by the title that the same plan prints beside it elsewhere.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from normalise.nothing import names_no_officer
from normalise.posts.officer import OfficerRules, form_of
from normalise.text import clean, fold

_NAME = re.compile(
    r"(?:(?:Cllr|Councillor|Dr|Mr|Mrs|Ms|Miss|Prof)\.?\s+)?[^\W\d_][\w'’.\-]*(?:\s+[^\W\d_][\w'’.\-]*){1,3}"
)


# A member of the council beside what else the cell holds, and what stands between the two.
_MEMBER = re.compile(
    r"\b(?:Cllrs?|Councillors?)\b\.?(?:\s+(?:Mrs|Mr|Ms|Dr|Prof)\b\.?)?(?:\s+[A-Z][\w'’.\-]*){1,3}?"
    r"(?=\s*(?:$|[/;|,&(–—-]|and\b))"
)
_BETWEEN = re.compile(r"^(?:[\s/;|,&–—-]|and\b)+|(?:[\s/;|,&–—-]|\band)+$")


class Named(NamedTuple):
    """One officer of a cell: the person's name where one is printed, and the title (empty where only a name is)."""

    name: str | None
    title: str


@lru_cache(maxsize=1024)
def read_cell(text: str, rules: OfficerRules) -> tuple[Named, ...]:
    """The officers that a cell names, in its order; none for an empty cell or one that says there is none.

    Members beside them are none of the council's officers: `Cllr Hart / Head of Parks`.
    """
    told = clean(text)
    officers = _BETWEEN.sub("", _MEMBER.sub("", told))
    told = officers if officers != told and form_of(officers, rules).grade else told
    if names_no_officer(told):
        return ()
    return tuple(_named(part, rules) for part in _parts(told, rules))


def is_member(name: str) -> bool:
    """Whether a name is that of a member of the council: `Cllr Hart`."""
    return _MEMBER.fullmatch(clean(name)) is not None


def people_of(cells: list[tuple[Named, ...]]) -> Mapping[str, str]:
    """Folded names of persons to the title that a plan prints beside them; a name with two titles is left out."""
    titles: dict[str, set[str]] = {}
    for named in (n for cell in cells for n in cell if n.name and n.title):
        titles.setdefault(fold(named.name or ""), set()).add(named.title)
    return {name: next(iter(found)) for name, found in titles.items() if len(found) == 1}


def _parts(told: str, rules: OfficerRules) -> list[str]:
    """The officers of a cell, apart. Only where every part holds a grade of its own: services hold `and`, too."""
    for joint in rules.between:
        around = r"\s*" if not joint.strip().isalpha() and joint.strip() != "&" else r"\s+"
        parts = re.split(around + re.escape(joint.strip()) + around, told, flags=re.IGNORECASE)
        if len(parts) > 1 and all(_is_title(part, rules) for part in parts):
            return [deeper for part in parts for deeper in _parts(part, rules)]
    return [told]


def _is_title(part: str, rules: OfficerRules) -> bool:
    """Whether a text is a whole title: a grade, and words beside it or a grade that stands alone."""
    form = form_of(part, rules)
    return form.grade is not None and (bool(form.words) or form.grade in rules.alone)


def _is_whole_title(part: str, rules: OfficerRules) -> bool:
    """Whether a title says which post it is, so that what follows need not: no `Director` or `Head of Service`."""
    form = form_of(part, rules)
    return form.grade in rules.alone or (form.grade is not None and bool(set(form.words) - rules.units))


def _named(part: str, rules: OfficerRules) -> Named:
    """A name and a title on either side of a comma, a dash or a bracket; or the whole as a title, or as a name."""
    for match in re.finditer(r"\s*,\s*|\s+[–—-]\s+|\s*:\s*", part):
        before, after = part[: match.start()], part[match.end() :]
        if re.search(r"\b(?:of|for)$", after, re.IGNORECASE) and form_of(after, rules).grade:
            return Named(None, f"{after} {before}")  # `Democratic Services, Head of`
        if is_name(before, rules) and form_of(after, rules).grade:
            return Named(before, after)
        if is_name(after, rules) and _is_whole_title(before, rules):
            return Named(after, before)
    if match := re.fullmatch(r"(.+?)\s*\(([^()]+)\)", part):
        for name, title in ((match[2], match[1]), (match[1], match[2])):
            if is_name(name, rules) and form_of(title, rules).grade:
                return Named(name, title)
    if named := _run_together(part, rules):
        return named
    return Named(part, "") if is_name(part, rules) else Named(None, part)


def _run_together(part: str, rules: OfficerRules) -> Named | None:
    """A name with a title right behind it, nothing between: the first words are a name and the rest a whole title.

    The other way round nobody can tell where a title ends: `Head of Parks Green Spaces`.
    """
    for gap in re.finditer(r"\s+", part):
        name, title = part[: gap.start()], part[gap.end() :]
        if len(name.split()[-1].strip(".")) == 1:
            continue  # an initial ends no name: `Cllr P | Sidhu Chief Executive`
        if is_name(name, rules) and _begins_with_grade(title, rules) and _is_whole_title(title, rules):
            return Named(name, title)
    return None


def _begins_with_grade(title: str, rules: OfficerRules) -> bool:
    """Whether the first words of a title are its grade: `Head of`, `Strategic Director`."""
    words = title.split()
    return any(form_of(" ".join(words[:n]), rules).grade for n in (1, 2))


def is_name(text: str, rules: OfficerRules) -> bool:
    """Whether a text has the shape of a person's name: two to four capitalised words, none of a service or a post."""
    told = clean(text)
    words = re.findall(r"[^\W\d_][\w'’.\-]*", told)
    if not _NAME.fullmatch(told) or form_of(told, rules).grade:
        return False
    folded = [fold(w).strip(".") for w in words]
    of_services = any(w in rules.service | rules.empty or w.endswith(rules.service_endings) for w in folded)
    return all(w[0].isupper() for w in words) and not of_services

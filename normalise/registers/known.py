"""All registers as one thing, and what of them holds for a council at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from normalise.about.announced import AnnouncedRules
from normalise.about.council import CouncilRegister
from normalise.about.metadata import MetadataRules
from normalise.flags import FlagReason
from normalise.number import NumberRules
from normalise.periods.periodforms import PeriodRules
from normalise.posts.officer import Alias, OfficerRules, Post
from normalise.references.codes import CodeRules
from normalise.references.committee import CommitteeRegister
from normalise.references.theme import ThemeRules
from normalise.statuses.rules import StatusRules


@dataclass(frozen=True)
class DatedPost:
    """A post of one council and the days between which it stood; None is no limit."""

    council: str
    post: Post
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Registers:
    """All registers, loaded once and shared by every plan of a run. `fingerprint` stands for their contents."""

    fingerprint: str
    councils: CouncilRegister
    committees: CommitteeRegister
    posts: tuple[DatedPost, ...]
    aliases: tuple[tuple[str, Alias], ...]
    officers: OfficerRules
    periods: PeriodRules
    statuses: StatusRules
    numbers: NumberRules
    themes: ThemeRules
    metadata: MetadataRules
    announced: AnnouncedRules
    codes: CodeRules
    flags: Mapping[str, FlagReason]

    def posts_of(self, council: str | None, first: date | None, last: date | None) -> tuple[Post, ...]:
        """The posts of a council (its code) that stood between two days, both None where the plan has no year."""
        return tuple(
            p.post for p in self.posts if p.council == council and _touches(p.valid_from, p.valid_to, first, last)
        )

    def aliases_of(self, council: str | None, first: date | None, last: date | None) -> tuple[Alias, ...]:
        """The aliases of a council that hold between two days, both None where the plan has no year."""
        return tuple(a for c, a in self.aliases if c == council and _touches(a.valid_from, a.valid_to, first, last))


def _touches(valid_from: date | None, valid_to: date | None, first: date | None, last: date | None) -> bool:
    """Whether a time of validity and a plan's year have a day in common; a missing end is no limit."""
    begins_in_time = valid_from is None or last is None or valid_from <= last
    ends_too_early = valid_to is not None and first is not None and valid_to < first
    return begins_in_time and not ends_too_early

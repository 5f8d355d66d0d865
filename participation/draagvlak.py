"""Draagvlak: is there enough support in the neighbourhood? (domain/README "Draagvlak", participation.md "Support")

Pure: counts in, a report out. A page with 200,000 supports hands in the counts per PC6, no rows.
The report informs; a person decides, also when it falls short.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.postcodes import bounds, is_pc6
from participation.codes import Party, Scope, SupportChannel
from participation.spread import BreakdownRow, breakdown, per_street

RESIDENTS = "bewoners"


@dataclass(frozen=True)
class Rule:
    """The norm of one initiative, fixed at publication. Shares are between 0 and 1.

    `parties` None: kinds of party are shown, not required. `max_share_one_pc6` None: no such limit.
    """

    supporters: int
    pc6: int
    parties: int | None = None
    max_share_one_pc6: float | None = None
    period_weeks: int = 6
    concern_talk_share: float = 0.25


DEFAULT_RULES: dict[Scope, Rule] = {
    Scope.STRAAT: Rule(supporters=8, pc6=2),
    Scope.BUURT: Rule(supporters=25, pc6=5, max_share_one_pc6=0.6),
    Scope.WIJK: Rule(supporters=75, pc6=12, parties=2, max_share_one_pc6=0.6),
}


@dataclass(frozen=True)
class Area:
    """Where support counts: ranges of PC6, both ends included, stored with the initiative at publication."""

    ranges: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, *texts: str) -> Area:
        """Make an area of "1214", "1213LA-1213ZZ" or "1221AB".

        Raises:
            ValueError: when a text is no postcode or range.
        """
        return cls(tuple(bounds(text) for text in texts))

    def contains(self, pc6: str) -> bool:
        """Whether a normalised PC6 ("1213LA") lies in the area; four digits alone never do."""
        return is_pc6(pc6) and any(first <= pc6 <= last for first, last in self.ranges)


@dataclass(frozen=True)
class Voice:
    """One confirmed support: where from (PC6), how, and for which kind of organisation if for one."""

    postcode: str
    channel: str = SupportChannel.EMAIL
    party: str | None = None
    party_checked: bool = False
    name: str = ""


@dataclass(frozen=True)
class Requirement:
    """One line of the report. `norm` None: shown, not required. Shares are in whole percents, rounded up."""

    key: str
    figure: int
    norm: int | None
    is_met: bool
    words: str

    @property
    def is_required(self) -> bool:
        """Whether the whole depends on this line."""
        return self.norm is not None


@dataclass(frozen=True, order=True)
class Organisation:
    """An organisation that supports under its own name; `party` is a code of Party. It counts from the area alone."""

    name: str
    party: str
    is_checked: bool
    is_inside: bool


@dataclass(frozen=True)
class Report:
    """What the check found. `outside_count`, `concern_count` and `channels` apart, figures are about the area.

    `spread` is support per street or PC6, no group below five. `organisations` are those that gave their name.
    """

    requirements: tuple[Requirement, ...]
    inside_count: int
    outside_count: int
    pc6_count: int
    largest_share_percent: int
    party_kinds: tuple[str, ...]
    concern_count: int
    is_talk_needed: bool
    missing_count: int
    channels: Mapping[str, int] = field(default_factory=dict)
    other_proof: tuple[str, ...] = ()
    spread: tuple[BreakdownRow, ...] = ()
    organisations: tuple[Organisation, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether all that is required is there. Never a decision: a person may go on with a reason."""
        return all(line.is_met for line in self.requirements if line.is_required)


def evaluate(
    rule: Rule,
    *,
    tallies: Mapping[str, int],
    concerns: int,
    area: Area,
    parties: Iterable[Voice] = (),
    channels: Mapping[str, int] | None = None,
    other_proof: Iterable[str] = (),
    streets: Mapping[str, str] | None = None,
) -> Report:
    """Hold the support against the rule.

    Args:
        tallies: confirmed supports per PC6, those of organisations included, initiators left out.
        concerns: number of concerns; above the rule's share of the support they ask for a talk, they reject nothing.
        area: where support counts. Supporters from elsewhere are counted apart and never count.
        parties: the supports among `tallies` that an organisation gave; a kind counts once it is checked.
        channels: supports per channel, shown as they are.
        other_proof: what stands beside the figures (survey, meeting, own knowledge); never changes the outcome.
        streets: the street of a PC6, where it is known.
    """
    parties = [voice for voice in parties if voice.party]
    inside = {pc6: count for pc6, count in tallies.items() if count > 0 and area.contains(pc6)}
    total = sum(inside.values())
    kinds = _party_kinds(total, [voice for voice in parties if area.contains(voice.postcode)])
    share = -(-100 * max(inside.values()) // total) if total else 0
    lines = [_supporters(total, rule), _spread(len(inside), rule), _parties(kinds, rule)]
    if rule.max_share_one_pc6 is not None:
        lines.append(_largest_share(total, max(inside.values(), default=0), share, rule.max_share_one_pc6))
    return Report(
        requirements=tuple(lines),
        inside_count=total,
        outside_count=sum(tallies.values()) - total,
        pc6_count=len(inside),
        largest_share_percent=share,
        party_kinds=kinds,
        concern_count=concerns,
        is_talk_needed=_exceeds(concerns, total, rule.concern_talk_share),
        missing_count=max(0, rule.supporters - total),
        channels=dict(channels or {}),
        other_proof=tuple(other_proof),
        spread=tuple(breakdown(per_street(inside, streets or {}))),
        organisations=_organisations(parties, area),
    )


def _party_kinds(total: int, organisations: list[Voice]) -> tuple[str, ...]:
    """Residents first, then each kind of checked organisation once."""
    checked = {str(voice.party) for voice in organisations if voice.party_checked} - {RESIDENTS}
    residents = [RESIDENTS] if total > len(organisations) else []
    return (*residents, *sorted(checked))


def _organisations(parties: Iterable[Voice], area: Area) -> tuple[Organisation, ...]:
    """The named ones by alphabet; who supports twice under one name and in one way stands there once."""
    named = (
        Organisation(voice.name, str(voice.party), voice.party_checked, area.contains(voice.postcode))
        for voice in parties
        if voice.name
    )
    return tuple(sorted(set(named)))


def _party_words(kind: str) -> str:
    return _("bewoners") if kind == RESIDENTS else str(Party(kind).label)


def _exceeds(part: int, whole: int, share: float) -> bool:
    """Whether part / whole is more than a share, without rounding errors; any part is more than a share of nothing."""
    return 1000 * part > round(1000 * share) * whole


def _supporters(total: int, rule: Rule) -> Requirement:
    missing = rule.supporters - total
    figures = {"total": total, "norm": rule.supporters, "missing": missing}
    if missing > 0:
        words = _("%(total)s van %(norm)s steunbetuigingen. Nog %(missing)s nodig.") % figures
    else:
        words = (
            ngettext(
                "%(total)s steunbetuiging. Nodig: %(norm)s.", "%(total)s steunbetuigingen. Nodig: %(norm)s.", total
            )
            % figures
        )
    return Requirement("supporters", total, rule.supporters, missing <= 0, words)


def _spread(pc6_count: int, rule: Rule) -> Requirement:
    words = ngettext(
        "De steun komt uit %(count)s postcode. Nodig: %(norm)s.",
        "De steun komt uit %(count)s postcodes. Nodig: %(norm)s.",
        pc6_count,
    ) % {"count": pc6_count, "norm": rule.pc6}
    return Requirement("pc6", pc6_count, rule.pc6, pc6_count >= rule.pc6, words)


def _parties(kinds: tuple[str, ...], rule: Rule) -> Requirement:
    named = ", ".join(_party_words(kind) for kind in kinds) or _("nog geen")
    if rule.parties is None:
        words = _("Soorten partijen: %(kinds)s. Dit is ter informatie.") % {"kinds": named}
    else:
        words = _("Soorten partijen: %(kinds)s. Nodig: %(norm)s.") % {"kinds": named, "norm": rule.parties}
    return Requirement("parties", len(kinds), rule.parties, len(kinds) >= (rule.parties or 0), words)


def _largest_share(total: int, largest: int, share: int, norm: float) -> Requirement:
    norm_percent = round(norm * 100)
    if not total:
        words = _("Er is nog geen steun. Hoogstens %(norm)s%% mag uit één postcode komen.") % {"norm": norm_percent}
        return Requirement("share", 0, norm_percent, False, words)
    words = _("%(share)s%% van de steun komt uit één postcode. Hoogstens %(norm)s%% mag.") % {
        "share": share,
        "norm": norm_percent,
    }
    return Requirement("share", share, norm_percent, not _exceeds(largest, total, norm), words)

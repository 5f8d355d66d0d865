"""Support for a plan as everybody may see it: the draagvlak report, and where support comes from. One query each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from cms.models import PostcodeArea, Wijk
from cms.postcodes import shown
from participation import draagvlak
from participation.codes import Stance
from participation.draagvlak import Area, Report, Requirement, Voice
from participation.models import Submission, Support, SupportCampaign
from participation.services.facts import rule_of

SMALLEST_GROUP = 5


@dataclass(frozen=True)
class Origin:
    """A street or postcode with its number of supporters; percent of the largest, for the bar."""

    name: str
    count: int
    percent: float


@dataclass(frozen=True)
class PublicSupport:
    """What the page of a plan tells of its support. `origins` holds no group below five."""

    report: Report
    requirements: list[Requirement]
    origins: list[Origin]


def read(submission: Submission, campaign: SupportCampaign) -> PublicSupport:
    """Count the support of a plan, in one query; one more for the names of streets."""
    groups = list(
        Support.objects.counted()
        .filter(submission=submission, stance=Stance.SUPPORT)
        .values("postcode", "is_inside", "channel", "party", is_checked=Q(party_checked_at__isnull=False))
        .annotate(people=Count("pk"))
        .order_by()
    )
    report = _report(groups, campaign)
    inside: Counter[str] = Counter()
    for group in groups:
        if group["is_inside"]:
            inside[group["postcode"]] += group["people"]
    return PublicSupport(
        report=report,
        requirements=[without_small_groups(line, inside) for line in report.requirements],
        origins=origins(inside, submission.wijk),
    )


def _report(groups: list[dict[str, object]], campaign: SupportCampaign) -> Report:
    """The report, with the area as it was held against each supporter when support was given."""
    tallies: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    parties: list[Voice] = []
    for group in groups:
        tallies[group["postcode"]] += group["people"]
        channels[group["channel"]] += group["people"]
        if group["party"]:
            voice = Voice(group["postcode"], group["channel"], group["party"], party_checked=group["is_checked"])
            parties += [voice] * group["people"]
    inside = {group["postcode"] for group in groups if group["is_inside"]}
    return draagvlak.evaluate(
        rule_of(campaign),
        tallies=tallies,
        channels=channels,
        parties=parties,
        concerns=campaign.concern_count,
        area=Area(tuple((postcode, postcode) for postcode in sorted(inside))),
    )


def without_small_groups(line: Requirement, inside: Mapping[str, int]) -> Requirement:
    """The largest share tells how many live in one postcode: while these are few, only the norm is told."""
    if line.key != "share" or max(inside.values(), default=0) >= SMALLEST_GROUP:
        return line
    words = _("Hoogstens %(norm)s%% van de steun mag uit één postcode komen.") % {"norm": line.norm}
    return replace(line, figure=0, words=words)


def _per_street(inside: Mapping[str, int], wijk: Wijk | None) -> Counter[str]:
    """Supporters per street where the postcode table knows it, else per postcode."""
    areas = PostcodeArea.objects.filter(wijk=wijk).exclude(street="").values_list("first", "last", "street")
    streets = list(areas) if inside else []
    found: Counter[str] = Counter()
    for postcode, people in inside.items():
        street = next((name for first, last, name in streets if first <= postcode <= last), shown(postcode))
        found[street] += people
    return found


def origins(inside: Mapping[str, int], wijk: Wijk | None) -> list[Origin]:
    """Supporters per street or postcode, largest first, from supporters per PC6 inside the area; one query."""
    rows = draagvlak.breakdown(_per_street(inside, wijk), floor=SMALLEST_GROUP)
    largest = max((row.count for row in rows), default=1)
    rest = _("Andere straten en postcodes samen")
    return [Origin(row.key or rest, row.count, 100 * row.count / largest) for row in rows]

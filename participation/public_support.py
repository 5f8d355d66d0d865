"""Support for a plan as everybody may see it: the draagvlak report, and where support comes from. One query each."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from django.db.models import BooleanField, CharField, IntegerField, QuerySet, Sum, Value
from django.utils.translation import gettext as _

from cms.kept import Kept
from cms.languages import active_language
from cms.models import PostcodeArea, Wijk
from cms.postcodes import shown
from cms.prepared import Prepared, Slot
from participation import draagvlak, spread
from participation.codes import Stance
from participation.draagvlak import Area, Report, Requirement, Voice
from participation.models import Submission, Support, SupportCampaign, SupportTally
from participation.services.facts import rule_of
from participation.spread import SMALLEST_GROUP

MOST_ROWS = 12
MOST_NAMES = 50
# The place of all support from outside the area: nobody asks which postcode that is.
ELSEWHERE = ""


@dataclass(frozen=True)
class Origin:
    """A street or postcode with its number of supporters; percent of the largest, for the bar."""

    name: str
    count: int
    percent: float


@dataclass(frozen=True)
class PublicSupport:
    """What the page of a plan tells of its support: no group below five, and organisations that were checked."""

    report: Report
    requirements: list[Requirement]
    origins: list[Origin]
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inside(Area):
    """The area as it was held against each supporter when support was given: the postcodes that were in it."""

    postcodes: frozenset[str] = frozenset()

    def contains(self, pc6: str) -> bool:
        """Whether support from this postcode counted."""
        return pc6 in self.postcodes


def read(submission: Submission, campaign: SupportCampaign) -> PublicSupport:
    """The support of a plan. Made from its sums once for each version of these: with many supporters that takes longer
    than all the rest of the page. Names of streets and organisations are those of an hour ago at most.
    """
    key = campaign.pk, campaign.sums_version, campaign.concern_count, rule_of(campaign), submission.wijk_id
    key += (active_language(),)
    return MADE.get(key) or MADE.put(key, _read(submission, campaign))


# By the version of the sums and all that is told along with them.
MADE: Kept[PublicSupport] = Kept(seconds=3600, most=500)


def _read(submission: Submission, campaign: SupportCampaign) -> PublicSupport:
    """From the sums, in one query; two more for the names of streets and of organisations."""
    inside: Counter[str] = Counter()
    groups = []
    for postcode, *group, people in _SUMS.rows(submission=submission.pk):
        if postcode:
            inside[postcode] = people
        else:
            groups.append((*group, people))
    report = _report(inside, groups, campaign)
    return PublicSupport(
        report=report,
        requirements=[without_small_groups(line, inside) for line in report.requirements],
        origins=origins(inside, submission.wijk),
        organisations=_organisations(submission, groups),
    )


def _organisations(submission: Submission, groups: list[tuple]) -> tuple[str, ...]:
    """The organisations that support the plan under their own name and were checked; one query where there are any."""
    if not any(is_checked for _is_inside, _channel, _party, is_checked, _people in groups):
        return ()
    return tuple(name for (name,) in _NAMES.rows(submission=submission.pk))


def _names() -> QuerySet:
    voices = Support.objects.counted().filter(
        submission_id=Slot("submission", IntegerField()), stance=Stance.SUPPORT, party_checked_at__isnull=False
    )
    return voices.exclude(party_name="").order_by("party_name").values_list("party_name").distinct()[:MOST_NAMES]


_NAMES = Prepared(_names)


def _sums() -> QuerySet:
    """Two sorts of rows: of a postcode in the area, and (without one) of a channel and party, inside and outside.

    The sums are added up further by the database: apart by all of it, many supporters are thousands of rows.
    """
    text, flag = CharField(), BooleanField()
    lines = SupportTally.objects.filter(submission_id=Slot("submission", IntegerField())).order_by()
    of_postcodes = (
        lines.filter(is_inside=True)
        .values("postcode")
        .annotate(inside=Value(True, flag), way=Value("", text), kind=Value("", text), checked=Value(False, flag))
        .annotate(total=Sum("people"))
        .values_list("postcode", "inside", "way", "kind", "checked", "total")
    )
    of_parties = (
        lines.values("is_inside", "channel", "party", "is_party_checked")
        .annotate(nowhere=Value("", text), total=Sum("people"))
        .values_list("nowhere", "is_inside", "channel", "party", "is_party_checked", "total")
    )
    return of_postcodes.union(of_parties, all=True)


_SUMS = Prepared(_sums)


def _report(inside: Counter[str], groups: list[tuple], campaign: SupportCampaign) -> Report:
    channels: Counter[str] = Counter()
    organisations: list[tuple[Voice, int]] = []
    outside = 0
    for is_inside, channel, party, is_checked, people in groups:
        channels[channel] += people
        outside += 0 if is_inside else people
        if is_inside and party:
            voice = Voice(next(iter(inside)), channel, party, party_checked=bool(is_checked))
            organisations.append((voice, people))
    # Where residents support too, one voice of each kind says as much as all of them.
    has_residents = inside.total() > sum(people for _voice, people in organisations)
    return draagvlak.evaluate(
        rule_of(campaign),
        tallies=inside | Counter({ELSEWHERE: outside}),
        channels=channels,
        parties=[voice for voice, people in organisations for _each in range(1 if has_residents else people)],
        concerns=campaign.concern_count,
        area=Inside((), frozenset(inside)),
    )


def without_small_groups(line: Requirement, inside: Mapping[str, int]) -> Requirement:
    """The largest share tells how many live in one postcode: while these are few, only the norm is told."""
    if line.key != "share" or max(inside.values(), default=0) >= SMALLEST_GROUP:
        return line
    words = _("Hoogstens %(norm)s%% van de steun mag uit één postcode komen.") % {"norm": line.norm}
    return replace(line, figure=0, words=words)


def _streets() -> QuerySet:
    areas = PostcodeArea.objects.filter(wijk_id=Slot("wijk", IntegerField())).exclude(street="")
    return areas.order_by("first", "-last").values_list("first", "last", "street")


_STREETS = Prepared(_streets)


def _per_street(inside: Mapping[str, int], wijk: Wijk | None) -> Counter[str]:
    """Supporters per street where the postcode table knows it, else per postcode."""
    streets = _STREETS.rows(wijk=wijk.pk) if inside and wijk else []
    firsts = [first for first, _last, _street in streets]
    # How far the streets up to each one reach: where that is not far enough, none before it holds the postcode.
    reach = list(accumulate((last for _first, last, _street in streets), max))
    found: Counter[str] = Counter()
    for postcode, people in inside.items():
        at = bisect_right(firsts, postcode) - 1
        while at >= 0 and streets[at][1] < postcode <= reach[at]:
            at -= 1
        is_in_street = at >= 0 and postcode <= streets[at][1]
        found[streets[at][2] if is_in_street else shown(postcode)] += people
    return found


def origins(inside: Mapping[str, int], wijk: Wijk | None) -> list[Origin]:
    """Supporters per street or postcode, largest first, from supporters per PC6 inside the area; one query.

    With more than a dozen rows, the smaller ones are told together: nobody reads on, and the page stays small.
    """
    rows = spread.breakdown(_per_street(inside, wijk), floor=SMALLEST_GROUP)
    if len(rows) > MOST_ROWS:
        together = sum(row.count for row in rows[MOST_ROWS - 1 :])
        rows = [*rows[: MOST_ROWS - 1], spread.BreakdownRow(key=None, count=together)]
    largest = max((row.count for row in rows if row.key), default=1)
    rest = _("Andere straten en postcodes samen")
    return [Origin(row.key or rest, row.count, min(100.0, 100 * row.count / largest)) for row in rows]

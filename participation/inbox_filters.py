"""What a person may narrow the inbox by, as conditions on cases (inbox.md section 2).

Each filter takes several values, of which any will do; all filters that are given must hold. A filter never widens:
it is laid over what `visible_to` shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import GreaterThan

from cms.models import Role, User, WijkRole
from cms.workdays import AMSTERDAM, add_working_days, is_working_day
from participation.codes import State
from participation.deadlines import STANDS_STILL
from participation.mandates import INITIATIVE, RECORDED_BY, MandateRow, in_force
from participation.models import Applicant, Attachment, Decision, Note, Submission, Supplement
from participation.policies import contact_filter, roles_today
from participation.states import CLOSED, Group, states_in

STATES_OF = {group: states_in(group) for group in Group}
OPEN_STATES = [state for group, states in STATES_OF.items() if group != Group.AFGEROND for state in states]
NO_WIJK = "geen"
DEADLINES = ("te-laat", "3", "7", "14", "stil", "geen")
# Working days that a case is open: from and up to, both included; None is no end.
AGES: dict[str, tuple[int, int | None]] = {"0-5": (0, 5), "6-20": (6, 20), "21-60": (21, 60), "60plus": (61, None)}
MOST_HANDOVERS = 2
_SIGNERS = frozenset({Role.WIJKWETHOUDER, Role.VOORZITTER, Role.WETHOUDER, Role.GRIFFIE})


@dataclass(frozen=True)
class Filters:
    """What a person asks to see; empty means everything that is open. Several values of one filter are alternatives.

    Codes are those of participation.codes; wijken, categories and labels are slugs, and a wijk may be "geen".
    Dates are local, amounts in cents. `contact` is personal data: it is never part of an address.
    """

    group: tuple[str, ...] = ()
    wijk: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    assigned: tuple[str, ...] = ()
    deadline: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    mandate: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    attachment: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    amount_from: int | None = None
    amount_to: int | None = None
    received_from: date | None = None
    received_to: date | None = None
    decided_from: date | None = None
    decided_to: date | None = None
    search: str = ""
    contact: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the list."""
        return all(getattr(self, field.name) in ((), None, "") for field in fields(self))


@dataclass(frozen=True)
class Asker:
    """Who asks, on which local date; `levels` are the rows of the mandate table."""

    user: User
    today: date
    levels: tuple[MandateRow, ...] = ()


def narrowed(cases: QuerySet[Submission], filters: Filters, asker: Asker) -> QuerySet[Submission]:
    """The cases for which every filter holds."""
    cases = cases.filter(_states(filters))
    for name, condition in _CONDITIONS.items():
        if values := getattr(filters, name):
            cases = cases.filter(reduce(or_, (condition(value, asker) for value in values)))
    cases = cases.filter(_ranges(filters))
    if filters.search:
        cases = cases.filter(_holds_words(filters.search))
    if filters.contact:
        cases = cases.filter(contact_filter(asker.user)).filter(_is_of(filters.contact))
    return cases


def _states(filters: Filters) -> Q:
    """A state says more than a group. Without either what is over is left out, but a search finds that too."""
    if filters.state:
        return Q(state__in=filters.state)
    if filters.group:
        return Q(state__in=[state for name in filters.group for state in STATES_OF[Group(name)]])
    is_search = filters.search or filters.contact or filters.decided_from or filters.decided_to
    return Q() if is_search else Q(state__in=OPEN_STATES)


def _wijk(value: str, asker: Asker) -> Q:
    return Q(wijk__isnull=True) if value == NO_WIJK else Q(wijk__slug=value)


def _assigned(value: str, asker: Asker) -> Q:
    if value == "mij":
        return Q(assignee=asker.user)
    if value == "niemand":
        return Q(assignee__isnull=True)
    if value == "collega":
        return Q(assignee__isnull=False) & ~Q(assignee=asker.user)
    absent = [role.deputy_for_id for role in roles_today(asker.user) if role.deputy_for_id]
    return Q(assignee__in=WijkRole.objects.filter(pk__in=absent).values("user"))


def _deadline(value: str, asker: Asker) -> Q:
    if value == "te-laat":
        return Q(due_on__lt=asker.today)
    if value == "stil":
        return Q(state__in=sorted(STANDS_STILL))
    if value == "geen":
        return Q(due_on__isnull=True) & ~Q(state__in=sorted(STANDS_STILL))
    return Q(due_on__range=(asker.today, add_working_days(asker.today, int(value))))


def _age(value: str, asker: Asker) -> Q:
    """How many working days ago a case came in. A day off counts for the working day before it."""
    least, most = AGES[value]
    came = Q(received_at__lt=_day_begins(_working_day_back(asker.today, least) + timedelta(days=1)))
    if least == 0:
        came = Q()
    if most is not None:
        came &= Q(received_at__gte=_day_begins(_working_day_back(asker.today, most + 1) + timedelta(days=1)))
    return came & ~Q(state__in=sorted(CLOSED))


def _working_day_back(today: date, days: int) -> date:
    """The last date from which `days` working days have passed until today (see `working_days_between`)."""
    day, passed = today, 0
    while passed < days:
        passed += is_working_day(day)
        day -= timedelta(days=1)
    return day


def _day_begins(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=AMSTERDAM)


def level_key(row: MandateRow) -> str:
    """How a level of the mandate table is called in an address: who signs."""
    return "-".join(row.roles)


def _mandate(value: str, asker: Asker) -> Q:
    rows = [row for row in in_force(asker.levels, on=asker.today) if row.kind == INITIATIVE]
    found = Q(pk__in=[])
    for row in rows:
        if level_key(row) == value:
            least = Q(amount_cents__gte=0) if row.above_cents == 0 else Q(amount_cents__gt=row.above_cents)
            found |= least if row.up_to_cents is None else least & Q(amount_cents__lte=row.up_to_cents)
    return found


def _support(value: str, asker: Asker) -> Q:
    if value == "gehaald":
        return Q(campaign__reached_percent__gte=100)
    return Q(campaign__reached_percent__lt=100) if value == "niet" else Q(campaign__isnull=True)


def _attachment(value: str, asker: Asker) -> Q:
    has = Exists(Attachment.objects.filter(submission=OuterRef("pk")))
    return Q(has) if value == "ja" else ~Q(has)


def _label(value: str, asker: Asker) -> Q:
    marked = Submission.labels.through.objects.filter(submission=OuterRef("pk"), label__slug=value)
    return Q(Exists(marked))


def _owner(value: str, asker: Asker) -> Q:
    if value == NO_WIJK:
        return Q(owner__isnull=True)
    return Q(owner_id=int(value)) if value.isascii() and value.isdigit() and len(value) < 19 else Q(pk__in=[])


def waits_on(user: User) -> Q:
    """Cases in which this person is the one to act: own ones, new ones of the wijk, decisions to sign."""
    held = {role.role for role in roles_today(user)}
    mine = Q(assignee=user, state__in=[*STATES_OF[Group.NIEUW], *STATES_OF[Group.BEZIG], State.TO_DECIDE])
    if Role.WIJKREGISSEUR in held:
        mine |= Q(assignee__isnull=True, state__in=[*STATES_OF[Group.NIEUW], *STATES_OF[Group.BEZIG]])
    if held & _SIGNERS:
        proposed = Decision.objects.filter(submission=OuterRef("pk"), status=Decision.Status.PROPOSED)
        mine |= Q(Exists(proposed), state=State.TO_DECIDE)
    return mine


def astray() -> Q:
    """Cases that nobody solves: open and without an owner, or handed on more than twice (inbox.md section 4)."""
    lost = Q(owner__isnull=True) | Q(handed_on_count__gt=MOST_HANDOVERS)
    return lost & ~Q(state__in=sorted(CLOSED))


def mail_is_unconfirmed() -> Exists:
    """Whether the first initiator left an address and did not confirm it yet."""
    applicants = Applicant.objects.filter(submission=OuterRef("pk"), is_main=True, email_confirmed_at__isnull=True)
    return Exists(applicants.exclude(email=""))


def concern_talk_is_due() -> Q:
    """Whether so many neighbours voice a concern that a talk is asked."""
    limit = F("campaign__inside_count") * F("campaign__concern_talk_percent")
    return Q(GreaterThan(F("campaign__concern_count") * 100, limit))


def _my_mandate(asker: Asker) -> Q:
    """Cases to decide on an amount for which one of the person's roles of today signs."""
    held = {str(role.role) for role in roles_today(asker.user)}
    mine = [row for row in in_force(asker.levels, on=asker.today) if held & _signers(row)]
    found = Q(pk__in=[])
    for row in mine:
        found |= _mandate(level_key(row), asker)
    return found & Q(state=State.TO_DECIDE)


def _signers(row: MandateRow) -> set[str]:
    return {RECORDED_BY.get(role, role) for role in row.roles}


_FLAGS: dict[str, Callable[[Asker], Q | Exists]] = {
    "bericht": lambda asker: Q(unread_at__isnull=False),
    "mail": lambda asker: mail_is_unconfirmed(),
    "controle": lambda asker: Q(is_suspicious=True),
    "zorgen": lambda asker: concern_talk_is_due(),
    "virus": lambda asker: Exists(Attachment.objects.filter(submission=OuterRef("pk"), is_quarantined=True)),
    "zwerver": lambda asker: astray(),
    "aan-zet": lambda asker: waits_on(asker.user),
    "mijn-mandaat": _my_mandate,
}

_CONDITIONS: dict[str, Callable[[str, Asker], Q]] = {
    "wijk": _wijk,
    "assigned": _assigned,
    "deadline": _deadline,
    "age": _age,
    "mandate": _mandate,
    "support": _support,
    "category": lambda value, asker: Q(category__slug=value),
    "kind": lambda value, asker: Q(kind=value),
    "channel": lambda value, asker: Q(channel=value),
    "language": lambda value, asker: Q(language=value),
    "attachment": _attachment,
    "flag": lambda value, asker: Q(_FLAGS[value](asker)),
    "label": _label,
    "owner": _owner,
}


def _ranges(filters: Filters) -> Q:
    """From and up to, both included."""
    found = Q()
    if filters.amount_from is not None:
        found &= Q(amount_cents__gte=filters.amount_from)
    if filters.amount_to is not None:
        found &= Q(amount_cents__lte=filters.amount_to)
    if filters.received_from:
        found &= Q(received_at__gte=_day_begins(filters.received_from))
    if filters.received_to:
        found &= Q(received_at__lt=_day_begins(filters.received_to + timedelta(days=1)))
    if filters.decided_from or filters.decided_to:
        decided = Decision.objects.filter(submission=OuterRef("pk"), status=Decision.Status.DECIDED)
        if filters.decided_from:
            decided = decided.filter(decided_at__gte=_day_begins(filters.decided_from))
        if filters.decided_to:
            decided = decided.filter(decided_at__lt=_day_begins(filters.decided_to + timedelta(days=1)))
        found &= Q(Exists(decided))
    return found


def _holds_words(words: str) -> Q:
    """Whether number, title, text or a note of a case holds these words, capitals or not. No personal data."""
    texts = (
        *("reference", "initiative__title", "initiative__what", "initiative__for_whom", "initiative__goal"),
        *("upkeep__route_title", "upkeep__route", "upkeep__promise"),
        *("public_version__title", "public_version__summary", "public_version__body"),
    )
    found = reduce(or_, (Q(**{f"{text}__icontains": words}) for text in texts))
    fields = [Supplement.Field.TITLE, Supplement.Field.WHAT, Supplement.Field.GOAL]
    later = Supplement.objects.filter(submission=OuterRef("pk"), field__in=fields, text__icontains=words)
    noted = Note.objects.filter(submission=OuterRef("pk"), text__icontains=words)
    return found | Q(Exists(later)) | Q(Exists(noted))


def _is_of(words: str) -> Q:
    """Whether an initiator has this name, group, e-mail address or telephone number."""
    texts = ("name", "organisation", "email", "phone")
    match = reduce(or_, (Q(**{f"{text}__icontains": words}) for text in texts))
    return Q(Exists(Applicant.objects.filter(match, submission=OuterRef("pk"))))

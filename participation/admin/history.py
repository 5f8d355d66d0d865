"""The events of a case as Dutch sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Role, User
from cms.money import format_euro
from participation.admin.criteria import CRITERIA
from participation.codes import Outcome, Reason, State, Verdict
from participation.models import Event, Label, Owner, Submission
from participation.services.proof import REMOVED
from participation.services.quarantine import INFECTED, RELEASED
from participation.services.support_entry import CHECKED, DOUBTED, TAKEN_BACK

# What became of a file that was put aside.
_SCANNED = {
    RELEASED: gettext_lazy("Bestand gecontroleerd: geen virus"),
    INFECTED: gettext_lazy("Bestand weggehaald: er zat een virus in"),
}

# What became of proof, of a card and of an organisation.
_BY_REASON = {
    REMOVED: gettext_lazy("Ander bewijs van draagvlak weggehaald"),
    TAKEN_BACK: gettext_lazy("Steun op papier of per telefoon weggehaald"),
    CHECKED: gettext_lazy("Organisatie gecontroleerd"),
    DOUBTED: gettext_lazy("Organisatie toch niet zeker"),
}


@dataclass(frozen=True)
class HistoryLine:
    """One event: what happened, who did it, in which role, and when (aware UTC)."""

    text: str
    detail: str
    who: str
    at: datetime


def history(events: Iterable[Event]) -> list[HistoryLine]:
    """The events, newest first, with the names of staff; one query for the names."""
    events = list(events)
    wanted = {event.actor_id for event in events} | {event.data.get("to") for event in events}
    people = User.objects.in_bulk([pk for pk in wanted if isinstance(pk, int)])
    owners = _names(Owner, (event.data.get("owner_to") for event in events))
    labels = _names(Label, (pk for event in events for pk in event.data.get("added", ())))
    return [
        HistoryLine(
            _text(event), _detail(event, people) or _mark(event, owners, labels), _who(event, people), event.at
        )
        for event in sorted(events, key=lambda event: -event.pk)
    ]


def _names(model: type[Owner | Label], ids: Iterable[object]) -> dict[int, str]:
    """The names of rows that the municipality keeps, by id; one query where there are ids at all."""
    wanted = {pk for pk in ids if isinstance(pk, int)}
    return dict(model.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _mark(event: Event, owners: dict[int, str], labels: dict[int, str]) -> str:
    """Who must solve the case now, or which labels were added."""
    if event.action == Event.Action.OWNER_CHANGED:
        return owners.get(event.data.get("owner_to"), _("geen eigenaar"))
    return ", ".join(labels[pk] for pk in event.data.get("added", ()) if pk in labels)


def last_line(case: Submission) -> HistoryLine | None:
    """The newest event of a case that was read for the list, without its details; None where there is none."""
    event = case.last_event
    if event is None:
        return None
    actor = User(first_name=case.actor_first or "", last_name=case.actor_last or "", pk=event.actor_id)
    known = {event.actor_id: actor} if case.actor_first is not None else {}
    return HistoryLine(_text(event), "", _who(event, known), event.at)


def _text(event: Event) -> str:
    if event.action == Event.Action.FILE_QUARANTINED and event.reason in _SCANNED:
        return str(_SCANNED[event.reason])
    if event.reason in _BY_REASON:
        return str(_BY_REASON[event.reason])
    if event.action == Event.Action.TRANSITION and event.to_state in State.values:
        return _("Status: %(state)s") % {"state": State(event.to_state).label}
    return str(Event.Action(event.action).label)


def _detail(event: Event, people: dict[int, User]) -> str:
    """What the codes of an event say, in words; codes that this screen does not know stay unsaid."""
    data, parts = event.data, []
    if event.action == Event.Action.ASSIGNED:
        parts.append(str(people.get(data.get("to"), _("niemand"))))
    number = data.get("criterion")
    if isinstance(number, int) and 1 <= number <= len(CRITERIA):
        parts.append(f"{number}. {CRITERIA[number - 1].title}")
    if data.get("verdict") in Verdict.values:
        parts.append(str(Verdict(data["verdict"]).label))
    if data.get("outcome") in Outcome.values:
        parts.append(str(Outcome(data["outcome"]).label))
    cents = data.get("amount_cents", data.get("cents"))
    if isinstance(cents, int):
        parts.append(format_euro(cents))
    if event.reason in Reason.values:
        parts.append(str(Reason(event.reason).label))
    return ", ".join(parts)


def _who(event: Event, people: dict[int, User]) -> str:
    if event.actor_id is None:
        return {
            Event.Origin.RESIDENT: _("bewoner"),
            Event.Origin.SYSTEM: _("automatisch"),
        }.get(event.origin, _("medewerker"))
    name = str(people.get(event.actor_id) or _("medewerker die er niet meer werkt"))
    role = Role(event.role).label if event.role in Role.values else ""
    return f"{name} ({role})" if role else name

"""Casework: moving a case along, its facts, its verdicts. The public text: publish.py; the talk: talk.py."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Buurt, Role, User, Wijk
from cms.workdays import local_date
from participation import policies, workflow
from participation.codes import State
from participation.details import postcode_of
from participation.letters import LetterKind
from participation.models import Applicant, Category, CriterionVerdict, Event, LedgerLine, Submission
from participation.services import campaigns, letter_desk
from participation.services.errors import Refused
from participation.services.facts import CRITERIA
from participation.services.people import handler_for
from participation.services.publish import publish, save_public_text, unpublish
from participation.services.record import claim, log, require_handler
from participation.services.steps import take
from participation.services.talk import add_note, read_contact, receive_message, send_message

__all__ = [
    "add_note",
    "assign",
    "change_facts",
    "judge",
    "move",
    "publish",
    "read_contact",
    "receive_message",
    "save_public_text",
    "send_message",
    "unpublish",
    "withdraw_plan",
]


@transaction.atomic
def move(
    *,
    submission: Submission,
    to: str,
    by: User | None,
    expected_version: int,
    reason: str = "",
    text: str = "",
    is_confirmed: bool = False,
    role: str = Role.WIJKREGISSEUR,
    origin: str = Event.Origin.STAFF,
    merged_into: Submission | None = None,
    until: date | None = None,
    now: datetime,
) -> Submission:
    """Take a step of the workflow by hand. text: to the resident. reason: a `Reason`. until: the last day to answer.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        ConfirmationNeeded: when something is left open; call again with `is_confirmed`.
        Refused: when the workflow does not allow it.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    if to == State.GATHERING_SUPPORT:
        campaigns.begin(case, by=by, areas=None, weeks=None, now=now)
    else:
        if to == State.MERGED:
            _merge(case, merged_into)
        actor = {"resident": workflow.Actor.RESIDENT, "system": workflow.Actor.SYSTEM}.get(origin, role)
        take(
            case,
            to,
            actor=actor,
            by=by,
            role=role if by else "",
            origin=origin,
            reason=reason,
            text=text,
            is_confirmed=is_confirmed,
            until=until,
            now=now,
        )
    if to == State.SET_ASIDE:
        letter_desk.archive(case, letter_desk.Draft(LetterKind.SET_ASIDE, text), now=now)
    submission.refresh_from_db()
    return submission


def _merge(case: Submission, main: Submission | None) -> None:
    """Say which case this one belongs to: another one, that does not itself belong to a third."""
    if main is None:
        raise Refused([_("Kies bij welke zaak deze hoort.")])
    main = Submission.objects.select_for_update(no_key=True).get(pk=main.pk)
    if main.pk == case.pk or main.merged_into_id or main.state in (State.MERGED, State.SPAM):
        raise Refused([_("Bij deze zaak kun je niet samenvoegen. Kies de zaak die verdergaat.")])
    case.merged_into = main
    case.save(update_fields=["merged_into"])


@transaction.atomic
def change_facts(
    *,
    submission: Submission,
    by: User,
    expected_version: int,
    wijk: Wijk | None,
    buurt: Buurt | None = None,
    scope: str = "",
    category: Category | None = None,
    asked_cents: int | None = None,
    other_wijken: Iterable[Wijk] | None = None,
    now: datetime,
) -> Submission:
    """Correct what the case is about; all of them are written as given. The promise that was made stays.

    With another wijk the case goes to that wijk's wijkregisseur. other_wijken: where the plan lies too, whose
    wijkwethouders sign as well; None leaves them as they are.

    Raises:
        StaleCase, Forbidden: see `move`. Refused: when the facts do not fit together, or money was booked.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    _check_facts(case, wijk, buurt, asked_cents)
    given = {"scope": scope, "asked_cents": asked_cents}
    given |= {"wijk_id": wijk and wijk.pk, "buurt_id": buurt and buurt.pk, "category_id": category and category.pk}
    changes = {name: [getattr(case, name), value] for name, value in given.items() if getattr(case, name) != value}
    if other_wijken is not None:
        before = sorted(case.other_wijken.values_list("pk", flat=True))
        others = sorted({one.pk for one in other_wijken} - {wijk.pk if wijk else None})
        if others != before:
            changes["other_wijken"] = [before, others]
            case.other_wijken.set(others)
    if "wijk_id" in changes:
        given["assignee"] = handler_for(wijk, postcode_of(case), local_date(now))
    for name, value in given.items():
        setattr(case, name, value)
    case.save(update_fields=list(given))
    log(case, Event.Action.FACTS_CHANGED, by=by, role=Role.WIJKREGISSEUR, data=changes, now=now)
    submission.refresh_from_db()
    return submission


def _check_facts(case: Submission, wijk: Wijk | None, buurt: Buurt | None, asked_cents: int | None) -> None:
    if buurt is not None and (wijk is None or buurt.wijk_id != wijk.pk):
        raise Refused([_("Deze buurt ligt niet in de wijk. Kies een andere buurt.")])
    if asked_cents is not None and asked_cents < 0:
        raise Refused([_("Een bedrag is nooit kleiner dan 0.")])
    is_moved = case.wijk_id != (wijk.pk if wijk else None)
    if is_moved and LedgerLine.objects.filter(submission=case).exists():
        raise Refused([_("Voor dit plan is al geld geboekt in deze wijk. De wijk kan niet meer veranderen.")])
    if is_moved and case.state == State.GATHERING_SUPPORT:
        raise Refused([_("Dit plan zoekt nu steun in deze wijk. Stop daar eerst mee.")])


@transaction.atomic
def assign(*, submission: Submission, to: User | None, by: User, expected_version: int, now: datetime) -> Submission:
    """Give the case to a wijkregisseur of its wijk, or to nobody.

    Raises:
        StaleCase, Forbidden: see `move`. Refused: when that person does not handle cases of this wijk.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    if to is not None and not (to.is_active and policies.can_handle(to, case)):
        raise Refused([_("Deze medewerker is geen wijkregisseur van deze wijk. Kies iemand anders.")])
    before, case.assignee = case.assignee_id, to
    case.save(update_fields=["assignee"])
    data = {"from": before, "to": case.assignee_id}
    log(case, Event.Action.ASSIGNED, by=by, role=Role.WIJKREGISSEUR, data=data, now=now)
    submission.refresh_from_db()
    return submission


@transaction.atomic
def judge(
    *, submission: Submission, criterion: int, verdict: str, note: str, by: User, expected_version: int, now: datetime
) -> CriterionVerdict:
    """Say what was found of one of the five criteria, and why. verdict: a `Verdict`.

    Raises:
        StaleCase, Forbidden: see `move`. Refused: for a criterion that there is not.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    if criterion not in CRITERIA:
        raise Refused([_("Er zijn vijf criteria. Kies er een van.")])
    made, _is_new = CriterionVerdict.objects.update_or_create(
        submission=case,
        criterion=criterion,
        defaults={"verdict": verdict, "note": note.strip(), "judged_by": by, "judged_at": now},
    )
    data = {"criterion": criterion, "verdict": verdict}
    log(case, Event.Action.CRITERION_JUDGED, by=by, role=Role.WIJKREGISSEUR, data=data, now=now)
    submission.refresh_from_db()
    return made


@transaction.atomic
def withdraw_plan(*, applicant: Applicant, now: datetime) -> Submission:
    """Let the first initiator take the plan back.

    Raises:
        Refused: when somebody else asks, or the workflow does not allow it any more.
    """
    if not applicant.is_main:
        raise Refused([_("Alleen de eerste indiener kan het plan intrekken.")])
    case = claim(applicant.submission, None)
    take(case, State.WITHDRAWN, actor=workflow.Actor.RESIDENT, origin=Event.Origin.RESIDENT, now=now)
    applicant.submission.refresh_from_db()
    return applicant.submission

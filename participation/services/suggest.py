"""Suggesting an activity for the calendar, and making a draft of it in one click."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.mail import outbox
from cms.models import User
from pages.calendar.importing.apply import agenda_of
from pages.models import Activity, ActivityPage
from participation import workflow
from participation.codes import Kind, State
from participation.models import ActivityIdea, Applicant, Submission
from participation.services.errors import Refused
from participation.services.own_page import new_confirmation_link
from participation.services.plans import PlanInput
from participation.services.record import claim, require_handler
from participation.services.steps import take
from participation.services.submit import submit

_MOST_LEAD = 400


@transaction.atomic
def suggest(
    *,
    plan: PlanInput,
    first_day: date,
    starts_at: time,
    ends_at: time | None = None,
    idempotency_key: UUID | None = None,
    is_suspicious: bool = False,
    sends_receipt: bool = True,
    now: datetime,
) -> Submission:
    """Take a suggestion in; it waits in the inbox of its wijk. plan: of kind `Kind.ACTIVITY`.

    The same key a second time gives the first case, without a second mail.
    """
    case = submit(
        plan=plan, idempotency_key=idempotency_key, is_suspicious=is_suspicious, sends_receipt=False, now=now
    )
    when = {"first_day": first_day, "starts_at": starts_at, "ends_at": ends_at}
    _idea, is_new = ActivityIdea.objects.get_or_create(submission=case, defaults=when)
    applicant = case.applicants.filter(is_main=True).first()
    if is_new and sends_receipt and applicant and applicant.email:
        _mail(case, applicant, now)
    return case


def _mail(case: Submission, applicant: Applicant, now: datetime) -> None:
    token = new_confirmation_link(applicant, now)
    outbox.queue(
        template="activity_received",
        to=applicant.email,
        context={"submission": case.pk, "applicant": applicant.pk, "token": token.pk},
        dedupe_key=f"activity_received:{case.pk}",
        now=now,
        language=case.language,
    )


def why_no_draft(case: Submission) -> list[str]:
    """Why no draft can be made of a case, in Dutch sentences; empty where one can."""
    idea = ActivityIdea.objects.filter(submission_id=case.pk).first()
    if case.kind != Kind.ACTIVITY or idea is None:
        return [_("Dit is geen activiteit voor de agenda.")]
    if idea.page_id:
        return [_("Er is al een concept van deze activiteit.")]
    if case.state not in (State.RECEIVED, State.IN_REVIEW, State.REOPENED):
        return [_("Deze zaak is al afgehandeld.")]
    if case.wijk_id is None:
        return [_("Kies eerst de wijk van deze activiteit.")]
    if case.applicants.filter(is_main=True, email_confirmed_at__isnull=True).exclude(email="").exists():
        return [_("De indiener heeft het e-mailadres nog niet bevestigd. Vraag of dat lukt.")]
    return []


@transaction.atomic
def make_draft(*, submission: Submission, by: User, expected_version: int, now: datetime) -> ActivityPage:
    """Make a draft in the calendar of the wijk, for an editor to publish; the case is done with it.

    Name and address of who suggested it stay with the case: nothing of them goes to the page.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it. Refused: when there can be no
        draft (any more).
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    if reasons := why_no_draft(case):
        raise Refused(reasons)
    try:
        agenda = agenda_of(case.wijk)
    except LookupError:
        raise Refused([_("Deze wijk heeft nog geen agenda. Maak die eerst.")]) from None
    page = _page(case)
    agenda.add_child(instance=page)
    page.save_revision(user=by, clean=False)
    ActivityIdea.objects.filter(submission=case).update(page=page)
    for to in (State.IN_REVIEW, State.COMPLETED):
        if case.state != to:
            take(case, to, actor=workflow.Actor.WIJKREGISSEUR, by=by, role="wijkregisseur", now=now)
    return page


def _page(case: Submission) -> ActivityPage:
    """The draft: what was sent, as an editor would fill it in."""
    words, idea = case.initiative, case.activity
    text = words.what.strip()
    is_short = len(text) <= _MOST_LEAD and "\n" not in text
    body = "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
    # What comes back, and when, an editor puts in the fields of the rule; till then it can be read in the text.
    body += f"<p>{escape(words.when_text)}</p>" if words.when_text else ""
    main = case.applicants.filter(is_main=True).first()
    return ActivityPage(
        title=words.title[:120],
        slug=f"{slugify(words.title)[:60] or 'activiteit'}-{case.pk}",
        live=False,
        kind=Activity.Kind.RESIDENTS,
        lead=text if is_short else "",
        body=ActivityPage.body.field.to_python(
            [{"type": "text", "value": body}] if body and not (is_short and not words.when_text) else []
        ),
        starts_on=idea.first_day,
        starts_at=idea.starts_at,
        ends_at=idea.ends_at,
        place_name=words.place_text[:120],
        organiser=(main.organisation if main else "")[:120],
    )

"""The initiator's own page itself: everything that stands on it, read in one go (design: mijn-plan)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.crypto import Unreadable, decrypt
from cms.forms import ResidentForm
from cms.sheet_pdf import can_make_pdf
from cms.tiles import ACCENTS
from cms.workdays import local_date
from participation import public_support, workflow
from participation.codes import Kind, State
from participation.deadlines import UNDECIDED
from participation.dwangsom import notice_ends_on
from participation.forms.my_plan import AnswerForm, InviteForm, MessageForm
from participation.models import Applicant, Decision, HelpOffer, Message, Question, Submission
from participation.selectors import wijken_in_words
from participation.services.co_initiators import MOST
from participation.services.default_notice import why_no_notice
from participation.services.mandate import limit_cents
from participation.services.proposals import STATE_OF
from participation.services.supplement import estimate_of, why_not, words_of
from participation.states import is_open, resident_words
from participation.views.kit import sheets_for
from participation.views.my_running import running
from participation.views.my_steps import story
from participation.views.own_parts import around, own_url
from participation.views.people import person_card
from participation.views.route import route_of

# Here a plan takes no more messages: it is closed, and nobody would read them.
SILENT = frozenset({State.WITHDRAWN, State.MERGED, State.SPAM})
_BEFORE = frozenset({State.RECEIVED, State.GATHERING_SUPPORT, State.IN_REVIEW, State.WAITING_INITIATOR})
_PLANS = frozenset({Kind.INITIATIVE, Kind.CHALLENGE})


def may_apply(submission: Submission) -> bool:
    """Whether the initiator can apply from the own page: for money above the limit, once, before a decision."""
    limit = limit_cents(local_date(timezone.now()))
    return submission.state in _BEFORE and submission.applied_at is None and (submission.asked_cents or 0) > limit


def may_withdraw(applicant: Applicant) -> bool:
    """Whether this person can take the plan back now: the first initiator, where the workflow has that step."""
    submission = applicant.submission
    step = workflow.find(submission.state, State.WITHDRAWN)
    is_step = step is not None and workflow.Actor.RESIDENT in step.actors and submission.kind in step.kinds
    return applicant.is_main and is_step


def own_page(
    request: HttpRequest, token: str, applicant: Applicant, *, refused: ResidentForm | None = None, status: int = 200
) -> HttpResponse:
    """The page; with a form that was refused in its place."""
    submission, today = applicant.submission, local_date(timezone.now())
    decision = submission.decisions.filter(status=Decision.Status.DECIDED).first()
    message = refused if isinstance(refused, MessageForm) else MessageForm(action=f"{own_url(token)}bericht/")
    context = around(token, submission) | {
        "form": refused or message,
        "message_form": message,
        "status": resident_words(submission.state, kind=submission.kind),
        "steps": story(submission),
        "wijken": wijken_in_words(submission),
        "person": person_card(submission, on=today),
        "messages_shown": submission.messages.exclude(sort=Message.Sort.CONCERN).select_related("author"),
        "can_write": submission.state not in SILENT,
        "is_waiting": submission.state == State.WAITING_INITIATOR,
        "must_confirm": applicant.email_confirmed_at is None,
        "was_mailed": "gemaild" in request.GET,
        "was_answered": "beantwoord" in request.GET,
        "can_apply": may_apply(submission),
        "can_withdraw": may_withdraw(applicant),
        **_lateness(submission, today),
        "route": route_of(submission.asked_cents, submission.scope, on=today),
        "decision": decision,
        "letters": list(submission.letters.defer("html").order_by("-pk")),
        "decision_words": resident_words(STATE_OF[decision.outcome]) if decision else "",
        "questions": _questions(token, submission, refused),
        "helpers": _helpers(submission),
        **_support(submission),
        "sheets": sheets_for(submission),
        "has_pdf": can_make_pdf(),
        "accent": ACCENTS.get(submission.wijk.tile if submission.wijk else "", "#0d3a5e"),
        **running(request, applicant),
        **_changing(submission),
        **_company(token, applicant, refused),
    }
    return render(request, "participation/my_plan.html", context, status=status)


def _lateness(submission: Submission, today: date) -> dict[str, Any]:
    """Whether the initiator can say that the municipality is late, and until when it may decide after that."""
    noticed_on = submission.default_noticed_on if submission.state in UNDECIDED else None
    return {
        "is_late": submission.applied_at is not None and not why_no_notice(submission, received_on=today, today=today),
        "noticed_on": noticed_on,
        "notice_ends_on": notice_ends_on(noticed_on) if noticed_on else None,
    }


def _support(submission: Submission) -> dict[str, Any]:
    """The meter with its days, while support is sought."""
    campaign = getattr(submission, "campaign", None)
    if submission.state != State.GATHERING_SUPPORT or campaign is None:
        return {}
    requirements = public_support.read(submission, campaign).requirements
    return {
        "campaign": campaign,
        "days_left": (local_date(campaign.closes_at) - local_date(timezone.now())).days,
        "checks": [
            {"text": line.words, "state": "done" if line.is_met else "", "icon": "" if line.is_required else "info"}
            for line in requirements
            if line.key != "supporters"
        ],
    }


def _changing(submission: Submission) -> dict[str, Any]:
    """Whether the plan can be changed, and what of the whole form is filled in."""
    refused = why_not(submission)
    if submission.kind not in _PLANS:
        return {"can_change": False, "why_not_change": ""}
    words = words_of(submission)
    is_told = bool(words.for_whom and words.when_text)
    has_estimate = bool(estimate_of(submission))
    return {
        "can_change": not refused,
        "why_not_change": refused[0] if refused else "",
        "is_short": not refused and not (is_told and (has_estimate or submission.asked_cents == 0)),
        "filled_in": [
            _filled(_("Wat, voor wie en wanneer: ingevuld"), _("Voor wie en wanneer? Dat mist nog."), is_told),
            _filled(_("Kosten en inkomsten: ingevuld"), _("Wat kost het? Dat mist nog."), has_estimate),
            _filled(_("Eigen inzet: ingevuld"), _("Wat doen jullie zelf? Dat mist nog."), bool(words.own_effort)),
        ],
    }


def _filled(done: str, missing: str, is_done: bool) -> dict[str, str]:
    """A line of what is filled in, as components/checks.html takes it."""
    return {"text": done, "state": "done"} if is_done else {"text": missing, "state": "", "icon": "potlood"}


def _questions(token: str, submission: Submission, refused: ResidentForm | None) -> list[dict[str, Any]]:
    """Questions of neighbours that wait for an answer, each with its form."""
    waiting = []
    for question in submission.questions.filter(state=Question.State.OPEN):
        prefix = f"vraag{question.pk}"
        is_refused = isinstance(refused, AnswerForm) and refused.prefix == prefix
        form = refused if is_refused else AnswerForm(prefix=prefix, action=f"{own_url(token)}vraag/{question.pk}/")
        waiting.append({"question": question, "form": form})
    return waiting


def _helpers(submission: Submission) -> list[dict[str, str]]:
    """Neighbours who offered to help and confirmed it, with how to reach them."""
    offers = submission.help_offers.filter(confirmed_at__isnull=False, withdrawn_at__isnull=True)
    return [
        {
            "name": offer.name,
            "what": str(HelpOffer.Sort(offer.sort).label),
            "text": offer.text,
            "email": _opened(offer.email_encrypted),
            "phone": _opened(offer.phone_encrypted),
        }
        for offer in offers
    ]


def _opened(ciphertext: str) -> str:
    """The text of something encrypted; "" where there is none or it was written with another key."""
    try:
        return decrypt(ciphertext) if ciphertext else ""
    except Unreadable:
        return ""


def masked(email: str) -> str:
    """An address that only who knows it recognises: "s…@example.org"."""
    local, _at, domain = email.rpartition("@")
    return f"{local[:1]}…@{domain}"


def _company(token: str, applicant: Applicant, refused: ResidentForm | None) -> dict[str, Any]:
    """Who is behind the plan, and the form to ask somebody else."""
    submission = applicant.submission
    if submission.kind not in _PLANS:
        return {}
    people = [person for person in submission.applicants.all() if person.name or person.email]
    invited = [
        person for person in people if not person.is_main and person.invited_at and not person.email_confirmed_at
    ]
    can_invite = applicant.is_main and is_open(submission.state)
    form = refused if isinstance(refused, InviteForm) else InviteForm(action=f"{own_url(token)}samen/")
    rows = [
        {
            "who": _("Jij") if person == applicant else person.name or _("Mede-indiener"),
            "is_main": person.is_main,
        }
        for person in people
        if person not in invited
    ]
    return {
        "has_company": len(rows) > 1,
        "people": rows,
        "invited": [{"who": masked(person.email), "number": person.pk} for person in invited],
        "can_invite": can_invite,
        "invite_form": form if can_invite and len([p for p in people if not p.is_main]) < MOST else None,
        "can_leave": not applicant.is_main,
    }

"""The whole form below `indienen/`: five steps, each kept on the server as soon as it is left (spec/forms.md).

A draft is opened by its link. A cookie of two hours says that this browser was already in it: then nothing is asked,
browser Back works, and sending twice leads to the receipt. Without it the e-mail address opens the draft.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from cms.forms.protection import FASTEST
from cms.tokens import TokenError
from participation.forms.answers import ALL_STEPS, CHECK, STEPS
from participation.forms.sending import CheckForm
from participation.models import Draft, InitiativesPage, Submission
from participation.services import drafts
from participation.services.plans import PlanInput
from participation.services.submit import submit
from participation.views.guard import TOO_MANY, add_too_many, dead_link, may_post, private_page, status_of
from participation.views.plan_later import known_email, later, resume
from participation.views.plan_pages import check_page, step_page
from participation.views.start import to_receipt
from participation.views.writing import LATER, Writing, answers_of, base_url, remembered

FIRST = next(iter(STEPS))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, page: InitiativesPage) -> HttpResponse:
    """Show step 1 without making anything; make the draft as soon as something is sent."""
    draft_id = remembered(request)
    if request.method != "POST":
        draft = Draft.objects.filter(pk=draft_id).first() if draft_id else None
        if draft is None:
            answers = answers_of(page)
            return step_page(request, page, answers, answers.shown(FIRST), FIRST)
        token = drafts.token(draft=draft, now=timezone.now())
        return redirect(f"{base_url(page)}{token}/{FIRST}/")
    answers, now = answers_of(page), timezone.now()
    form = answers.form(FIRST, request.POST)
    is_later = LATER in request.POST
    if not is_later and not form.is_valid():
        return step_page(request, page, answers, form, FIRST, status=status_of(form))
    if not may_post(request, now):
        form.is_valid()
        add_too_many(form)
        return step_page(request, page, answers, form, FIRST, status=TOO_MANY)
    answers.keep(FIRST, form)
    draft = drafts.save(draft=None, data=answers.data, now=now)
    writing = Writing(request, page, draft, drafts.token(draft=draft, now=now), answers)
    return writing.go(LATER if is_later else _after(FIRST))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, page: InitiativesPage, token: str, step: str) -> HttpResponse:
    """Show or take in one step of a draft.

    Raises:
        Http404: for a step that does not exist.
    """
    if step not in (*ALL_STEPS, LATER):
        raise Http404
    try:
        draft = drafts.find(token_text=token, now=timezone.now())
    except TokenError as error:
        sent = _already_sent(request)
        return to_receipt(sent) if sent else dead_link(request, error)
    writing = Writing(request, page, draft, token, answers_of(page, drafts.read(draft)))
    if remembered(request) != draft.pk and known_email(writing):
        return resume(writing, step)
    unfinished = writing.answers.first_unfinished(before=step) if step in ALL_STEPS else ""
    if unfinished:
        return writing.go(unfinished)
    if step == LATER:
        return later(writing)
    return _check(writing) if step == CHECK else _step(writing, step)


def _already_sent(request: HttpRequest) -> Submission | None:
    """The case that this browser's draft became: its link ended when it was sent."""
    draft_id = remembered(request)
    return Submission.objects.filter(idempotency_key=draft_id).first() if draft_id else None


def _after(step: str) -> str:
    return ALL_STEPS[ALL_STEPS.index(step) + 1]


def _before(step: str) -> str:
    return ALL_STEPS[max(ALL_STEPS.index(step) - 1, 0)]


def _step(writing: Writing, step: str) -> HttpResponse:
    """One of the four steps with questions."""
    request, answers = writing.request, writing.answers
    if request.method != "POST":
        page = step_page(request, writing.page, answers, answers.shown(step), step)
        return writing.remember(page)
    form = answers.form(step, request.POST)
    answers.keep(step, form)
    if "terug" in request.POST or LATER in request.POST:
        writing.save()
        return writing.go(LATER if LATER in request.POST else _before(step))
    if not form.is_valid():
        writing.save()
        return step_page(request, writing.page, answers, form, step, status=status_of(form))
    writing.save()
    is_change = "wijzig" in request.GET and not answers.first_unfinished()
    return writing.go(CHECK if is_change else _after(step))


def _check(writing: Writing) -> HttpResponse:
    """The last step: all answers, and only then sending."""
    request = writing.request
    if request.method != "POST":
        page = check_page(request, writing.page, writing.answers, _plan(writing), CheckForm())
        return writing.remember(page)
    if "terug" in request.POST:
        return writing.go(_before(CHECK))
    if LATER in request.POST:
        return writing.go(LATER)
    now, form = timezone.now(), CheckForm(request.POST)
    form.is_valid()
    if not may_post(request, now):
        add_too_many(form)
        return check_page(request, writing.page, writing.answers, _plan(writing), form, status=TOO_MANY)
    with transaction.atomic():
        sent = submit(
            plan=_plan(writing),
            idempotency_key=writing.draft.pk,
            is_suspicious=form.is_trapped or now - writing.draft.created_at < FASTEST,
            now=now,
        )
        drafts.discard(draft=writing.draft, now=now)
    return writing.remember(to_receipt(sent))


def _plan(writing: Writing) -> PlanInput:
    """The answers as they will be sent, in the language of the page."""
    return writing.answers.plan(language=get_language() or settings.LANGUAGE_CODE)

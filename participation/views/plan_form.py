"""The whole form below `indienen/`: five steps, each kept on the server as soon as it is left (spec/forms.md).

A draft is opened by its link. A cookie of two hours says that this browser was already in it: then nothing is asked,
browser Back works, and sending twice leads to the receipt. Without it the e-mail address opens the draft.
"""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.forms.protection import FASTEST
from cms.tokens import TokenError
from participation.forms.answers import ALL_STEPS, CHECK, STEPS
from participation.forms.review import CHANGE
from participation.forms.sending import CheckForm
from participation.forms.steps import StepForm
from participation.models import Draft, InitiativesPage, Submission
from participation.services import drafts
from participation.services.plans import PlanInput
from participation.services.submit import submit
from participation.views import plan_files
from participation.views.guard import (
    TOO_MANY,
    add_too_many,
    dead_link,
    is_unproven,
    may_look_up,
    may_mail_for,
    may_post,
    private_page,
    status_of,
)
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
    form, uploads = answers.form(FIRST, request.POST), plan_files.uploads_of(request)
    if not (uploads or plan_files.ADD in request.POST or LATER in request.POST or form.is_valid()):
        return step_page(request, page, answers, form, FIRST, status=status_of(form))
    if not may_post(request, now):
        form.is_valid()
        add_too_many(form)
        return step_page(request, page, answers, form, FIRST, status=TOO_MANY)
    answers.keep(FIRST, form)
    draft = drafts.save(draft=None, data=answers.data, now=now)
    writing = Writing(request, page, draft, drafts.token(draft=draft, now=now), answers)
    return _leave(writing, FIRST, form, uploads)


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
        return _show(writing, answers.shown(step), step)
    form, uploads = answers.form(step, request.POST), plan_files.uploads_of(request) if step == FIRST else []
    answers.keep(step, form)
    if uploads and not may_post(request, timezone.now()):
        writing.save()
        add_too_many(form)
        return _show(writing, form, step, status=TOO_MANY)
    return _leave(writing, step, form, uploads)


def _show(writing: Writing, form: StepForm, step: str, status: int = 200) -> HttpResponse:
    """A step of a draft, with its files where it has them."""
    if step == FIRST:
        form.kept_files = plan_files.kept_files(writing)
        form.infected_files = plan_files.infected_files(writing, form.kept_files)
    form.action = f"{writing.url(step)}{_change(writing)}"
    return writing.remember(step_page(writing.request, writing.page, writing.answers, form, step, status=status))


def _change(writing: Writing) -> str:
    """What stands behind the address of somebody who came from the last step to change one answer."""
    return CHANGE if "wijzig" in writing.request.GET else ""


def _leave(writing: Writing, step: str, form: StepForm, uploads: list[UploadedFile]) -> HttpResponse:
    """Keep what was filled in, and the files; on from there as the button says, or back where something is wrong."""
    sent, answers = writing.request.POST, writing.answers
    is_adding, is_leaving = step == FIRST and plan_files.ADD in sent, "terug" in sent or LATER in sent
    problems = plan_files.add(writing, uploads, timezone.now())
    if is_adding and not uploads:
        problems.append(_("Kies eerst een bestand."))
    if step == FIRST and plan_files.REMOVE in sent:
        plan_files.remove(writing, sent[plan_files.REMOVE])
    if step == "plek" and not is_leaving and form.is_valid() and may_look_up(writing.request, timezone.now()):
        answers.look_up_address()
    writing.save()
    for problem in problems:
        form.add_error(plan_files.FIELD, problem)
    if problems:
        return _show(writing, form, step, status=status_of(form))
    if is_leaving:
        return writing.go(LATER if LATER in sent else _before(step))
    if is_adding or (step == FIRST and plan_files.REMOVE in sent):
        return writing.go(FIRST, f"{_change(writing)}#id_{plan_files.FIELD}")
    if not form.is_valid():
        return _show(writing, form, step, status=status_of(form))
    is_change = "wijzig" in writing.request.GET and not answers.first_unfinished()
    return writing.go(CHECK if is_change else _after(step))


def _check(writing: Writing) -> HttpResponse:
    """The last step: all answers, and only then sending."""
    request = writing.request
    if request.method != "POST":
        return writing.remember(_check_page(writing, CheckForm()))
    if "terug" in request.POST:
        return writing.go(_before(CHECK))
    if LATER in request.POST:
        return writing.go(LATER)
    now, form = timezone.now(), CheckForm(request.POST)
    form.is_valid()
    if not may_post(request, now):
        add_too_many(form)
        return _check_page(writing, form, status=TOO_MANY)
    plan, is_fast = _plan(writing), now - writing.draft.created_at < FASTEST and not form.has_proof
    is_suspicious = form.is_trapped or is_fast or is_unproven(request, form, now)
    sends_receipt = bool(plan.email) and may_mail_for(request, form, plan.email, now)
    with transaction.atomic():
        sent = submit(
            plan=plan,
            idempotency_key=writing.draft.pk,
            is_suspicious=is_suspicious,
            draft=writing.draft,
            sends_receipt=sends_receipt,
            now=now,
        )
        drafts.discard(draft=writing.draft, now=now)
    return writing.remember(to_receipt(sent))


def _check_page(writing: Writing, form: CheckForm, status: int = 200) -> HttpResponse:
    files = [str(file) for file in plan_files.kept_files(writing)]
    return check_page(writing.request, writing.page, writing.answers, _plan(writing), form, files=files, status=status)


def _plan(writing: Writing) -> PlanInput:
    """The answers as they will be sent, in the language of the page."""
    return writing.answers.plan(language=get_language() or settings.LANGUAGE_CODE)
